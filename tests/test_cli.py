"""The command line as a user meets it: what it says, and with which exit code it ends."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.tables.layout import Layout
from flows.tables.locks import stage_lock
from flows.tables.read import rows
from schemas import Document, Run, tables

Parley = Callable[..., Any]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Call the command line in this process, in an empty folder: for what needs no Prefect."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_a_run_ends_well_though_one_line_was_no_json(finished_run: Any) -> None:
    assert finished_run.status == 0, finished_run.messages


def test_the_summary_gives_counts_and_the_place_of_the_tables(finished_run: Any) -> None:
    summary = dict(line.split(maxsplit=1) for line in finished_run.output.splitlines()[:7])
    assert summary["offered"] == "4 items, 3 new"
    assert summary["documents"] == "3 new, 0 of them near-copies"
    assert summary["read"] == "3 documents: 0 deadlines, 0 moratoria, 2 talks"
    assert summary["events"] == "1 new, 1 told again"
    assert summary["rejects"] == "1"
    assert float(summary["seconds"]) > 0
    assert summary["tables"] == str(finished_run.out)
    assert "! invalid_json: news.jsonl:4" in finished_run.output


def test_the_last_line_opens_the_tables_in_duckdb(finished_run: Any) -> None:
    query = finished_run.output.splitlines()[-1].removeprefix('duckdb -c "').removesuffix('"')
    assert len(duckdb.sql(query).fetchall()) == 1


def test_in_a_pipe_the_stages_speak_in_plain_lines(finished_run: Any) -> None:
    assert "\x1b" not in finished_run.messages + finished_run.output
    lines = finished_run.messages.splitlines()
    assert lines[0] == f"Reading {finished_run.out.parent / 'news.jsonl'}"
    assert lines[-4:] == ["ingest: 4 of 4", "clean: 3 of 3", "extract: 3 of 3", "link: 2 of 2"]


def test_the_next_run_finds_nothing_to_do(finished_run: Any, parley: Parley) -> None:
    again = parley("run", "news.jsonl", "--out", "tables", cwd=finished_run.out.parent)
    assert again.returncode == 0, again.stderr
    assert "offered    4 items, 0 new" in again.stdout
    assert "events     0 new, 0 told again" in again.stdout


def test_a_stage_alone(finished_run: Any, parley: Parley) -> None:
    out = finished_run.out.parent / "taken in"
    done = parley("ingest", "news.jsonl", "--out", out, cwd=finished_run.out.parent)
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "offered    4 items, 3 new")
    assert [row.stage for row in rows(Layout(out), Run)] == ["ingest"]
    assert rows(Layout(out), Document) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["run", "--engine", "oracle"], "oracle"),
        (["run", "--max-documents", "-1"], "--max-documents"),
        (["show", "ceasefires"], "no table 'ceasefires': there are raw, documents"),
        (["show", "events", "--limit", "0"], "--limit"),
        (["show", "events"], "holds no table 'events'"),
        (["read"], "No such command"),
        (["serve", "-"], "standard input can be read once only"),
        (["eval", "gold.jsonl", "articles.jsonl", "--engine", "batch", "--model", "m"], "too late for eval"),
        (["store", "size"], "keeps no answers"),
    ],
)
def test_bad_usage(call: Callable[..., Any], arguments: list[str], words: str) -> None:
    done = call(*arguments)
    assert done.exit_code == 2
    assert words in done.output


@pytest.mark.parametrize(
    ("content", "words"),
    [("[[source]", "expected to be TOML"), ("[[source]]\nlocation = 7", "location"), ("[[sources]]", "'sources'")],
)
def test_a_broken_list_of_sources(call: Callable[..., Any], tmp_path: Path, content: str, words: str) -> None:
    (tmp_path / "sources.toml").write_text(content, encoding="utf-8")
    done = call("run")
    assert done.exit_code == 2
    assert "sources.toml" in done.output
    assert words in done.output
    assert "Starting" not in done.output, "told before a server starts"


def test_an_output_folder_that_is_a_file(call: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("", encoding="utf-8")
    done = call("run", "--out", "notes")
    assert done.exit_code == 2
    assert f"{tmp_path / 'notes'} can't be written" in done.output


@pytest.mark.parametrize(("command", "stage"), [("run", "ingest"), ("run", "link"), ("extract", "extract")])
def test_a_stage_that_runs_already(call: Callable[..., Any], tmp_path: Path, command: str, stage: str) -> None:
    with stage_lock(Layout(tmp_path / "tables"), stage):
        done = call(command, "--out", "tables")
    assert done.exit_code == 1
    assert done.output.splitlines()[-1].startswith(f"parley: {stage} already runs on {tmp_path / 'tables'}")


def test_show_prints_a_table(finished_run: Any, call: Callable[..., Any]) -> None:
    done = call("show", "--out", finished_run.out)
    assert done.exit_code == 0
    heading, *lines = done.output.splitlines()
    assert heading.split()[:2] == ["last_reported", "type"]
    assert lines[0].split()[:3] == ["2026-03-03", "talks", "concluded"]


def test_show_prints_json_lines_the_latest_first(finished_run: Any, call: Callable[..., Any]) -> None:
    done = call("show", "talks", "--json", "--limit", "1", "--out", finished_run.out)
    (row,) = [json.loads(line) for line in done.output.splitlines()]
    assert row.keys() == tables()["talks"].model_fields.keys()
    assert row["published_date"] == "2026-03-03"


def test_show_filters(finished_run: Any, call: Callable[..., Any]) -> None:
    def found(*filters: str) -> int:
        options = [option for text in filters for option in ("--where", text)]
        return len(call("show", "talks", "--json", "--out", finished_run.out, *options).output.splitlines())

    assert found("actors=deu") == 2
    assert found("actors=DEU", "source=Paper 2") == 1
    assert found("actors=RUS") == 0
    misspelt = call("show", "talks", "--out", finished_run.out, "--where", "status=ended")
    assert misspelt.exit_code == 2
    assert "never 'ended'" in misspelt.output


def test_schema_in_its_three_forms(call: Callable[..., Any]) -> None:
    described = json.loads(call("schema", "--json").output)
    assert [table["table"] for table in described["tables"]] == list(tables())
    markdown, arrow = call("schema").output, call("schema", "--arrow").output
    for name in tables():
        assert f"\n## {name}\n" in markdown
        assert f"{name}\n" in arrow
    assert "due: struct<" in arrow

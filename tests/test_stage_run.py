from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from flows.progress import listening
from flows.settings import RunSettings
from flows.stage_run import new_run_id, stage_run, versions
from flows.tables.commit import Change
from flows.tables.layout import Layout
from flows.tables.locks import StageBusy, check_idle
from flows.tables.read import rows
from schemas import SCHEMA_VERSION, Reject, Run, tables


@pytest.fixture
def settings(tmp_path: Path) -> RunSettings:
    return RunSettings(out=tmp_path / "out", max_documents=7)


def test_a_stage_leaves_a_row_of_what_it_did(settings: RunSettings) -> None:
    before = datetime.now(UTC)
    with stage_run("clean", settings, "run-1") as run:
        run.counts.update(documents=3, copies=1)
        run.usage.update(requests=2, prompt_tokens=900)
        run.cost_usd = 0.5
    (row,) = rows(Layout(settings.out), Run)
    assert (row.run_id, row.stage, row.started >= before, row.seconds >= 0) == ("run-1", "clean", True, True)
    assert [(item.outcome, item.count) for item in row.counts] == [("copies", 1), ("documents", 3)]
    assert (row.requests, row.prompt_tokens, row.completion_tokens, row.cost_usd) == (2, 900, 0, 0.5)
    assert ("max_documents", "7") in {(item.name, item.value) for item in row.settings}
    assert {item.name: item.value for item in row.versions} == versions()
    assert versions()["schema"] == SCHEMA_VERSION


def test_the_row_is_written_when_the_stage_fails(settings: RunSettings) -> None:
    with pytest.raises(RuntimeError, match="no disk"), stage_run("clean", settings, "run-1") as run:
        run.counts["documents"] += 1
        raise RuntimeError("no disk")
    (row,) = rows(Layout(settings.out), Run)
    assert row.counts[0].count == 1


def test_every_table_is_there_from_the_first_stage_on(settings: RunSettings) -> None:
    with stage_run("ingest", settings, "run-1") as run:
        assert {record for record in tables().values() if run.layout.parts(record)} == set(tables().values())


def test_one_stage_at_a_time_and_different_ones_side_by_side(settings: RunSettings, tmp_path: Path) -> None:
    with stage_run("clean", settings, "run-1"):
        with pytest.raises(StageBusy, match="clean already runs on"), stage_run("clean", settings, "run-2"):
            pass
        with pytest.raises(StageBusy):
            check_idle(Layout(settings.out), ["ingest", "clean"])
        check_idle(Layout(settings.out), ["ingest", "link"])
        with stage_run("link", settings, "run-2"), stage_run("clean", RunSettings(out=tmp_path / "other"), "run-3"):
            pass
    check_idle(Layout(settings.out), ["ingest", "clean"])


def test_a_reject_is_counted_and_carries_the_run(settings: RunSettings) -> None:
    with stage_run("extract", settings, "run-1") as run:
        first = run.reject("news.jsonl:3", "no_text", "Line 3 has no text.", raw_id="r_1")
        second = run.reject("news.jsonl:3", "no_text", "Line 3 has no text.", stage="ground", attempt=2, retryable=True)
        run.commit(Change(add=[first, second]))
        assert run.counts["rejected"] == 2
    assert first.reject_id != second.reject_id
    found = {row.stage: row for row in rows(Layout(settings.out), Reject)}
    assert (found["extract"].run_id, found["extract"].raw_id, found["extract"].attempt) == ("run-1", "r_1", 1)
    assert (found["ground"].attempt, found["ground"].retryable) == (2, True)


def test_run_ids_differ_and_begin_with_the_time_of_the_start() -> None:
    names = {new_run_id() for _ in range(100)}
    assert len(names) == 100
    assert all(abs(datetime.now(UTC) - started(name)).total_seconds() < 60 for name in names)


def started(run_id: str) -> datetime:
    return datetime.strptime(run_id.split("-")[0], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def test_whoever_listens_hears_how_far_a_stage_is(settings: RunSettings) -> None:
    heard: list[Any] = []
    note: Callable[[str, int, int | None], None] = lambda *told: heard.append(told)  # noqa: E731
    with stage_run("clean", settings, "run-1") as run:
        with listening(note):
            run.tell(1, 2)
        run.tell(2, 2)
    assert heard == [("clean", 1, 2)]

"""What a run shows in Prefect, built from tables that a run without Prefect has written."""

import os
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from flows import artifacts
from flows.artifacts import mentions_title, new_mentions, reject_counts, runs_of, summary
from flows.tables.layout import Layout

TALKS = "France and Germany held talks in Geneva on Monday. The meeting lasted three hours."
CEASEFIRE = "Russia and Ukraine agreed on a ceasefire on Sunday. It is to last for thirty days."


def record(name: str, text: str, day: int = 2) -> dict[str, Any]:
    return {"id": name, "published": f"2026-03-0{day}T09:00:00Z", "source": "Harbour Post", "text": text}


def only_run(pipeline: Any) -> str:
    (name,) = {row.run_id for row in pipeline.rows("runs")}
    return str(name)


def test_new_mentions_the_latest_first(pipeline: Any) -> None:
    started = datetime.now(UTC)
    pipeline.run(pipeline.write("news.jsonl", record("1", TALKS, day=2), record("2", CEASEFIRE, day=4)))
    halt, talks = new_mentions(Layout(pipeline.out), only_run(pipeline), started)
    assert (halt["type"], halt["date"], halt["actors"]) == ("moratorium", "2026-03-04", "Russia, Ukraine")
    assert (talks["type"], talks["date"], talks["actors"]) == ("talks", "2026-03-02", "France, Germany")
    assert talks["summary"] in TALKS


def test_mentions_of_another_run_are_not_new(pipeline: Any) -> None:
    pipeline.run(pipeline.write("old.jsonl", record("1", TALKS)))
    old, started = only_run(pipeline), datetime.now(UTC)
    pipeline.run(pipeline.write("new.jsonl", record("2", CEASEFIRE)))
    (new,) = {row.run_id for row in pipeline.rows("runs")} - {old}
    assert [row["type"] for row in new_mentions(Layout(pipeline.out), new, started)] == ["moratorium"]


def test_days_written_before_the_run_are_not_opened(pipeline: Any) -> None:
    started = datetime.now(UTC)
    pipeline.run(pipeline.write("news.jsonl", record("1", TALKS)))
    before = (started - timedelta(hours=1)).timestamp()
    for part in (pipeline.out / "talks").glob("*/*.parquet"):
        os.utime(part, (before, before))
    assert new_mentions(Layout(pipeline.out), only_run(pipeline), started) == []


def test_a_long_list_is_cut_and_says_so(pipeline: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(artifacts, "SHOWN_MENTIONS", 1)
    started = datetime.now(UTC)
    pipeline.run(pipeline.write("news.jsonl", record("1", TALKS), record("2", CEASEFIRE, day=3)))
    name, layout = only_run(pipeline), Layout(pipeline.out)
    shown = new_mentions(layout, name, started)
    assert len(shown) == 1
    runs = runs_of(layout, name, started)
    assert mentions_title(len(shown), runs) == "The latest 1 of 2 new mentions"
    assert mentions_title(2, runs) == "2 new mentions"


def test_the_summary_tells_counts_of_stages_and_rejects(pipeline: Any) -> None:
    started = datetime.now(UTC)
    pipeline.run(pipeline.write("news.jsonl", record("1", TALKS), "{", "[]]"))
    name, layout = only_run(pipeline), Layout(pipeline.out)
    runs, rejects = runs_of(layout, name, started), reject_counts(layout, name, started)
    assert [run.stage for run in runs] == ["ingest", "clean", "extract", "link"]
    assert [(item.stage, item.reason, item.times) for item in rejects] == [("ingest", "invalid_json", 2)]
    page = summary(layout, runs, rejects)
    assert "1 talks" in next(line for line in page.splitlines() if line.startswith("| extract |"))
    assert "| ingest | invalid\\_json | 2 | news.jsonl:2" in page
    assert "requests to the model" not in page


def test_words_of_others_stay_words_on_our_page(pipeline: Any) -> None:
    hostile = artifacts.RejectCount("clean", "no_text", 1, "![x](https://example.org/x.png) | <b>loud</b>\nline " * 9)
    page = summary(Layout(pipeline.out), [], [hostile])
    (line,) = [line for line in page.splitlines() if "example.org" in line]
    assert "![" not in line
    assert "\\<b\\>" in line
    assert line.replace("\\|", "").count("|") == 5, "four cells"
    assert "…" in line


def test_a_run_that_began_no_stage_has_nothing_to_show(pipeline: Any) -> None:
    layout, started = Layout(pipeline.out), datetime.now(UTC)
    assert runs_of(layout, "none", started) == []
    assert new_mentions(layout, "none", started) == []
    assert reject_counts(layout, "none", started) == []

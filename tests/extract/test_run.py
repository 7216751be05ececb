"""A run of the stage: what it takes on, again or anew, and what it tells besides."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from flows.extract.article import Article
from flows.extract.engine import Answer, Engine
from flows.extract.engines import reader_of
from flows.extract.run import read_pending, read_slice
from flows.settings import RunSettings
from flows.stage_run import new_run_id, stage_run
from flows.tables.pending import DocumentReference
from tests.extract.scripted import Scripted

TEXTS = [
    f"France and Germany held talks in Geneva on Monday. Hall {number} of {number * 7} was full." for number in range(4)
]


def another(script: Callable[[Article], Answer]) -> Scripted:
    """Return a second version of the rules, which a test scripts."""
    return Scripted(script, name="rules", prompt_version="rules-0")


@pytest.fixture
def read_before(pipeline: Any) -> Any:
    """An output folder whose documents, one a day from 1 March 2026, were read by an engine of another version."""
    records = [
        {"id": str(number), "published": f"2026-03-0{number}T09:00:00Z", "source": "Harbour Post", "text": text}
        for number, text in enumerate(TEXTS, start=1)
    ]
    pipeline.run(pipeline.write("news.jsonl", *records), stages=("ingest", "clean"))
    with stage_run("extract", RunSettings(out=pipeline.out), new_run_id()) as run:
        read_pending(run, run.settings, with_engine(another(lambda article: Answer())))
    return pipeline


def with_engine(engine: Engine) -> Callable[..., list[DocumentReference]]:
    """Have this engine read instead of the one that the settings name."""
    return lambda run, _, references, total: read_slice(run, engine, references, total)


def extract(pipeline: Any, read: Any = read_slice, **settings: Any) -> dict[str, int]:
    wanted = RunSettings(out=pipeline.out, **settings)
    with stage_run("extract", wanted, new_run_id()) as run:
        read_pending(run, wanted, read)
    return dict(run.counts)


def test_what_another_version_has_read_stays_and_is_counted(read_before: Any) -> None:
    assert extract(read_before) == {"other_reader": 4}
    assert {row.prompt_version for row in read_before.rows("readings")} == {"rules-0"}


def test_again_reads_it_and_leaves_nothing_to_read(read_before: Any) -> None:
    counts = extract(read_before, again=True)
    assert (counts["read"], counts["talks"], counts.get("other_reader")) == (4, 4, None)
    assert len(read_before.rows("readings")) == len(read_before.rows("talks")) == 4
    assert extract(read_before, again=True) == {}


def test_again_since_a_day(read_before: Any) -> None:
    counts = extract(read_before, again=True, since=date(2026, 3, 3))
    assert (counts["read"], counts["other_reader"]) == (2, 2)


def test_again_and_refresh_read_ones_own_too(read_before: Any) -> None:
    extract(read_before, again=True)
    assert extract(read_before, again=True, refresh=True)["read"] == 4
    assert extract(read_before, refresh=True) == {}


@pytest.mark.parametrize(
    "worse", [Answer(outcome="failed", reason="timeout", retryable=True), Answer(outcome="skipped", reason="language")]
)
def test_a_good_reading_gives_way_to_none_that_is_not(read_before: Any, worse: Answer) -> None:
    extract(read_before, again=True)
    before = read_before.rows("readings"), read_before.rows("talks")
    counts = extract(read_before, with_engine(another(lambda article: worse)), again=True, refresh=True)
    assert counts[str(worse.outcome)] == 4
    assert (read_before.rows("readings"), read_before.rows("talks")) == before
    assert len(read_before.rows("rejects")) == 4 * (worse.outcome == "failed")


def test_answers_that_are_yet_to_come_leave_documents_pending(read_before: Any) -> None:
    half = another(lambda article: Answer(waiting=article.document.source_id in {"1", "3"}))
    counts = extract(read_before, with_engine(half), again=True)
    assert (counts["read"], counts["waiting"]) == (2, 2)
    assert len(read_before.rows("readings")) == 4


def test_who_reads_is_known_without_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    assert reader_of(RunSettings()).engine == "rules"
    openai = reader_of(RunSettings(model="m"))
    assert (openai.engine, openai.model) == ("openai", "m")
    assert openai.prompt_version

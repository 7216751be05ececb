"""The extract stage with engines that answer, fail, stop or break as the tests want it."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from flows.extract.article import Article
from flows.extract.engine import Answer, EngineUnavailable, Usage
from flows.extract.stage import COMMIT_DOCUMENTS, extract_slice
from flows.settings import RunSettings
from flows.stage_run import new_run_id, stage_run
from flows.tables.commit import Change
from flows.tables.pending import MAX_ATTEMPTS, Reader, pending_documents
from schemas import SCHEMA_VERSION
from tests.extract.scripted import Scripted

TEXT = "France and Germany held talks in Geneva on Monday. The talks of France and Germany ended at night."


@pytest.fixture
def taken_in(pipeline: Any) -> Callable[..., Any]:
    """Take in articles of these texts, one a day, numbered from 1."""

    def take(*texts: str) -> Any:
        records = [
            {"id": str(number), "published": f"2026-03-{number:02}T09:00:00Z", "source": "Harbour Post", "text": text}
            for number, text in enumerate(texts, start=1)
        ]
        pipeline.run(pipeline.write("news.jsonl", *records), stages=("ingest", "clean"))
        return pipeline

    return take


def read(pipeline: Any, engine: Any, again: Reader | None = None) -> dict[str, int]:
    """Have an engine read all that is pending."""
    with stage_run("extract", RunSettings(out=pipeline.out), new_run_id()) as run:
        pending = list(pending_documents(run.layout, again=again))
        asyncio.run(extract_slice(run, engine, pending, len(pending)))
        return dict(run.counts)


@pytest.fixture
def talks(make_draft: Any) -> Callable[..., Answer]:
    """Answer with one draft of talks that rests on the sentences of these numbers."""
    pair = (("participant", "France"), ("participant", "Germany"))
    return lambda *evidence, **fields: Answer(drafts=[make_draft("talks", list(evidence or (1,)), *pair, **fields)])


def different(count: int) -> list[str]:
    return [f"{TEXT} Room {number} of hall {number * 7} was used for the {number}th time." for number in range(count)]


def test_a_reading_for_every_document_and_its_mentions(taken_in: Any, talks: Any) -> None:
    pipeline = taken_in(*different(3))
    engine = Scripted(lambda article: talks() if article.document.source_id != "2" else Answer())
    assert read(pipeline, engine)["talks"] == 2
    outcomes = {row.document_id: row.outcome for row in pipeline.rows("readings")}
    assert sorted(outcomes.values()) == ["extracted", "extracted", "no_event"]
    assert {row.document_id for row in pipeline.rows("talks")} == {
        name for name, outcome in outcomes.items() if outcome == "extracted"
    }
    assert read(pipeline, engine) == {}, "nothing is pending any more"


def test_usage_is_kept_with_the_reading_and_summed_for_the_run(taken_in: Any) -> None:
    pipeline = taken_in(*different(2))
    usage = Usage(requests=2, reasks=1, prompt_tokens=700, cached_tokens=500, completion_tokens=40, cost_usd=0.25)
    read(pipeline, Scripted(lambda article: Answer(usage=usage)))
    assert {(row.requests, row.prompt_tokens, row.cost_usd) for row in pipeline.rows("readings")} == {(2, 700, 0.25)}
    (run,) = [row for row in pipeline.rows("runs") if row.stage == "extract"]
    assert (run.requests, run.reasks, run.prompt_tokens, run.cached_tokens, run.cost_usd) == (4, 2, 1400, 1000, 0.5)


def test_a_failure_is_tried_again_by_later_runs_but_not_for_ever(taken_in: Any) -> None:
    pipeline = taken_in(*different(1))
    engine = Scripted(lambda article: Answer(outcome="failed", reason="timeout", retryable=True))
    for attempt in range(1, MAX_ATTEMPTS + 1):
        assert read(pipeline, engine) != {}
        (reading,) = pipeline.rows("readings")
        assert (reading.outcome, reading.reason, reading.attempts) == ("failed", "timeout", attempt)
    assert read(pipeline, engine) == {}
    assert sorted(row.attempt for row in pipeline.rows("rejects")) == [1, 2, 3]


def test_a_failure_that_a_later_run_gets_over(taken_in: Any, talks: Any) -> None:
    pipeline = taken_in(*different(1))
    read(pipeline, Scripted(lambda article: Answer(outcome="failed", reason="timeout", retryable=True)))
    read(pipeline, Scripted(lambda article: talks()))
    (reading,) = pipeline.rows("readings")
    assert (reading.outcome, reading.attempts) == ("extracted", 2)
    assert len(pipeline.rows("talks")) == 1


def test_an_engine_that_can_not_go_on_leaves_the_rest_pending(taken_in: Any, talks: Any) -> None:
    pipeline = taken_in(*different(3))

    def script(article: Article) -> Answer:
        if article.document.source_id == "2":
            raise EngineUnavailable("no endpoint")
        return talks()

    with pytest.raises(EngineUnavailable):
        read(pipeline, Scripted(script))
    assert len(pipeline.rows("readings")) == 1
    engine = Scripted(lambda article: talks())
    read(pipeline, engine)
    assert engine.seen == ["2", "3"]


@pytest.mark.parametrize("where", ["engine", "judgement"])
def test_a_fault_of_ours_in_one_article_holds_up_no_other(taken_in: Any, talks: Any, where: str) -> None:
    pipeline = taken_in(*different(3))

    def fault(*_: Any) -> Any:
        raise RuntimeError("an unforeseen case")

    def script(article: Article) -> Answer:
        if article.document.source_id != "2":
            return talks()
        if where == "engine":
            fault()
        draft = talks().drafts[0]
        return Answer(drafts=[draft.model_copy(update={"actors": None})])  # what no engine should answer

    counts = read(pipeline, Scripted(script))
    assert (counts["read"], counts["extracted"], counts["failed"]) == (3, 2, 1)
    (failed,) = [row for row in pipeline.rows("readings") if row.outcome == "failed"]
    assert (failed.reason, failed.retryable) == ("extract_failed", True)
    (reject,) = pipeline.rows("rejects")
    assert ("RuntimeError: an unforeseen case" if where == "engine" else "TypeError") in reject.detail


def test_what_is_dropped_on_the_way_is_rejected_with_the_reason(taken_in: Any, talks: Any) -> None:
    pipeline = taken_in(*different(1))
    read(pipeline, Scripted(lambda article: talks(1, 99)))
    (reject,) = pipeline.rows("rejects")
    assert (reject.stage, reject.reason) == ("ground", "evidence_out_of_range")


def test_what_is_complete_is_committed_as_the_slice_goes_on(taken_in: Any, talks: Any) -> None:
    pipeline = taken_in(*different(1))
    extra = [
        {"id": f"x{number}", "published": "2026-03-01T09:00:00Z", "source": "Hill Times", "text": text}
        for number, text in enumerate(f"Meeting {number} {number * 3} took {number * 7} hours." for number in range(60))
    ]
    pipeline.run(pipeline.write("more.jsonl", *extra), stages=("ingest", "clean"))
    committed_by_then: list[int] = []

    def script(article: Article) -> Answer:
        committed_by_then.append(len(pipeline.rows("readings")))
        return Answer()

    read(pipeline, Scripted(script))
    assert (len(committed_by_then), len(pipeline.rows("readings"))) == (61, 61)
    assert set(committed_by_then) == {0, COMMIT_DOCUMENTS}


def test_a_commit_that_fails_is_not_made_twice(taken_in: Any, talks: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline = taken_in(*different(2))
    monkeypatch.setattr("flows.extract.stage.COMMIT_DOCUMENTS", 1)
    tried: list[list[str]] = []

    def full_disk(self: Any, change: Change) -> None:
        tried.append([row.row_key() for row in change.add])
        if change.add:
            raise OSError("no space left on device")

    with (
        pytest.raises(OSError, match="no space"),
        stage_run("extract", RunSettings(out=pipeline.out), new_run_id()) as run,
    ):
        pending = list(pending_documents(run.layout))
        with monkeypatch.context() as patch:
            patch.setattr("flows.stage_run.StageRun.commit", full_disk)
            asyncio.run(extract_slice(run, Scripted(lambda article: talks()), pending, 2))
    assert len(tried[0]) == 2
    assert not any(tried[1:])


class TestReadAgain:
    """Another engine reads what one has read: its rows take the place of the old ones."""

    other = Reader("other", None, "1", SCHEMA_VERSION)

    @pytest.fixture
    def linked(self, taken_in: Any, talks: Any) -> Any:
        pipeline = taken_in(*different(1))
        read(pipeline, Scripted(lambda article: talks(1)))
        pipeline.run(stages=("link",))
        return pipeline

    @pytest.mark.parametrize(("evidence", "same_event"), [((1,), True), ((2, 1), True), ((2,), False)])
    def test_a_mention_on_overlapping_evidence_keeps_its_event(
        self, linked: Any, talks: Any, evidence: tuple[int, ...], same_event: bool
    ) -> None:
        (old,) = linked.rows("talks")
        read(linked, Scripted(lambda article: talks(*evidence), name="other"), again=self.other)
        (new,) = linked.rows("talks")
        (reading,) = linked.rows("readings")
        assert (new.engine, new.reading_id, reading.engine) == ("other", reading.reading_id, "other")
        assert new.event_id == (old.event_id if same_event else None)

    def test_an_event_that_is_found_no_more_goes(self, linked: Any) -> None:
        read(linked, Scripted(lambda article: Answer(), name="other"), again=self.other)
        linked.run(stages=("link",))
        assert linked.rows("talks") == linked.rows("events") == []

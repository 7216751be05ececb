"""The clean stage: what becomes of raw rows that correct, copy or repeat each other."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from flows.clean.stage import Originals, clean_slice, superseded
from flows.clean.workers import cleaned_here
from flows.settings import RunSettings
from flows.stage_run import new_run_id, stage_run
from flows.tables.pending import load_raw, pending_raw
from schemas import Document, ids

STORY = (
    "France and Germany held talks in Geneva on Monday. Delegates arrived in the morning and went straight to the "
    "old assembly hall beside the lake. A spokeswoman handed out a short statement and took no questions. "
    "Outside, a brass band played for a wedding party until the police asked it to move on. "
)
OTHER = (
    "A storm crossed the coast in the night. Trees fell on two roads, and a bridge was closed for hours while workers "
    "looked for cracks in its piers. Nobody was hurt. Ferries stayed in port until the wind had dropped at noon. "
)


def record(name: str, text: str, **changes: Any) -> dict[str, Any]:
    return {"id": name, "published": "2026-03-02T09:00:00Z", "source": "Harbour Post", "text": text} | changes


def clean(pipeline: Any, *records: Any) -> dict[str, int]:
    counts: dict[str, int] = pipeline.run(pipeline.write("news.jsonl", *records), stages=("ingest", "clean"))["clean"]
    return counts


def by_text(pipeline: Any) -> dict[str, Document]:
    return {row.text: row for row in pipeline.rows("documents")}


def document(text: str, hour: int, raw_id: str = "r", **changes: Any) -> Document:
    columns: dict[str, Any] = {
        "document_id": f"d-{text}", "raw_id": raw_id, "source_id": "1", "source": "Harbour Post", "url": None,
        "canonical_url": None, "title": None, "author": None, "agency": None, "dateline": None, "published": None,
        "published_date": date(2026, 3, 2), "published_basis": "record",
        "fetched": datetime(2026, 3, 2, hour, tzinfo=UTC), "language": "en", "text": text, "text_sha256": "00",
        "sentences": [], "duplicate_of": None, "superseded_by": None,
    }  # fmt: skip
    return Document.model_validate(columns | changes)


def test_the_text_fetched_last_supersedes_the_others() -> None:
    first, second, third = (document(text, hour) for text, hour in (("a", 6), ("b", 7), ("c", 8)))
    assert superseded([third, second], [first], set()) == {"d-a": "d-c", "d-b": "d-c"}


def test_texts_of_one_moment_stand_side_by_side() -> None:
    assert superseded([document("a", 6), document("b", 6)], [], set()) == {}


def test_texts_of_different_articles_do_not_meet() -> None:
    assert superseded([document("a", 7, source_id="2")], [document("b", 6)], set()) == {}
    assert superseded([document("a", 7, source="Hill Times")], [document("b", 6)], set()) == {}


def test_one_address_is_one_article_whatever_its_ids() -> None:
    address = {"canonical_url": "https://post.example/1"}
    found = superseded([document("a", 7, source_id="2", **address)], [document("b", 6, **address)], set())
    assert found == {"d-b": "d-a"}


def test_texts_that_their_source_tells_apart_replace_nothing() -> None:
    assert superseded([document("a", 7, "r-1")], [document("b", 6)], {"r-1"}) == {}


def test_every_raw_row_is_cleaned_once(pipeline: Any) -> None:
    assert clean(pipeline, record("1", STORY), record("2", OTHER))["documents"] == 2
    assert {row.document_id for row in pipeline.rows("documents")} == {
        ids.document_id(ids.identity(None, "Harbour Post", row.source_id), row.text_sha256)
        for row in pipeline.rows("documents")
    }
    assert clean(pipeline, record("1", STORY), record("2", OTHER)) == {}


def test_an_equal_text_in_other_bytes_is_no_news(pipeline: Any) -> None:
    clean(pipeline, record("1", STORY))
    assert clean(pipeline, record("1", STORY, section="world"))["documents"] == 0
    assert [row.reason for row in pipeline.rows("rejects")] == ["unchanged"]
    assert clean(pipeline, record("1", STORY, section="world")) == {}


def test_the_original_is_the_earliest_of_a_batch(pipeline: Any) -> None:
    early = record("2", f"{STORY}End.", source="Hill Times", published="2026-03-02T06:00:00Z")
    counts = clean(pipeline, record("1", STORY), early, record("3", OTHER))
    assert (counts["documents"], counts["copies"]) == (3, 1)
    copies = {row.source_id: row.duplicate_of for row in pipeline.rows("documents")}
    original = next(row.document_id for row in pipeline.rows("documents") if row.source_id == "2")
    assert copies == {"1": original, "2": None, "3": None}


def test_a_committed_original_stays_one_though_an_earlier_article_comes(pipeline: Any) -> None:
    clean(pipeline, record("1", STORY))
    clean(pipeline, record("2", STORY, source="Hill Times", published="2026-03-01T06:00:00Z"))
    copies = {row.source_id: row.duplicate_of for row in pipeline.rows("documents")}
    assert (copies["1"], copies["2"] is None) == (None, False)


def test_a_text_of_weeks_before_is_not_copied_but_told_again(pipeline: Any) -> None:
    clean(pipeline, record("1", STORY), record("2", STORY, source="Hill Times", published="2026-03-20T06:00:00Z"))
    assert clean(pipeline, record("3", STORY, source="Lake News", published="2026-06-20T06:00:00Z"))["copies"] == 0


def test_a_report_that_holds_a_committed_flash_is_news(pipeline: Any) -> None:
    clean(pipeline, record("1", STORY))
    report = record("2", f"{STORY}{OTHER}", source="Hill Times", published="2026-03-02T12:00:00Z")
    assert clean(pipeline, report)["copies"] == 0
    later = record("3", OTHER, source="Lake News", published="2026-03-02T15:00:00Z")
    assert clean(pipeline, later)["copies"] == 1


def test_undated_texts_are_copies_of_those_fetched_of_late(pipeline: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    clean(pipeline, record("1", STORY, published=None))
    assert clean(pipeline, record("2", STORY, source="Hill Times", published=None))["copies"] == 1
    monkeypatch.setattr("flows.clean.stage.COPY_DAYS", timedelta(0))
    assert clean(pipeline, record("3", STORY, source="Lake News", published=None))["copies"] == 0


def test_a_correction_of_another_day_supersedes_the_first_text(pipeline: Any) -> None:
    clean(pipeline, record("1", STORY), record("2", STORY[:-20], source="Hill Times"))
    clean(pipeline, record("1", OTHER, published="2026-03-09T09:00:00Z"))
    old, new = by_text(pipeline)[STORY.strip()], by_text(pipeline)[OTHER.strip()]
    assert (old.superseded_by, old.published_date) == (new.document_id, date(2026, 3, 2))
    assert [row.superseded_by for row in pipeline.rows("documents") if row.source == "Hill Times"] == [None]


def test_a_page_without_text_is_rejected_for_good(pipeline: Any) -> None:
    counts = clean(pipeline, record("1", "", html="<html><body><nav>Home</nav></body></html>"), record("2", STORY))
    assert (counts["documents"], counts["rejected"]) == (1, 1)
    assert clean(pipeline, record("1", "", html="<html><body><nav>Home</nav></body></html>"), record("2", STORY)) == {}


def test_a_library_that_fails_over_one_page_stops_no_other(pipeline: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import flows.clean.workers as stage

    whole = stage.to_document

    def fragile(raw: Any) -> Any:
        if raw.source_id == "1":
            raise RecursionError("too deep")
        return whole(raw)

    monkeypatch.setattr(stage, "to_document", fragile)
    assert clean(pipeline, record("1", STORY), record("2", OTHER))["documents"] == 1
    (reject,) = pipeline.rows("rejects")
    assert (reject.reason, "RecursionError: too deep" in reject.detail) == ("clean_failed", True)


class TestMendedDates:
    def test_the_same_text_with_a_date_at_last(self, pipeline: Any) -> None:
        pipeline.run(pipeline.write("news.jsonl", record("1", STORY, published=None)))
        assert len(pipeline.rows("talks")) == 1
        assert clean(pipeline, record("1", STORY))["dated"] == 1
        (document,) = pipeline.rows("documents")
        assert document.published_date == date(2026, 3, 2)
        assert pipeline.rows("readings") == pipeline.rows("talks") == [], "it is to be read again"
        assert clean(pipeline, record("1", STORY)) == {}

    def test_a_date_that_is_there_stays(self, pipeline: Any) -> None:
        clean(pipeline, record("1", STORY))
        assert clean(pipeline, record("1", STORY, published="2026-03-05T09:00:00Z"))["dated"] == 0
        assert [row.published_date for row in pipeline.rows("documents")] == [date(2026, 3, 2)]

    def test_both_at_once(self, pipeline: Any) -> None:
        clean(pipeline, record("1", STORY, published=None), record("1", STORY))
        assert [row.published_date for row in pipeline.rows("documents")] == [date(2026, 3, 2)]

    def test_a_mended_date_and_a_correction_in_one_batch(self, pipeline: Any) -> None:
        clean(pipeline, record("1", STORY, published=None))
        pipeline.run(pipeline.write("dated.jsonl", record("1", STORY)), stages=("ingest",))
        clean(pipeline, record("1", OTHER))
        old, new = by_text(pipeline)[STORY.strip()], by_text(pipeline)[OTHER.strip()]
        assert (old.superseded_by, new.superseded_by) == (new.document_id, None)
        assert old.published_date == date(2026, 3, 2)


def test_a_correction_that_copies_another_article_takes_the_first_text_s_events_with_it(pipeline: Any) -> None:
    own = "Russia and Ukraine agreed on a ceasefire on Sunday. It is to last for thirty days, both capitals said."
    pipeline.run(pipeline.write("news.jsonl", record("1", own), record("2", STORY, source="Hill Times")))
    assert len(pipeline.rows("moratoria")) == 1
    pipeline.run(pipeline.write("news.jsonl", record("1", STORY), record("2", STORY, source="Hill Times")))
    assert pipeline.rows("moratoria") == []
    assert [event.type for event in pipeline.rows("events")] == ["talks"]
    assert {row.document_id for row in pipeline.rows("readings")} == {row.document_id for row in pipeline.rows("talks")}


class TestCleanedAgain:
    def again(self, pipeline: Any) -> dict[str, int]:
        with stage_run("clean", RunSettings(out=pipeline.out, again=True), new_run_id()) as run:
            pending = pending_raw(run.layout, again=True)
            clean_slice(run, cleaned_here(load_raw(run.layout, pending)), Originals(), len(pending))
        return dict(run.counts)

    def test_nothing_changes_where_cleaning_has_not(self, pipeline: Any) -> None:
        clean(pipeline, record("1", STORY), record("2", OTHER))
        before = pipeline.rows("documents")
        assert self.again(pipeline)["refreshed"] == 0
        assert pipeline.rows("documents") == before
        assert pipeline.rows("rejects") == []

    def test_what_is_said_of_the_same_text_is_replaced(self, pipeline: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        pipeline.run(pipeline.write("news.jsonl", record("1", STORY)))
        monkeypatch.setattr("flows.clean.document.detect", lambda text: "sw")
        assert self.again(pipeline)["refreshed"] == 1
        (document,) = pipeline.rows("documents")
        assert document.language == "sw"
        assert len(pipeline.rows("talks")) == 1, "what was read stays"

    def test_another_text_supersedes_the_first(self, pipeline: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        clean(pipeline, record("1", STORY))
        (first,) = pipeline.rows("documents")
        monkeypatch.setattr("flows.clean.document.remove_cruft", shorter)
        assert self.again(pipeline)["documents"] == 1
        (new,) = [row for row in pipeline.rows("documents") if row.superseded_by is None]
        (old,) = [row for row in pipeline.rows("documents") if row.superseded_by]
        assert (old.document_id, old.superseded_by) == (first.document_id, new.document_id)
        assert self.again(pipeline) == {"refreshed": 0, "cleaned": 1, "documents": 0, "copies": 0, "superseded": 0}


def shorter(text: str) -> Any:
    from flows.clean.cruft import remove_cruft

    found = remove_cruft(text)
    return found._replace(text=found.text.rsplit(".", 2)[0] + ".")

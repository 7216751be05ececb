from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from flows.tables import pending
from flows.tables.commit import Change, RowReference, commit
from flows.tables.layout import Layout
from flows.tables.pending import (
    DocumentReference,
    Reader,
    load_documents,
    load_raw,
    pending_documents,
    pending_mentions,
    pending_raw,
    read_by_others,
)
from schemas import all_event_types
from schemas.event_types.talks import Talks

FRIDAY, SATURDAY, SUNDAY = date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 8)


def names(layout: Layout, **options: object) -> list[str]:
    return [reference.document_id for reference in pending_documents(layout, **options)]  # type: ignore[arg-type]


def test_raw_rows_are_pending_until_they_have_a_document_or_a_final_reject(
    layout: Layout, sample: SimpleNamespace
) -> None:
    raws = [sample.raw(key) for key in ("new", "cleaned", "rejected", "to-be-retried", "rejected-by-another-stage")]
    rejects = [
        sample.reject("1", "rejected", retryable=True),
        sample.reject("2", "rejected"),
        sample.reject("3", "to-be-retried", retryable=True),
        sample.reject("4", "rejected-by-another-stage", stage="ingest"),
        sample.reject("5", None),
    ]
    commit(layout, Change(add=[*raws, *rejects, sample.document("d", None, raw_id="cleaned")]))
    assert [reference.raw_id for reference in pending_raw(layout)] == [
        "new", "rejected-by-another-stage", "to-be-retried",
    ]  # fmt: skip


def test_pending_raw_is_sorted_by_hint_over_all_days(
    layout: Layout, sample: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pending, "_IDS_AT_ONCE", 2)
    later = datetime(2026, 3, 5, tzinfo=UTC)
    rows = [
        sample.raw("e", published_hint="2026-03-02"),
        sample.raw("d", published_hint="2026-03-01", fetched=later),
        sample.raw("c", fetched=later),
        sample.raw("b"),
        sample.raw("a", published_hint="2026-03-02"),
    ]
    commit(layout, Change(add=[*rows, sample.document("x", None, raw_id="c")]))
    references = pending_raw(layout)
    assert [reference.raw_id for reference in references] == ["b", "d", "a", "e"]
    assert (references[1].day, references[1].published_hint, references[1].source_id) == (
        later.date(), "2026-03-01", "item-d",
    )  # fmt: skip


@pytest.mark.parametrize("bytes_at_once", [1, 2**20])
def test_load_raw_yields_the_rows_in_the_order_asked_for(
    layout: Layout, sample: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, bytes_at_once: int
) -> None:
    monkeypatch.setattr(pending, "_BYTES_AT_ONCE", bytes_at_once)
    first, second = sample.raw("a", published_hint="2"), sample.raw("b", published_hint="1", body=b"\x00\xff")
    commit(layout, Change(add=[first, sample.raw("c", published_hint="3")]))
    commit(layout, Change(add=[second]))
    assert list(load_raw(layout, pending_raw(layout)[:2])) == [second, first]
    assert list(load_raw(layout, [])) == []


def test_a_row_that_is_gone_before_it_is_loaded_is_named(layout: Layout, sample: SimpleNamespace) -> None:
    row = sample.document("gone", FRIDAY)
    commit(layout, Change(add=[row, sample.document("stays", FRIDAY)]))
    references = list(pending_documents(layout))
    commit(layout, Change(remove=[RowReference.of(row)]))
    with pytest.raises(LookupError, match="documents no longer has gone"):
        load_documents(layout, references)


def test_documents_without_a_reading_are_pending_by_day_then_id(layout: Layout, sample: SimpleNamespace) -> None:
    read = sample.document("read", FRIDAY)
    rows = [
        *(sample.document(key, day) for key, day in (("c", SATURDAY), ("b", FRIDAY), ("d", None), ("a", SATURDAY))),
        sample.document("copy", FRIDAY, duplicate_of="b"),
        sample.document("old-text", FRIDAY, superseded_by="b"),
    ]
    commit(layout, Change(add=rows))
    commit(layout, Change(add=[sample.document("e", FRIDAY), read, sample.reading(read)]))
    references = list(pending_documents(layout))
    assert [reference.document_id for reference in references] == ["d", "b", "e", "a", "c"]
    assert references[0] == DocumentReference("d", date(1900, 1, 1), None)
    assert references[1] == DocumentReference("b", FRIDAY, FRIDAY, reading_id=None, attempts=0)
    assert [row.document_id for row in load_documents(layout, references[1:4])] == ["b", "e", "a"]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"outcome": "failed", "retryable": True, "attempts": 1}, True),
        ({"outcome": "failed", "retryable": True, "attempts": 2}, True),
        ({"outcome": "failed", "retryable": True, "attempts": 3}, False),
        ({"outcome": "failed", "retryable": False, "attempts": 1}, False),
        ({"outcome": "no_event", "retryable": True}, False),
        ({"outcome": "extracted"}, False),
        ({"outcome": "skipped", "reason": "language"}, True),
        ({"outcome": "skipped", "reason": "no_trigger"}, False),
        ({"outcome": "failed", "reason": "language"}, False),
    ],
)
def test_a_read_document_is_pending_again_when_that_may_help(
    layout: Layout, sample: SimpleNamespace, columns: dict[str, object], expected: bool
) -> None:
    row = sample.document("a", FRIDAY)
    reading = sample.reading(row, **columns)
    commit(layout, Change(add=[row, reading]))
    found = list(pending_documents(layout, reasons_lifted={"language"}))
    assert found == [DocumentReference("a", FRIDAY, FRIDAY, reading.reading_id, reading.attempts)] * expected


def test_a_skip_stays_while_its_reason_holds(layout: Layout, sample: SimpleNamespace) -> None:
    row = sample.document("a", FRIDAY)
    commit(layout, Change(add=[row, sample.reading(row, outcome="skipped", reason="language")]))
    assert names(layout) == []


def test_another_reader_reads_old_documents_only_when_told_to(layout: Layout, sample: SimpleNamespace) -> None:
    early, late, own, new = (
        sample.document(key, day)
        for key, day in (("early", FRIDAY), ("late", SUNDAY), ("own", SUNDAY), ("new", FRIDAY))
    )
    reader = Reader("openai", "small-model", "2", "1")
    readings = [
        sample.reading(early),
        sample.reading(late),
        sample.reading(own, engine="openai", model="small-model", prompt_version="2"),
    ]
    commit(layout, Change(add=[early, late, own, new, *readings]))
    assert names(layout) == ["new"]
    assert names(layout, again=reader) == ["early", "new", "late"]
    assert names(layout, again=reader, since=SATURDAY) == ["new", "late"]


def test_reading_again_begins_with_no_attempts_and_may_include_ones_own(
    layout: Layout, sample: SimpleNamespace
) -> None:
    parked, good, own = (sample.document(key, FRIDAY) for key in ("parked", "good", "own"))
    reader = Reader("openai", "small-model", "2", "1")
    readings = [
        sample.reading(parked, outcome="failed", retryable=True, attempts=3),
        sample.reading(good, attempts=2),
        sample.reading(own, engine="openai", model="small-model", prompt_version="2"),
    ]
    commit(layout, Change(add=[parked, good, own, *readings]))
    again = list(pending_documents(layout, again=reader))
    assert [(item.document_id, item.attempts, item.good) for item in again] == [("good", 0, True), ("parked", 0, False)]
    assert names(layout, again=reader, own_too=True) == ["good", "own", "parked"]
    assert names(layout, own_too=True) == []


def test_what_other_readers_hold_is_counted(layout: Layout, sample: SimpleNamespace) -> None:
    documents = [sample.document(str(number), day) for number, day in enumerate((FRIDAY, SUNDAY, SUNDAY, None))]
    openai = {"engine": "openai", "model": "small-model", "prompt_version": "2"}
    readings = [sample.reading(document) for document in documents[:3]]
    commit(layout, Change(add=[*documents, *readings, sample.reading(documents[3], **openai)]))
    assert read_by_others(layout, Reader("rules", None, "1", "1")) == 1
    assert read_by_others(layout, Reader("openai", "small-model", "2", "1")) == 3
    assert read_by_others(layout, Reader("openai", "other-model", "2", "1")) == 4
    assert read_by_others(layout, Reader("rules", None, "1", "2")) == 4


def test_days_with_unlinked_mentions_are_pending_for_linking(layout: Layout, sample: SimpleNamespace) -> None:
    friday, sunday, unknown = (sample.document(key, day) for key, day in (("f", FRIDAY), ("s", SUNDAY), ("u", None)))
    mentions = [
        sample.talks("1", sunday),
        sample.talks("2", friday, event_id="e-1"),
        sample.talks("3", sunday, event_id="e-1"),
        sample.talks("4", unknown),
    ]
    commit(layout, Change(add=mentions))
    assert pending_mentions(layout, all_event_types()) == {date(1900, 1, 1): (Talks,), SUNDAY: (Talks,)}
    assert list(pending_mentions(layout, all_event_types())) == [date(1900, 1, 1), SUNDAY]

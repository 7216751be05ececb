"""Documents that were given up are taken up again, and nothing else is touched."""

import asyncio
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.extract.engines import engine_for
from flows.extract.retry import take_up_again
from flows.extract.stage import extract_slice
from flows.settings import RunSettings
from flows.stage_run import stage_run
from flows.tables.commit import Change, RowReference, commit
from flows.tables.layout import Layout
from flows.tables.locks import StageBusy, stage_lock
from flows.tables.pending import MAX_ATTEMPTS, pending_documents
from flows.tables.read import rows
from schemas import Reading, Reject

FATES: dict[str, dict[str, Any]] = {
    "1": {"outcome": "failed", "reason": "timeout", "retryable": True, "attempts": MAX_ATTEMPTS},
    "2": {"outcome": "failed", "reason": "content_filter", "retryable": False, "attempts": 1},
    "3": {"outcome": "failed", "reason": "timeout", "retryable": True, "attempts": 1},
    "4": {},
}


@pytest.fixture
def given_up(pipeline: Any) -> Layout:
    """An output folder with a document of each fate, published on the first days of March 2026."""
    records = [
        {
            "id": name, "published": f"2026-03-0{name}T09:00:00Z", "source": "Harbour Post",
            "text": f"Report {name}: the ferry of pier {int(name) * 17} left at noon for island number {name}.",
        }
        for name in FATES
    ]  # fmt: skip
    pipeline.run(pipeline.write("news.jsonl", *records), stages=("ingest", "clean", "extract"))
    layout = Layout(pipeline.out)
    day = {document.document_id: document.source_id for document in pipeline.rows("documents")}
    readings = rows(layout, Reading)
    changed = [row.model_copy(update=FATES[day[row.document_id]]) for row in readings]
    reject = pipeline_reject(changed[0])
    commit(layout, Change(add=[reject], replace=changed))
    return layout


def pipeline_reject(reading: Reading) -> Reject:
    columns: dict[str, Any] = {
        "reject_id": "x_1", "run_id": "run", "stage": "extract", "locator": "1", "raw_id": None,
        "document_id": reading.document_id, "reason": "timeout", "detail": "No answer in time.", "attempt": 3,
        "retryable": True, "at": "2026-03-02T09:00:00Z",
    }  # fmt: skip
    return Reject.model_validate(columns)


def test_parked_documents_are_pending_again(given_up: Layout) -> None:
    before = {item.document_id for item in pending_documents(given_up)}
    assert len(before) == 1, "the one that is retried anyhow"
    assert take_up_again(given_up) == 2
    pending = {item.document_id: item for item in pending_documents(given_up)}
    assert len(pending) == 3
    assert [item.attempts for name, item in pending.items() if name not in before] == [0, 0]
    assert len(rows(given_up, Reject)) == 1, "why they failed stays on record"
    assert take_up_again(given_up) == 0


def test_only_since_a_day(given_up: Layout) -> None:
    assert take_up_again(given_up, since=date(2026, 3, 2)) == 1
    assert take_up_again(given_up, since=date(2026, 3, 2)) == 0
    assert take_up_again(given_up) == 1


def test_they_are_read_by_the_next_run(given_up: Layout) -> None:
    take_up_again(given_up)
    settings = RunSettings(out=given_up.out)
    with stage_run("extract", settings, "next") as run:
        asyncio.run(extract_slice(run, engine_for(settings), list(pending_documents(given_up)), 3))
    assert {reading.outcome for reading in rows(given_up, Reading)} == {"no_event"}


def test_not_while_the_stage_is_at_work(given_up: Layout) -> None:
    with stage_lock(given_up, "extract"), pytest.raises(StageBusy, match="extract already runs"):
        take_up_again(given_up)


def test_a_folder_without_readings_has_none_to_take_up(tmp_path: Path) -> None:
    assert take_up_again(Layout(tmp_path / "new")) == 0


def test_readers_find_a_table_even_when_all_of_it_goes(given_up: Layout) -> None:
    commit(
        given_up, Change(remove=[RowReference.of(row) for row in rows(given_up, Reading) if row.outcome != "failed"])
    )
    take_up_again(given_up)
    assert [row.attempts for row in rows(given_up, Reading)] == [1]

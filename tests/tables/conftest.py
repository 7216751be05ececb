"""Small rows for the tests of tables, and an output folder with every table in it."""

from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from flows.tables.layout import Layout
from flows.tables.recovery import recover
from schemas import Document, Raw, Reading, Reject, tables
from schemas.event_types.talks import Talks
from schemas.mention import Actor, Evidence

MORNING = datetime(2026, 3, 2, 6, 30, 0, 125, tzinfo=UTC)


def raw(key: str, **changes: Any) -> Raw:
    columns: dict[str, Any] = {
        "raw_id": key, "source_id": f"item-{key}", "source": "harbour-post", "url": None, "final_url": None,
        "fetched": MORNING, "http_status": 200, "content_type": "text/html", "headers": [], "body": b"<p>Talks.</p>",
        "body_sha256": "00", "published_hint": None,
    }  # fmt: skip
    return Raw(**columns | changes)


def document(key: str, day: date | None, **changes: Any) -> Document:
    columns: dict[str, Any] = {
        "document_id": key, "raw_id": f"raw-of-{key}", "source_id": key, "source": "harbour-post", "url": None,
        "canonical_url": None, "title": "Talks resume", "author": None, "agency": None, "dateline": None,
        "published": None, "published_date": day, "published_basis": "feed", "fetched": MORNING, "language": "en",
        "text": "The two sides met on Monday.", "text_sha256": "00", "sentences": [{"start": 0, "end": 28}],
        "duplicate_of": None, "superseded_by": None,
    }  # fmt: skip
    return Document(**columns | changes)


def reading(of: Document, **changes: Any) -> Reading:
    columns: dict[str, Any] = {
        "reading_id": f"reading-of-{of.document_id}", "document_id": of.document_id,
        "published_date": of.published_date, "engine": "rules", "model": None, "prompt_version": "1",
        "schema_version": "1", "outcome": "extracted", "reason": None, "retryable": False, "attempts": 1,
        "requests": 0, "reasks": 0, "prompt_tokens": 0, "cached_tokens": 0, "completion_tokens": 0, "cost_usd": None,
        "seconds": 0.1, "run_id": "run",
    }  # fmt: skip
    return Reading(**columns | changes)


def talks(key: str, of: Document, **changes: Any) -> Talks:
    columns: dict[str, Any] = {
        "mention_id": key, "event_id": None, "document_id": of.document_id,
        "reading_id": f"reading-of-{of.document_id}", "published": None, "published_date": of.published_date,
        "title": of.title, "source": of.source, "url": None, "summary": "Two sides meet.", "status": "concluded",
        "assertion": "reported", "said_by": None, "location": None, "inferred": [],
        "evidence": [Evidence(start=0, end=28, quote=of.text)],
        "actors": [Actor(role="participant", name="A", canonical="A", kind="other", iso3=None, inferred=False)],
        "engine": "rules", "model": None, "prompt_version": "1", "schema_version": "1", "run_id": "run",
        "extracted_at": MORNING, "format": "bilateral", "level": "unknown", "topic": None, "round": None,
        "outcome": None, "held": None,
    }  # fmt: skip
    return Talks(**columns | changes)


def reject(key: str, raw_id: str | None, **changes: Any) -> Reject:
    columns: dict[str, Any] = {
        "reject_id": key, "run_id": "run", "stage": "clean", "locator": "feed.xml#1", "raw_id": raw_id,
        "document_id": None, "reason": "no_text", "detail": "The page holds no text.", "attempt": 1, "retryable": False,
        "at": MORNING,
    }  # fmt: skip
    return Reject(**columns | changes)


@pytest.fixture
def sample() -> SimpleNamespace:
    """Makers of one row each, with all columns but the named ones filled in."""
    return SimpleNamespace(raw=raw, document=document, reading=reading, talks=talks, reject=reject)


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """An output folder with every table in it, and no rows."""
    fresh = Layout(tmp_path / "out")
    recover(fresh, tables().values())
    return fresh

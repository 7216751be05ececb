"""Mentions and events for the tests of linking, and a run of the link stage over mentions written directly."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from flows.link.known import KnownEvents
from flows.link.repair import repair_events
from flows.link.stage import copies_told, link_day
from flows.settings import RunSettings
from flows.stage_run import new_run_id, stage_run
from flows.tables.commit import Change, RowReference, commit
from flows.tables.layout import Layout
from flows.tables.pending import pending_mentions
from flows.tables.read import rows
from flows.tables.recovery import recover
from schemas import Document, Event, Mention, all_event_types, event_type, tables
from schemas.mention import Actor, Evidence
from schemas.when import When

OWN_FIELDS: dict[str, dict[str, Any]] = {
    "talks": {
        "status": "concluded", "format": "bilateral", "level": "unknown", "topic": None, "round": None,
        "outcome": None, "held": None,
    },
    "moratorium": {
        "status": "in_force", "kind": "ceasefire", "activity": "ceasefire", "declared": None, "effective": None,
        "scheduled_end": None, "duration": None, "compliance": [],
    },
    "deadline": {
        "status": "set", "kind": "time_limit", "demand": "to leave", "consequence": None, "issued": None, "due": None,
        "time_limit": None, "vague": False,
    },
}  # fmt: skip


def actor(role: str, iso3: str) -> Actor:
    return Actor(role=role, name=iso3, canonical=iso3, kind="state", iso3=iso3, inferred=False)


def on(day: date) -> When:
    return When(as_written=str(day), earliest=day, latest=day, edtf=str(day), precision="day")


def mention(key: str, kind: str, states: str, day: date | None, **changes: Any) -> Mention:
    """Return a mention of document `d-<key>`, of core actors given as ISO codes with spaces."""
    record = event_type(kind)
    quote = "The two sides met."
    columns: dict[str, Any] = {
        "mention_id": key, "event_id": None, "document_id": f"d-{key}", "reading_id": f"g-{key}",
        "published": datetime(day.year, day.month, day.day, 9, tzinfo=UTC) if day else None, "published_date": day,
        "title": None, "source": f"paper of {key}", "url": None, "summary": f"summary of {key}",
        "evidence": [Evidence(start=0, end=len(quote), quote=quote)], "assertion": "reported", "said_by": None,
        "actors": [actor(record.core_roles[0], code) for code in states.split()], "location": None, "inferred": [],
        "engine": "rules", "model": None, "prompt_version": "1", "schema_version": "1", "run_id": "run",
        "extracted_at": datetime(2026, 3, 2, tzinfo=UTC),
    }  # fmt: skip
    return record.model_validate(columns | OWN_FIELDS[kind] | changes)


def document(key: str, day: date | None, **changes: Any) -> Document:
    columns: dict[str, Any] = {
        "document_id": key, "raw_id": f"r-{key}", "source_id": key, "source": "a paper", "url": None,
        "canonical_url": None, "title": None, "author": None, "agency": None, "dateline": None, "published": None,
        "published_date": day, "published_basis": "record", "fetched": datetime(2026, 3, 2, tzinfo=UTC),
        "language": "en", "text": "The two sides met.", "text_sha256": "00", "sentences": [{"start": 0, "end": 18}],
        "duplicate_of": None, "superseded_by": None,
    }  # fmt: skip
    return Document.model_validate(columns | changes)


class Desk:
    """An output folder into which mentions and documents are put directly, and which is then linked."""

    def __init__(self, out: Path) -> None:
        self.layout = Layout(out)
        recover(self.layout, tables().values())

    def put(self, *records: Mention | Document) -> None:
        commit(self.layout, Change(add=records))

    def remove(self, *records: Mention) -> None:
        commit(self.layout, Change(remove=[RowReference.of(record) for record in records]))

    def link(self) -> dict[str, int]:
        """Link what is pending, as flows/link/flow.py does."""
        with stage_run("link", RunSettings(out=self.layout.out), new_run_id()) as run:
            repair_events(run, copies_told(run.layout))
            known, copies = KnownEvents(run.layout), copies_told(run.layout)
            for day, kinds in pending_mentions(run.layout, all_event_types()).items():
                link_day(run, day, kinds, known, copies)
            return dict(run.counts)

    def events(self) -> list[Event]:
        return sorted(rows(self.layout, Event), key=lambda event: (event.type, str(event.first_reported)))

    def mentions(self) -> dict[str, Mention]:
        found: Sequence[Mention] = [row for kind in all_event_types() for row in rows(self.layout, kind)]
        return {row.mention_id: row for row in found}

    def event_of(self, key: str) -> str | None:
        return self.mentions()[key].event_id


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "out")


@pytest.fixture(scope="session")
def make() -> SimpleNamespace:
    """Makers of actors, times, mentions and documents."""
    makers: dict[str, Callable[..., Any]] = {"actor": actor, "on": on, "mention": mention, "document": document}
    return SimpleNamespace(**makers)

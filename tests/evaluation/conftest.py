"""Ways to write down a mention in a line."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from schemas import Mention, event_type

OWN_FIELDS: dict[str, dict[str, Any]] = {
    "talks": {"format": "unspecified", "level": "unknown", "topic": None, "round": None, "outcome": None},
    "moratorium": {"kind": "ceasefire", "activity": "firing", "duration": None, "compliance": []},
    "deadline": {"kind": "time_limit", "demand": "leave", "consequence": None, "time_limit": None, "vague": False},
}


def when(earliest: str | None, latest: str | None) -> dict[str, Any]:
    return {"as_written": "then", "earliest": earliest, "latest": latest, "edtf": "", "precision": "unknown"}


def mention(
    kind: str,
    *quotes: str,
    status: str = "unknown",
    assertion: str = "reported",
    actors: list[tuple[str, str, str | None]] | None = None,
    **times: tuple[str | None, str | None],
) -> Mention:
    """Return a mention with these quotes, actors as (role, name, iso3), and times as (earliest, latest)."""
    model = event_type(kind)
    return model.model_validate(
        {
            "mention_id": "m_1", "event_id": None, "document_id": "d_1", "reading_id": "g_1",
            "published": None, "published_date": date(2025, 4, 18), "title": None, "source": "test", "url": None,
            "evidence": [{"start": 0, "end": len(quote), "quote": quote} for quote in quotes],
            "summary": "", "status": status, "assertion": assertion, "said_by": None,
            "actors": [
                {"role": role, "name": name, "canonical": name, "kind": "other", "iso3": iso3, "inferred": False}
                for role, name, iso3 in actors or []
            ],
            "location": None, "inferred": [], "engine": "test", "model": None, "prompt_version": None,
            "schema_version": "1", "run_id": "run", "extracted_at": datetime(2025, 4, 19, tzinfo=UTC),
            **OWN_FIELDS[kind],
            **{name: when(*times[name]) if name in times else None for name in model.time_fields},
        }
    )  # fmt: skip


@pytest.fixture(name="mention")
def mention_fixture() -> Callable[..., Mention]:
    return mention

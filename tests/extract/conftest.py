"""Articles and drafts for the tests of extraction."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from flows.extract.article import Article
from schemas import Document, event_type
from schemas.draft import Draft, draft_model

OWN_FIELDS: dict[str, dict[str, Any]] = {
    "talks": {"status": "concluded", "format": "bilateral", "level": "unknown"},
    "moratorium": {"status": "agreed", "kind": "ceasefire", "activity": "ceasefire", "compliance": []},
    "deadline": {"status": "set", "kind": "ultimatum", "demand": "withdraw", "vague": False},
}


@pytest.fixture(scope="session")
def make_article() -> Callable[..., Article]:
    """Make an article of a text whose sentences end in a full stop, published on Monday, 2 March 2026."""

    def make(text: str, **changes: Any) -> Article:
        columns: dict[str, Any] = {
            "document_id": "d_1", "raw_id": "r_1", "source_id": "1", "source": "Harbour Post", "url": None,
            "canonical_url": None, "title": None, "author": None, "agency": None, "dateline": None, "published": None,
            "published_date": date(2026, 3, 2), "published_basis": "record",
            "fetched": datetime(2026, 3, 2, tzinfo=UTC), "language": "en", "text": text, "text_sha256": "00",
            "sentences": [{"start": found.start(), "end": found.end()} for found in re.finditer(r"\S[^.]*\.", text)],
            "duplicate_of": None, "superseded_by": None,
        }  # fmt: skip
        return Article(Document.model_validate(columns | changes))

    return make


@pytest.fixture(scope="session")
def make_draft() -> Callable[..., Draft]:
    """Make a draft of an event type, with actors as (role, name) pairs; fields that are not given are null."""

    def make(kind: str, evidence: list[int], *actors: tuple[str, str], **changes: Any) -> Draft:
        model = draft_model(event_type(kind))
        given = {
            "evidence": evidence, "type": kind, "summary": "Something happened.", "assertion": "reported",
            "actors": [{"role": role, "name": name} for role, name in actors],
        } | OWN_FIELDS[kind] | changes  # fmt: skip
        return model.model_validate({name: given.get(name) for name in model.model_fields})

    return make

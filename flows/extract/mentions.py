"""From candidates to mentions: words become dates and durations, sentences become quotes, rows get their names."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flows.extract import dates
from flows.extract.actors import country_of_place
from flows.extract.article import Article
from flows.extract.candidate import Candidate
from schemas import SCHEMA_VERSION, Document, Mention, ids
from schemas.draft import literal_values
from schemas.mention import Evidence, Location, Words
from schemas.when import When


@dataclass(frozen=True)
class Provenance:
    """Who read an article, and when: what every mention of one reading shares."""

    reading_id: str
    engine: str
    model: str | None
    prompt_version: str | None
    run_id: str
    extracted_at: datetime


def mentions(candidates: Sequence[Candidate], article: Article, provenance: Provenance) -> list[Mention]:
    """Return the mentions of one article, by type and first evidence."""
    document = article.document
    ordinals: Counter[tuple[str, int]] = Counter()
    rows: list[Mention] = []
    for candidate in sorted(candidates, key=lambda item: (item.event_type.table, item.evidence[0])):
        kind = candidate.event_type
        evidence = [_evidence(document, number) for number in candidate.evidence]
        place = (kind.type, evidence[0].start)
        values = _own_values(candidate, article)
        row = {
            "mention_id": ids.mention_id(document.document_id, kind.type, evidence[0].start, ordinals[place]),
            "event_id": None,
            "document_id": document.document_id,
            "reading_id": provenance.reading_id,
            "published": document.published,
            "published_date": document.published_date,
            "title": document.title,
            "source": document.source,
            "url": document.url,
            "evidence": evidence,
            "summary": candidate.summary,
            "status": candidate.status,
            "assertion": candidate.assertion,
            "said_by": candidate.said_by,
            "actors": list(candidate.actors),
            "location": _location(candidate.location),
            "inferred": _inferred(candidate, values, article),
            "engine": provenance.engine,
            "model": provenance.model,
            "prompt_version": provenance.prompt_version,
            "schema_version": SCHEMA_VERSION,
            "run_id": provenance.run_id,
            "extracted_at": provenance.extracted_at,
            **values,
            **kind.derive(values),
        }
        ordinals[place] += 1
        rows.append(kind.model_validate(row))
    return rows


def _evidence(document: Document, number: int) -> Evidence:
    place = document.sentences[number - 1]
    return Evidence(start=place.start, end=place.end, quote=document.text[place.start : place.end])


def _own_values(candidate: Candidate, article: Article) -> dict[str, Any]:
    """Return the type's own fields, with time words resolved and durations in ISO 8601."""
    values: dict[str, Any] = {}
    for name, value in candidate.fields.items():
        field = candidate.event_type.model_fields[name]
        if not any(isinstance(mark, Words) for mark in field.metadata):
            values[name] = value
        elif name in candidate.event_type.time_fields:
            values[name] = _when(candidate, name, value, article)
        else:
            values[name] = dates.duration(value) if value else None
    return values


def _when(candidate: Candidate, name: str, words: str | None, article: Article) -> When | None:
    """Return the days that time words mean; those counted from another field's day count from there."""
    if not words:
        return None
    published = article.document.published_date
    anchor_field = candidate.event_type.anchors.get(name)
    anchor = _when(candidate, anchor_field, candidate.fields.get(anchor_field), article) if anchor_field else None
    direction = candidate.event_type.direction(name, candidate.status)
    when = dates.resolve(words, published, direction, anchor=anchor.latest if anchor else None)
    if not (when and published and when.earliest):
        return when
    away = abs(when.earliest - published)
    if away > _HALF_A_YEAR or (away == _A_WEEK and not _ANOTHER_WEEK.search(words)):
        other = dates.resolve(words, published, "past" if direction == "future" else "future")
        if other and other.earliest and abs(other.earliest - published) < away:
            return other
    return when


_A_WEEK = timedelta(days=7)
_ANOTHER_WEEK = re.compile(r"\b(?:next|last|coming|following|previous|past|weeks?|days?)\b", re.IGNORECASE)
"""Without these a weekday that is the day of publication means that day: wires name today so."""
_HALF_A_YEAR = timedelta(days=183)
"""A day without a year lies nearer than this: "gave it until August 31", told on September 1, is yesterday's limit."""


def _location(place: str | None) -> Location | None:
    return Location(as_written=place, iso3=country_of_place(place)) if place else None


def _inferred(candidate: Candidate, values: dict[str, Any], article: Article) -> list[str]:
    """Return the free-text fields whose words the article does not have, and `actors` where a name stands for one."""
    names = []
    if any(actor.inferred for actor in candidate.actors):
        names.append("actors")
    for name, value in values.items():
        free = isinstance(value, str) and not literal_values(candidate.event_type.model_fields[name].annotation)
        if (
            free
            and not isinstance(candidate.fields.get(name), type(None))
            and not article.holds(candidate.fields[name])
        ):
            names.append(name)
    return names

"""Events: what the mentions of one happening say together."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from schemas import Event, Mention
from schemas.event import HistoryEntry
from schemas.mention import Actor

_TIMES = ("held", "effective", "scheduled_end", "due")


def told_order(mention: Mention) -> tuple[date, str, str]:
    """Return what sorts mentions by when they were told: unknown days first, then the hour, then the id."""
    published: datetime | None = mention.published
    return mention.published_date or date.min, published.isoformat() if published else "", mention.mention_id


def event_from(event_id: str, mentions: Sequence[Mention], copies: Mapping[str, int]) -> Event:
    """Return the event that `mentions` (at least one, of one type) tell.

    `copies`: how many near-copies each document has; they count as articles, not as sources. Status, assertion and
    summary are those of the latest mention; times too, where it states them.
    """
    told = sorted(mentions, key=told_order)
    latest = told[-1]
    days = [mention.published_date for mention in told if mention.published_date]
    documents = {mention.document_id for mention in told}
    times = {name: _latest(told, name) for name in _TIMES}
    return Event(
        event_id=event_id,
        type=latest.type,
        actors=_actors(told),
        status=latest.status,
        assertion=latest.assertion,
        first_reported=min(days, default=None),
        last_reported=max(days, default=None),
        n_articles=len(documents) + sum(copies.get(document, 0) for document in documents),
        n_sources=len({mention.source for mention in told}),
        summary=latest.summary,
        history=[
            HistoryEntry(
                published=mention.published,
                status=mention.status,
                assertion=mention.assertion,
                mention_id=mention.mention_id,
            )
            for mention in told
        ],
        superseded_by=None,
        **times,
    )


def _actors(told: Sequence[Mention]) -> list[Actor]:
    distinct: dict[tuple[str, str], Actor] = {}
    for mention in told:
        for actor in mention.actors:
            distinct.setdefault((actor.role, actor.key), actor)
    return list(distinct.values())


def _latest(told: Sequence[Mention], name: str) -> object:
    return next((value for mention in reversed(told) if (value := getattr(mention, name, None))), None)

"""Trying sources: what each one offers, without taking anything in."""

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from pydantic import BaseModel, ConfigDict

from flows.ingest.credentials import without_any_credentials
from flows.ingest.item import Trouble
from flows.ingest.moment import iso_moment
from flows.ingest.offer import offers
from flows.ingest.source import Source
from flows.ingest.try_source import Tried, try_sources

MOST_ITEMS = 1000
"""Of a source of files so many items are looked at."""


class Checked(BaseModel):
    """What came of trying one source."""

    model_config = ConfigDict(frozen=True)

    source: str
    """Its name, else its location."""
    status: str
    """`ok`, `empty`, or the reason of its first trouble where nothing else came."""
    kind: str
    items: str
    """How many it offers; with a plus where there are more."""
    newest: date | None
    """The day, in UTC, of the newest item, where the source says it in a usual notation."""
    seconds: float
    trouble: str | None
    """What is wrong with it, or with a part of it, and what to do."""


def checked(sources: Sequence[Source]) -> Iterator[Checked]:
    """Yield a row for each source as it has been tried. An online source is asked for its list alone, not its pages."""
    tried = iter(try_sources([source for source in sources if source.is_online]))
    for source in sources:
        yield _online(source, next(tried)) if source.is_online else _local(source)


def _online(source: Source, tried: Tried) -> Checked:
    return Checked(
        source=source.name or without_any_credentials(source.location),
        status=tried.status,
        kind=tried.kind or "",
        items="" if tried.entries is None else str(tried.entries),
        newest=tried.newest.date() if tried.newest else None,
        seconds=tried.seconds,
        trouble=tried.trouble.detail if tried.trouble else None,
    )


def _local(source: Source) -> Checked:
    begun, items, trouble, newest = time.monotonic(), 0, None, None
    for offer in () if source.is_standard_input else offers(source, datetime.now(UTC)):
        if isinstance(offer, Trouble):
            trouble = trouble or offer
        else:
            items += 1
            day = _day(offer.published_hint)
            newest = max(filter(None, (newest, day)), default=None)
        if items > MOST_ITEMS:
            break
    return Checked(
        source=source.name or without_any_credentials(source.location),
        status="ok" if items or source.is_standard_input else trouble.reason if trouble else "empty",
        kind="standard input" if source.is_standard_input else source.kind or "files",
        items="" if source.is_standard_input else f"{MOST_ITEMS}+" if items > MOST_ITEMS else str(items),
        newest=newest,
        seconds=round(time.monotonic() - begun, 3),
        trouble=trouble.detail if trouble else None,
    )


def _day(words: str | None) -> date | None:
    """Return the UTC day of a time as ISO 8601 or RFC 5322 has it."""
    moment = iso_moment(words)
    if words and not moment:
        with suppress(ValueError, OverflowError):
            said = parsedate_to_datetime(words)
            moment = said.astimezone(UTC) if said.tzinfo else said
    return moment.date() if moment else None

"""What a JSON Feed says: its title and its entries (jsonfeed.org, versions 1 and 1.1)."""

import json
import re
from collections.abc import Iterator
from typing import Any

from flows.ingest.feed import Entry, Feed
from flows.ingest.item import Trouble
from flows.ingest.kinds import HTML, TEXT
from flows.ingest.moment import iso_moment

JSON_FEED = "application/feed+json"
"""The kind of an answer that is a JSON Feed."""

_VERSION = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version\\?/1')

_MOST_BYTES = 5_000_000
_MOST_VALUES = 300_000
"""Of one feed, so that what Python makes of it stays small beside the feed's own bytes."""


def is_json_feed(body: bytes) -> bool:
    """Return whether the bytes say that they are a JSON Feed."""
    return body[:16].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and bool(_VERSION.search(body))


def read_json_feed(body: bytes, locator: str, place: str) -> Feed:
    """Return what the bytes of a JSON Feed say; raises nothing. `place` names the feed in the words of a trouble."""
    values = body.count(b",") + body.count(b"{") + body.count(b"[")
    if len(body) > _MOST_BYTES or values > _MOST_VALUES:
        return Feed(trouble=_too_large(locator, place))
    try:
        said = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return Feed(trouble=_broken(locator, place, str(error)))
    if not isinstance(said, dict) or not isinstance(said.get("items"), list):
        return Feed(trouble=_broken(locator, place, "it has no array of items"))
    return Feed(title=_text(said.get("title")) or "", entries=list(_entries(said["items"])))


def _entries(items: list[Any]) -> Iterator[Entry]:
    for number, item in enumerate(items, start=1):
        said = item if isinstance(item, dict) else {}
        html, text = _text(said.get("content_html")), _text(said.get("content_text"))
        published, modified = _text(said.get("date_published")), _text(said.get("date_modified"))
        yield Entry(
            number=number,
            id=_text(said.get("id")),
            link=_text(said.get("url")) or _text(said.get("external_url")) or "",
            content=html or text,
            title=_text(said.get("title")),
            published=published or modified,
            updated=modified or published,
            content_type=HTML if html else TEXT,
            moment=iso_moment(published or modified),
        )


def _text(value: object) -> str | None:
    """Return the text; a number as text, as which an id is to be read (jsonfeed.org/version/1.1, id)."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value.strip() or None if isinstance(value, str) else None


def _broken(locator: str, place: str, why: str) -> Trouble:
    return Trouble(
        locator=locator,
        reason="broken_feed",
        detail=f"{place} was expected to be a JSON Feed ({why}): correct it.",
        retryable=True,
    )


def _too_large(locator: str, place: str) -> Trouble:
    return Trouble(
        locator=locator,
        reason="too_large",
        detail=f"{place} has more than {_MOST_BYTES:,} bytes or {_MOST_VALUES:,} values, the most that a JSON Feed may "
        "have: give a smaller one.",
    )

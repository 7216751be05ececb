"""What an RSS or Atom feed says, wherever it came from: its title and its entries."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax import SAXParseException

import feedparser
from feedparser.exceptions import ThingsNobodyCaresAboutButMe

from flows.ingest.item import Trouble, http_url

_WHOLE_ARTICLE = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True)
class Entry:
    """One entry of a feed, in the feed's own words."""

    number: int
    """Its place in the feed, from 1."""
    id: str | None
    link: str
    """The address of its page or file as it stands in the feed, maybe relative; "" without one."""
    content: str | None
    """The article as a whole, as HTML, where the entry holds it."""
    title: str | None
    published: str | None
    """When it was published; where only that is said, when it was last updated."""
    updated: str | None
    """When it was last updated, else when it was published: these words change when the article does."""


@dataclass(frozen=True)
class Feed:
    """A feed as far as it can be read."""

    title: str = ""
    entries: list[Entry] = field(default_factory=list)
    trouble: Trouble | None = None
    """What is wrong with it, if anything."""


def read_feed(body: bytes, locator: str, place: str, content_type: str = "") -> Feed:
    """Return what the bytes of a feed say. Opens nothing that they name, and raises nothing.

    `place`, a path or an address, names the feed in the words of a trouble. `content_type`: that of the web server's
    answer; it counts where it states a charset.
    """
    if _declares_entities(body):
        detail = (
            f"{place} declares XML entities, which can read other files or fill the memory; a feed without a DOCTYPE "
            "was expected: remove the declarations."
        )
        return Feed(trouble=Trouble(locator=locator, reason="unsafe_feed", detail=detail))
    try:
        # A stream, since feedparser takes bytes or text for a path or URL where it can.
        feed = feedparser.parse(
            io.BytesIO(body),
            response_headers={"content-type": content_type} if "charset=" in content_type.lower() else {},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # feedparser promises not to raise, and does on some broken input
        return Feed(trouble=_broken(locator, place, f"{type(error).__name__}: {error}"))
    if not feed.version and not feed.entries:
        return Feed(trouble=_broken(locator, place, "neither RSS nor Atom"))
    flawed = feed.bozo and not isinstance(feed.bozo_exception, ThingsNobodyCaresAboutButMe)
    return Feed(
        title=feed.feed.get("title", "").strip(),
        entries=list(_entries(feed)),
        trouble=_broken(locator, place, _explained(feed.bozo_exception)) if flawed else None,
    )


def nothing_in(locator: str) -> Trouble:
    """Return the trouble for an entry without anything to read."""
    return Trouble(
        locator=locator,
        reason="no_text",
        detail=f"{locator} has neither a link nor a whole article, one of them was expected: add a link to its page or "
        "file.",
    )


def _declares_entities(body: bytes) -> bool:
    text = body.replace(b"\0", b"").upper()  # without NUL, UTF-16 and UTF-32 read as ASCII
    return b"<!DOCTYPE" in text and b"<!ENTITY" in text


def _broken(locator: str, place: str, why: str) -> Trouble:
    return Trouble(
        locator=locator,
        reason="broken_feed",
        detail=f"{place} was expected to be a well-formed RSS or Atom feed ({why}): correct it; the entries that can "
        "be read are taken.",
        retryable=True,
    )


def _explained(error: Exception) -> str:
    if isinstance(error, SAXParseException):
        return f"line {error.getLineNumber()}, column {error.getColumnNumber()}: {error.getMessage()}"
    return str(error) or type(error).__name__


def _entries(feed: feedparser.FeedParserDict) -> Iterator[Entry]:
    for number, entry in enumerate(feed.entries, start=1):
        # Not `entry.get("updated")`: feedparser gives the words of `published` for it, with a warning.
        updated = dict.get(entry, "updated")
        published = entry.get("published")
        yield Entry(
            number=number,
            id=entry.get("id") or None,
            link=_link(entry),
            content=_content(entry),
            title=entry.get("title"),
            published=published or updated or None,
            updated=updated or published or None,
        )


def _link(entry: feedparser.FeedParserDict) -> str:
    """Return the entry's link, else its guid where that is a web address; "" without either.

    Not `entry.link` first: there feedparser puts the guid for want of a link to HTML.
    """
    links = (link.get("href") for link in entry.get("links", []) if link.get("rel") == "alternate")
    return (next(links, None) or http_url(entry.get("link")) or "").strip()


def _content(entry: feedparser.FeedParserDict) -> str | None:
    """Return the article that the entry holds as a whole (RSS content:encoded, Atom content), as HTML."""
    values = (part.get("value", "") for part in entry.get("content", []) if part.get("type") in _WHOLE_ARTICLE)
    return next((value for value in values if value.strip()), None)

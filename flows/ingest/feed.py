"""What an RSS or Atom feed says, wherever it came from: its title and its entries."""

import io
import re
from calendar import timegm
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from xml.sax import SAXParseException

import feedparser
from feedparser.exceptions import ThingsNobodyCaresAboutButMe

from flows.ingest.item import Trouble, http_url
from flows.ingest.kinds import HTML

_WHOLE_ARTICLE = ("text/html", "application/xhtml+xml")

_OPENING = re.compile(rb"<(?:[\w.-]+:)?(?:item|entry)[\s>/]", re.IGNORECASE)
_MOST = 20_000
"""Entries of a feed that are parsed, at about 1 KB of memory each; feeds of news have some dozens."""
_MOST_MARKUP = 300_000
"""Tags, and entity references, of a feed; each nested tag takes some 250 bytes."""
_MOST_ATTRIBUTES = 5000
"""Attributes of one tag, which take some 700 bytes each."""
_BASE = re.compile(rb"\bbase\s*=\s*[\"']?(https?://)?([^\"'>]*)", re.IGNORECASE)
_ADDRESS = re.compile(
    rb"<(?:[\w.-]+:)?(?:link|id|guid|url|href|uri|docs|comments?|commentrss|license|icon|logo|enclosure)\b",
    re.IGNORECASE,
)
_MOST_RESOLVED = 30_000_000
"""Characters of all addresses once each has xml:base before it."""
_SLOW_CHARSET = re.compile(rb"(?:encoding|charset)\s{0,9}=[\s\"']{0,9}[^\"'\s]{0,20}?(?:puny|idna)", re.IGNORECASE)
"""Codecs of Python that no feed is in, and that take time that grows with the square of the bytes."""
_DECLARATION = re.compile(rb"^((?:\xef\xbb\xbf)?<\?[^>\n]{0,1000}\?>)")
_FIRST_TAG = re.compile(rb"<\w")
_LONGEST_HEAD = 10_000
"""Bytes before the first tag, and of the XML declaration's line: feedparser's patterns for both may try for ever."""
_MOST_DECLARATIONS = 20_000
"""What begins with `<!` and isn't well-formed takes time that grows with the square of its number."""


@dataclass(frozen=True)
class Entry:
    """One entry of a feed, in the feed's own words."""

    number: int
    """Its place in the feed, from 1."""
    id: str | None
    link: str
    """The address of its page or file as it stands in the feed, maybe relative; "" without one."""
    content: str | None
    """The article as a whole, where the entry holds it."""
    title: str | None
    published: str | None
    """When it was published; where only that is said, when it was last updated."""
    updated: str | None
    """When it was last updated, else when it was published: these words change when the article does."""
    content_type: str = HTML
    """The media type of `content`: a web page or plain text."""
    moment: datetime | None = None
    """`published` as UTC, where it is understood; to tell the newest entries, not to date articles."""


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
    if declares_entities(body):
        return Feed(trouble=unsafe(locator, place))
    if _is_too_heavy(body, content_type):
        return Feed(trouble=_too_large(locator, place))
    try:
        # A stream, since feedparser takes bytes or text for a path or URL where it can.
        feed = feedparser.parse(
            io.BytesIO(_declared_on_a_line(body)),
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


def newest(entries: Iterable[Entry], most: int) -> list[Entry]:
    """Return the `most` entries that were published last, in their order; those without a time count as the oldest."""
    long_ago = datetime.min.replace(tzinfo=UTC)
    by_time = sorted(entries, key=lambda entry: entry.moment or long_ago, reverse=True)
    return sorted(by_time[:most], key=lambda entry: entry.number)


def too_many(locator: str, entries: int, most: int) -> Trouble:
    """Return the trouble for a feed or sitemap of which only the newest entries are taken."""
    return Trouble(
        locator=locator,
        reason="too_many_entries",
        detail=f"{locator} has {entries:,} entries, of which the newest {most:,} are taken: give a smaller feed or "
        "sitemap, or a list of the pages (a .urls file), for more.",
    )


def nothing_in(locator: str) -> Trouble:
    """Return the trouble for an entry without anything to read."""
    return Trouble(
        locator=locator,
        reason="no_text",
        detail=f"{locator} has neither a link nor a whole article, one of them was expected: add a link to its page or "
        "file.",
    )


def declares_entities(body: bytes) -> bool:
    """Return whether XML declares entities of its own."""
    text = body.replace(b"\0", b"").upper()  # without NUL, UTF-16 and UTF-32 read as ASCII
    return b"<!DOCTYPE" in text and b"<!ENTITY" in text


def _is_too_heavy(body: bytes, content_type: str) -> bool:
    """Return whether parsing would take more time or memory than any feed of news needs."""
    text = body.replace(b"\0", b"")  # without NUL, UTF-16 and UTF-32 read as ASCII
    return (
        bool(_SLOW_CHARSET.search(content_type.encode("utf-8", "replace")) or _SLOW_CHARSET.search(text))
        or _has_slow_head(text)
        or text.count(b"<") > _MOST_MARKUP
        or text.count(b"&") > _MOST_MARKUP
        or text.count(b"<!") - text.count(b"<![CDATA[") > _MOST_DECLARATIONS
        or sum(1 for _ in _OPENING.finditer(text)) > _MOST
        or _longest_base(text) * sum(1 for _ in _ADDRESS.finditer(text)) > _MOST_RESOLVED
        or any(part.count(b"=") > _MOST_ATTRIBUTES for part in text.split(b">"))
    )


def _has_slow_head(text: bytes) -> bool:
    first_tag = _FIRST_TAG.search(text)
    if first_tag and first_tag.start() > _LONGEST_HEAD:
        return True
    line = _declared_on_a_line(text).lstrip(b"\xef\xbb\xbf\xfe\xff").partition(b"\n")[0]
    _, stated, after = line.partition(b"encoding=")
    many = b"encoding=" in after or b"?>" not in after
    return len(line) > _LONGEST_HEAD and line.startswith(b"<?") and bool(stated) and many


def _declared_on_a_line(body: bytes) -> bytes:
    """Return the feed with its XML declaration on a line of its own where more on its line looks like one."""
    several = body.partition(b"\n")[0].count(b"encoding=") > 1
    return _DECLARATION.sub(rb"\1\n", body) if several else body


def _longest_base(text: bytes) -> int:
    """Return the most characters that the addresses of a feed may get by xml:base, whose relative values add up."""
    bases = [(bool(base[1]), len(base[2])) for base in _BASE.finditer(text)]
    return max((length for _, length in bases), default=0) + sum(length for whole, length in bases if not whole)


def unsafe(locator: str, place: str) -> Trouble:
    """Return the trouble for XML that declares entities."""
    return Trouble(
        locator=locator,
        reason="unsafe_feed",
        detail=f"{place} declares XML entities, which can read other files or fill the memory; a feed without a "
        "DOCTYPE was expected: remove the declarations.",
    )


def _too_large(locator: str, place: str) -> Trouble:
    return Trouble(
        locator=locator,
        reason="too_large",
        detail=f"{place} has more than {_MOST:,} entries, or markup, addresses or a charset that would take too much "
        "time or memory: give a smaller feed.",
    )


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
            moment=_moment(entry),
        )


def _moment(entry: feedparser.FeedParserDict) -> datetime | None:
    parsed = entry.get("published_parsed") or dict.get(entry, "updated_parsed")
    with suppress(ValueError, OverflowError, TypeError):
        return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
    return None


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

"""A local RSS or Atom file whose entries name files beside it, or hold the whole article."""

import io
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.sax import SAXParseException

import feedparser
from feedparser.exceptions import ThingsNobodyCaresAboutButMe

from flows.ingest.files import read_file, read_text_file, with_charset
from flows.ingest.item import Offer, Trouble, content_as_id, http_url, raw_item, url_as_id
from flows.ingest.kinds import DOCUMENTS, HTML, kind_by_content, kind_by_extension
from flows.ingest.locations import FoundFile

_WHOLE_ARTICLE = ("text/html", "application/xhtml+xml")

_NEVER_INSIDE = re.compile(r"^/|^[A-Za-z]:|\\|\0")
"""An absolute path, a drive letter, Windows' separator, a NUL byte."""


def feed_entries(found: FoundFile, now: datetime, named: set[Path]) -> Iterator[Offer]:
    """Yield an item for each entry of a feed, or why it can't be taken. `now`: when the feed is opened.

    An entry names a file by a path relative to the feed's folder, never outside it, or holds the article itself.
    Nothing is fetched. The resolved paths of the files that entries name are added to `named`.
    """
    body = read_file(found.path, found.name)
    if isinstance(body, Trouble):
        yield body
        return
    if _declares_entities(body):
        yield Trouble(
            locator=found.name,
            reason="unsafe_feed",
            detail=f"{found.path} declares XML entities, which can read other files or fill the memory; a feed without "
            "a DOCTYPE was expected: remove the declarations.",
        )
        return
    try:
        # A stream, since feedparser takes bytes or text for a path or URL where it can.
        feed = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # feedparser promises not to raise, and does on some broken input
        yield _broken(found, f"{type(error).__name__}: {error}")
        return
    if not feed.version and not feed.entries:
        yield _broken(found, "neither RSS nor Atom")
        return
    if feed.bozo and not isinstance(feed.bozo_exception, ThingsNobodyCaresAboutButMe):
        yield _broken(found, _explained(feed.bozo_exception))
    source = found.stated_source or feed.feed.get("title", "").strip() or found.location_name
    for number, entry in enumerate(feed.entries, start=1):
        yield _entry(found, entry, f"{found.name}#{number}", source, now, named)


def confined(folder: Path, link: str) -> Path | None:
    """Return the resolved path of the file that `link` names relative to `folder`, None when it lies outside.

    Outside are URLs, absolute paths, drive letters, backslashes, hidden files, and paths that leave the folder by `..`
    or a symbolic link, percent-encoded (RFC 3986) or not.
    """
    try:
        parts = urlsplit(link.strip())
        relative = unquote(parts.path, errors="strict")
        if parts.scheme or parts.netloc or _NEVER_INSIDE.search(relative):
            return None
        inside = folder.resolve()
        path = (inside / relative).resolve()
    except (ValueError, OSError, RuntimeError):  # broken URL or encoding; too long; a loop of symbolic links
        return None
    if not path.is_relative_to(inside) or any(part.startswith(".") for part in path.relative_to(inside).parts):
        return None
    return path


def _declares_entities(body: bytes) -> bool:
    text = body.replace(b"\0", b"").upper()  # without NUL, UTF-16 and UTF-32 read as ASCII
    return b"<!DOCTYPE" in text and b"<!ENTITY" in text


def _broken(found: FoundFile, why: str) -> Trouble:
    return Trouble(
        locator=found.name,
        reason="broken_feed",
        detail=f"{found.path} was expected to be a well-formed RSS or Atom feed ({why}): correct it; the entries that "
        "can be read are taken.",
        retryable=True,
    )


def _explained(error: Exception) -> str:
    if isinstance(error, SAXParseException):
        return f"line {error.getLineNumber()}, column {error.getColumnNumber()}: {error.getMessage()}"
    return str(error) or type(error).__name__


def _entry(
    found: FoundFile, entry: feedparser.FeedParserDict, locator: str, source: str, now: datetime, named: set[Path]
) -> Offer:
    link, content = _link(entry), _content(entry)
    url = http_url(link)
    relative = None
    if link and not url:
        path = confined(found.path.parent, link)
        if path is None:
            return _outside(found, locator, link)
        named.add(path)
        taken = _file(path, locator)
        if isinstance(taken, Trouble):
            return taken
        body, kind = taken
        relative = path.relative_to(found.path.parent.resolve()).as_posix()
    elif content:
        body, kind = content.encode("utf-8", "replace"), HTML
    elif url:
        return Trouble(
            locator=locator,
            reason="remote_entry",
            detail=f"{locator} is at {url}, but a local feed's entries were expected to name local files: save the "
            "page beside the feed; fetching comes with URL sources.",
        )
    else:
        return Trouble(
            locator=locator,
            reason="no_text",
            detail=f"{locator} has neither a link nor a whole article, one of them was expected: add a link to a file.",
        )
    return raw_item(
        source=source,
        source_id=entry.get("id") or relative or (url_as_id(url) if url else content_as_id(found.path.name, body)),
        body=body,
        content_type=with_charset(kind, body),
        fetched=now,
        locator=locator,
        url=url,
        title=entry.get("title"),
        published_hint=next((entry[key] for key in ("published", "updated") if entry.get(key)), None),
        hint_from="feed",
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


def _outside(found: FoundFile, locator: str, link: str) -> Trouble:
    return Trouble(
        locator=locator,
        reason="outside_folder",
        detail=f"{locator} names {link!r}, a path inside {found.path.parent} was expected: move the file there and "
        "name it by its relative path.",
    )


def _file(path: Path, locator: str) -> tuple[bytes, str] | Trouble:
    body = read_text_file(path, locator)
    if isinstance(body, Trouble):
        return body
    kind = kind_by_extension(path) or kind_by_content(body[:4096])
    if kind not in DOCUMENTS:
        return Trouble(
            locator=locator,
            reason="unsupported_type",
            detail=f"{path} is no text, HTML or Markdown file, one of which was expected: convert it.",
        )
    return body, kind

"""A local RSS, Atom or JSON Feed file whose entries name files beside it, or hold the whole article."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from flows.ingest.feed import Entry, nothing_in, read_feed
from flows.ingest.files import read_file, read_text_file, with_charset
from flows.ingest.item import Offer, Trouble, content_as_id, http_url, raw_item
from flows.ingest.json_feed import is_json_feed, read_json_feed
from flows.ingest.kinds import DOCUMENTS, kind_by_content, kind_by_extension
from flows.ingest.locations import FoundFile
from flows.urls import canonical_url

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
    read = read_json_feed if is_json_feed(body) else read_feed
    feed = read(body, found.name, str(found.path))
    if feed.trouble:
        yield feed.trouble
    source = found.stated_source or feed.title or found.location_name
    for entry in feed.entries:
        yield _entry(found, entry, source, now, named)


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


def _entry(found: FoundFile, entry: Entry, source: str, now: datetime, named: set[Path]) -> Offer:
    locator = f"{found.name}#{entry.number}"
    url = http_url(entry.link)
    relative = None
    if entry.link and not url:
        path = confined(found.path.parent, entry.link)
        if path is None:
            return _outside(found, locator, entry.link)
        named.add(path)
        taken = _file(path, locator)
        if isinstance(taken, Trouble):
            return taken
        body, kind = taken
        relative = path.relative_to(found.path.parent.resolve()).as_posix()
    elif entry.content:
        body, kind = entry.content.encode("utf-8", "replace"), entry.content_type
    elif url:
        return Trouble(
            locator=locator,
            reason="remote_entry",
            detail=f"{locator} is at {url}, but a local feed's entries were expected to name local files: save the "
            "page beside the feed, or give the feed's own URL, so that its pages are fetched.",
        )
    else:
        return nothing_in(locator)
    return raw_item(
        source=source,
        source_id=entry.id or relative or (canonical_url(url) if url else content_as_id(found.path.name, body)),
        body=body,
        content_type=with_charset(kind, body),
        fetched=now,
        locator=locator,
        url=url,
        title=entry.title,
        published_hint=entry.published,
        hint_from="feed",
    )


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

"""What a source offers, whatever its kind."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from flows.ingest.files import document, unopened
from flows.ingest.held import Held, nothing_held
from flows.ingest.item import Offer, Trouble, told_apart
from flows.ingest.json_lines import json_file, json_lines
from flows.ingest.kinds import EXTENSIONS, FEED, JSON, JSON_LINES, TEXT, kind_by_content, kind_by_extension
from flows.ingest.local_feed import feed_entries
from flows.ingest.locations import FoundFile, found_files
from flows.ingest.source import Source
from flows.ingest.web import web_offers

__all__ = ["Offer", "Trouble", "offers"]


def offers(source: Source, now: datetime, held: Held = nothing_held) -> Iterator[Offer]:
    """Yield the raw rows that a source offers, and a trouble for whatever can't be taken; one never stops the others.

    `now`, a moment with its zone at which a source of files is opened, becomes `fetched`. Reads as it goes: a JSON
    Lines file is never in memory as a whole. Feeds come first, and a file that one of the source's feeds named comes
    only through it. An online source is fetched as `web_offers` does, with `held` as what raw holds. Raises nothing for
    what it finds.
    """
    if source.is_online:
        yield from web_offers([source], held)
        return
    found = list(found_files(source))
    named_by_feed: set[Path] = set()
    for file in sorted(found, key=lambda each: isinstance(each, FoundFile) and kind_by_extension(each.path) != FEED):
        if isinstance(file, Trouble):
            yield file
            continue
        kind = kind_by_extension(file.path) or _sniffed(file)
        if isinstance(kind, Trouble):
            yield kind
        elif kind == FEED:
            yield from told_apart(feed_entries(file, now, named_by_feed))
        elif kind == JSON_LINES:
            yield from told_apart(json_lines(file, now))
        elif kind == JSON:
            yield from told_apart(json_file(file, now))
        elif file.path.resolve() not in named_by_feed:
            yield document(file, kind, now)


def _sniffed(file: FoundFile) -> str | Trouble:
    """Return the kind of a file that was named directly and whose extension says nothing."""
    kind = None
    try:
        if file.path.is_file():
            with file.path.open("rb") as handle:
                head = handle.read(4096)
            kind = kind_by_content(head)
            if kind is None and not file.path.suffix and b"\0" not in head:
                kind = TEXT
    except OSError as error:
        return unopened(file.path, file.name, error)
    return kind or Trouble(
        locator=file.name,
        reason="unsupported_type",
        detail=f"{file.path} is no text, web page, feed or JSON that we know, expected was one of {EXTENSIONS}: "
        "convert it, or rename it if its extension is wrong.",
    )

"""What a source offers, whatever its kind."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from flows.ingest.csv_rows import csv_rows
from flows.ingest.files import GZIP, READ_ERRORS, document, opened, unread
from flows.ingest.held import Held, nothing_held
from flows.ingest.item import Offer, Trouble, told_apart
from flows.ingest.json_feed import is_json_feed
from flows.ingest.json_lines import json_file, json_lines
from flows.ingest.kinds import (
    CSV,
    EXTENSIONS,
    FEED,
    JSON,
    JSON_LINES,
    PACKED,
    PARQUET,
    TEXT,
    WARC,
    kind_by_content,
)
from flows.ingest.local_feed import feed_entries
from flows.ingest.locations import FoundFile, found_files
from flows.ingest.parquet_rows import parquet_rows
from flows.ingest.source import Source
from flows.ingest.standard_input import standard_input
from flows.ingest.warc import warc_pages
from flows.ingest.web import web_offers

__all__ = ["Offer", "Trouble", "offers"]

_RECORDS: dict[str, Callable[[FoundFile, datetime], Iterator[Offer]]] = {
    JSON: json_file,
    JSON_LINES: json_lines,
    CSV: csv_rows,
    PARQUET: parquet_rows,
}
"""Readers of the kinds that hold records, each with an id of its own."""


def offers(source: Source, now: datetime, held: Held = nothing_held) -> Iterator[Offer]:
    """Yield the raw rows that a source offers, and a trouble for whatever can't be taken; one never stops the others.

    `now`, a moment with its zone at which a source of files is opened, becomes `fetched`, but of what comes from a web
    archive, which says its own. Reads as it goes: no file of many items is ever in memory as a whole. Feeds come first,
    and a file that one of the source's feeds named comes only through it. An online source is fetched as `web_offers`
    does, with `held` as what raw holds. Raises nothing for what it finds.
    """
    if source.is_online:
        yield from web_offers([source], held)
        return
    if source.is_standard_input:
        yield from told_apart(standard_input(source, now))
        return
    named_by_feed: set[Path] = set()
    for file in sorted(found_files(source), key=lambda each: not (isinstance(each, FoundFile) and each.kind == FEED)):
        if isinstance(file, Trouble):
            yield file
            continue
        kind = _kind(file)
        if isinstance(kind, Trouble):
            yield kind
        elif kind == FEED:
            yield from told_apart(feed_entries(file, now, named_by_feed))
        elif kind == WARC:
            yield from warc_pages(file, now)  # a page that was archived twice is a newer text of it, no clash
        elif kind in _RECORDS:
            yield from told_apart(_RECORDS[kind](file, now))
        elif file.path.resolve() not in named_by_feed:
            yield document(file, kind, now)


def _kind(file: FoundFile) -> str | Trouble:
    """Return the kind of a file: stated or by its extension, else by its content, as a JSON Feed always is."""
    if file.kind and file.kind != JSON:
        return file.kind
    head, is_packed = b"", False
    try:
        if file.path.is_file():
            with file.path.open("rb") as packed:
                is_packed = packed.read(len(GZIP)) == GZIP
            with opened(file.path) as handle:
                head = handle.read(4096)
    except READ_ERRORS as error:
        return unread(file.path, file.name, error)
    if is_json_feed(head):
        return FEED
    kind = file.kind or kind_by_content(head)
    if kind == JSON and is_packed:
        return JSON_LINES
    if kind is None and not file.path.suffix and b"\0" not in head:
        kind = TEXT
    if kind and not (is_packed and kind not in PACKED):
        return kind
    return Trouble(
        locator=file.name,
        reason="unsupported_type",
        detail=f"{file.path} is no text, web page, feed, table, archive or JSON that we know, expected was one of "
        f"{EXTENSIONS}: convert it, rename it if its extension is wrong, or say its kind in sources.toml.",
    )

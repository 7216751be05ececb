"""Standard input as a source: JSON Lines as they come, or one article."""

import sys
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from flows.ingest.files import MAX_BYTES, READ_ERRORS, binary, read_whole, unread, with_charset
from flows.ingest.item import Offer, Trouble, content_as_id, raw_item
from flows.ingest.json_lines import are_records, json_in, json_lines_in
from flows.ingest.kinds import BY_NAME, DOCUMENTS, JSON, JSON_LINES, TEXT, kind_by_content
from flows.ingest.locations import FoundFile
from flows.ingest.source import Source

NAME = "stdin"
"""What items and troubles call it."""


def standard_input(source: Source, now: datetime, stream: BinaryIO | None = None) -> Iterator[Offer]:
    """Yield what comes through standard input, or through `stream`: the records of JSON Lines, one in memory at a time.

    Else the whole is one article, text, Markdown or a web page, or JSON as in a .json file. `now`: when reading began.
    """
    handle = stream or sys.stdin.buffer
    kind = BY_NAME[source.kind] if source.kind else None
    found = FoundFile(Path(NAME), NAME, source.name, NAME, kind, source.columns)
    try:
        begun = [handle.readline(MAX_BYTES + 1), handle.readline(MAX_BYTES + 1)]
        if kind == JSON_LINES or (kind is None and are_records(*begun)):
            yield from json_lines_in(handle, found, now, begun)
        else:
            yield from _whole(found, b"".join(chain(begun, [handle.read(MAX_BYTES + 1)])), now)
    except READ_ERRORS as error:
        yield unread(found.path, NAME, error)


def _whole(found: FoundFile, content: bytes, now: datetime) -> Iterator[Offer]:
    body = read_whole(BytesIO(content), NAME, NAME)
    if isinstance(body, Trouble):
        yield body
        return
    kind = found.kind or kind_by_content(body[:4096]) or TEXT
    if kind == JSON:
        yield from json_in(body, found, now)
    elif kind not in DOCUMENTS:
        yield Trouble(
            locator=NAME,
            reason="unsupported_type",
            detail=f"{NAME} is {kind}, expected was JSON Lines, a text or a web page: save it as a file and name that.",
        )
    elif (content_type := with_charset(kind, body)) == TEXT:
        yield binary(NAME, NAME)
    else:
        yield raw_item(
            source=found.source,
            source_id=content_as_id(NAME, body),
            body=body,
            content_type=content_type,
            fetched=now,
            locator=NAME,
        )

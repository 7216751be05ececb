"""Records as JSON: one a line, maybe packed with gzip, or a .json file with one record or an array of them."""

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, BinaryIO

from flows.ingest.files import MAX_BYTES, READ_ERRORS, empty, opened, read_file, unread
from flows.ingest.item import Offer, Trouble
from flows.ingest.locations import FoundFile
from flows.ingest.record import json_type, record_item

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def json_lines(found: FoundFile, now: datetime) -> Iterator[Offer]:
    """Yield the records of a JSON Lines file, one line in memory at a time. `now`: when the file is opened."""
    try:
        with opened(found.path) as handle:
            yield from json_lines_in(handle, found, now)
    except READ_ERRORS as error:
        yield unread(found.path, found.name, error)


def json_lines_in(handle: BinaryIO, found: FoundFile, now: datetime, begun: Iterable[bytes] = ()) -> Iterator[Offer]:
    """Yield the records in the lines of `handle`, after those of `begun`, which were read from it. Raises READ_ERRORS.

    `found` names them.
    """
    is_empty = True
    for number, line in _lines(handle, begun):
        is_empty = False
        locator = f"{found.name}:{number}"
        if line is None:
            yield Trouble(
                locator=locator,
                reason="too_large",
                detail=f"{locator} is longer than {MAX_BYTES:,} bytes, the most that a record may have: split it.",
            )
        elif number == 1 and line.startswith((b"\xff\xfe", b"\xfe\xff")):
            yield _not_utf8(found.name, "it starts with the byte order mark of UTF-16")
            return
        else:
            yield _record(found, line, locator, number, now)
    if is_empty:
        yield empty(str(found.path), found.name)


def json_file(found: FoundFile, now: datetime) -> Iterator[Offer]:
    """Yield the records of a .json file: JSON Lines, one record, or an array of records. `now`: when it is opened."""
    try:
        with found.path.open("rb") as handle:
            lines = are_records(handle.readline(MAX_BYTES + 1), handle.readline(MAX_BYTES + 1))
    except OSError as error:
        yield unread(found.path, found.name, error)
        return
    if lines:
        yield from json_lines(found, now)
        return
    body = read_file(found.path, found.name)
    yield from [body] if isinstance(body, Trouble) else json_in(body, found, now)


def are_records(first: bytes, second: bytes) -> bool:
    """Tell from its first two lines whether JSON has a record a line; one of the two may be broken."""
    is_record = [isinstance(_parsed(line.removeprefix(_BYTE_ORDER_MARK), "", 1), dict) for line in (first, second)]
    return is_record[0] or (is_record[1] and first.lstrip(_BYTE_ORDER_MARK + b" \t\r\n").startswith(b"{"))


def json_in(body: bytes, found: FoundFile, now: datetime) -> Iterator[Offer]:
    """Yield the record, or the records of the array, that the JSON in `body` is; `found` names them."""
    body = body.removeprefix(_BYTE_ORDER_MARK).strip()
    content = _parsed(body, found.name, 1)
    if isinstance(content, Trouble):
        yield content
        return
    elements = list(_elements(body.decode())) if isinstance(content, list) else [body]
    if not elements:
        yield empty(str(found.path), found.name)
    for number, element in enumerate(elements, start=1):
        yield _record(found, element, f"{found.name}#{number}", 1, now)


def _lines(handle: BinaryIO, begun: Iterable[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """Yield the number and the bytes of each line that isn't blank; None for the bytes of a line over MAX_BYTES."""
    number, ahead = 0, deque(begun)
    while line := ahead.popleft() if ahead else handle.readline(MAX_BYTES + 1):
        number += 1
        if number == 1:
            line = line.removeprefix(_BYTE_ORDER_MARK)
        if len(line) > MAX_BYTES and not line.endswith(b"\n"):
            while (rest := handle.readline(MAX_BYTES)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        elif line.strip():
            yield number, line.rstrip(b"\r\n")


def _elements(array: str) -> Iterator[bytes]:
    """Yield the bytes of each element of a valid JSON array, as they stand in it."""
    decoder = json.JSONDecoder()
    at = array.index("[") + 1
    while True:
        separator = re.compile(r"[\s,]*").match(array, at)
        at = separator.end() if separator else at
        if array[at] == "]":
            return
        _, end = decoder.raw_decode(array, at)
        yield array[at:end].encode()
        at = end


def _parsed(body: bytes, locator: str, line: int) -> Any:
    """Return the value that the JSON in `body` stands for, or a Trouble; `line` is the number of its first line."""
    try:
        return json.loads(body.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _not_utf8(locator, f"byte {error.start + 1} can't be decoded")
    except json.JSONDecodeError as error:
        place, why = f"line {line + error.lineno - 1}, column {error.colno}", error.msg
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; thousands of nested brackets
        place, why = f"line {line}, column 1", str(error).split(":")[0]
    return Trouble(
        locator=locator,
        reason="invalid_json",
        detail=f"{locator} is no valid JSON at {place} ({why}), one JSON object was expected: correct it there.",
    )


def _not_utf8(locator: str, why: str) -> Trouble:
    return Trouble(
        locator=locator,
        reason="invalid_encoding",
        detail=f"{locator} was expected to be UTF-8, but {why}: write the file as UTF-8.",
    )


def _record(found: FoundFile, body: bytes, locator: str, line: int, now: datetime) -> Offer:
    value = _parsed(body, locator, line)
    if isinstance(value, dict):
        return record_item(found, value, body, locator, now)
    if isinstance(value, Trouble):
        return value
    return Trouble(
        locator=locator,
        reason="not_an_object",
        detail=f"{locator} holds {json_type(value)}, a JSON object was expected: write a record as "
        '{"id": "1", "text": "..."}.',
    )

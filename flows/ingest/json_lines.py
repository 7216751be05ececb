"""Records as JSON: one a line, or a .json file with one record or an array of them.

A record is an object with `text` or `html` and, if known, `id`, `title`, `published`, `url` and `source`.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any, BinaryIO

from pydantic import BaseModel, BeforeValidator, ConfigDict, StrictInt, StrictStr, ValidationError

from flows.ingest.files import MAX_BYTES, empty, read_file, unopened
from flows.ingest.item import Offer, Trouble, content_as_id, http_url, raw_item, url_as_id, whole_text
from flows.ingest.locations import FoundFile

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

_Text = Annotated[
    StrictStr | None, BeforeValidator(lambda value: whole_text(value).strip() if isinstance(value, str) else value)
]


class JsonRecord(BaseModel):
    """What is read of a record; whatever else it holds stays in the row's body."""

    model_config = ConfigDict(frozen=True)

    id: StrictInt | _Text = None
    title: _Text = None
    published: _Text = None
    url: _Text = None
    source: _Text = None
    text: _Text = None
    html: _Text = None


def json_lines(found: FoundFile, now: datetime) -> Iterator[Offer]:
    """Yield the records of a JSON Lines file, one line in memory at a time. `now`: when the file is opened."""
    is_empty = True
    try:
        with found.path.open("rb") as handle:
            for number, line in _lines(handle):
                is_empty = False
                locator = f"{found.name}:{number}"
                if line is None:
                    yield Trouble(
                        locator=locator,
                        reason="too_large",
                        detail=f"{locator} is longer than {MAX_BYTES:,} bytes, the most that a record may have: "
                        "split it.",
                    )
                elif number == 1 and line.startswith((b"\xff\xfe", b"\xfe\xff")):
                    yield _not_utf8(found.name, "it starts with the byte order mark of UTF-16")
                    return
                else:
                    yield _record(found, line, locator, number, now)
    except OSError as error:
        yield unopened(found.path, found.name, error)
        return
    if is_empty:
        yield empty(found.path, found.name)


def json_file(found: FoundFile, now: datetime) -> Iterator[Offer]:
    """Yield the records of a .json file: JSON Lines, one record, or an array of records. `now`: when it is opened."""
    try:
        with found.path.open("rb") as handle:
            first = handle.readline(MAX_BYTES + 1).removeprefix(_BYTE_ORDER_MARK)
    except OSError as error:
        yield unopened(found.path, found.name, error)
        return
    if isinstance(_parsed(first, found.name, 1), dict):
        yield from json_lines(found, now)
        return
    body = read_file(found.path, found.name)
    if isinstance(body, Trouble):
        yield body
        return
    body = body.removeprefix(_BYTE_ORDER_MARK).strip()
    content = _parsed(body, found.name, 1)
    if isinstance(content, Trouble):
        yield content
        return
    elements = list(_elements(body.decode())) if isinstance(content, list) else [body]
    if not elements:
        yield empty(found.path, found.name)
    for number, element in enumerate(elements, start=1):
        yield _record(found, element, f"{found.name}#{number}", 1, now)


def _lines(handle: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Yield the number and the bytes of each line that isn't blank; None for the bytes of a line over MAX_BYTES."""
    number = 0
    while line := handle.readline(MAX_BYTES + 1):
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
    if isinstance(value, Trouble):
        return value
    if not isinstance(value, dict):
        return Trouble(
            locator=locator,
            reason="not_an_object",
            detail=f"{locator} holds {_json_type(value)}, a JSON object was expected: write a record as "
            '{"id": "1", "text": "..."}.',
        )
    try:
        record = JsonRecord.model_validate(value)
    except ValidationError as error:
        wrong = error.errors()[0]
        field = wrong["loc"][0]
        return Trouble(
            locator=locator,
            reason="bad_field",
            detail=f"{locator}: the field {field!r} holds {_json_type(value[field])}, expected was "
            f"{'a string or a whole number' if field == 'id' else 'a string'}: correct it or leave the field out.",
        )
    if not record.text and not record.html:
        return Trouble(
            locator=locator,
            reason="no_text",
            detail=f"{locator} has neither 'text' nor 'html', one of them was expected with the article in it: add it.",
        )
    url = http_url(record.url)
    own_id = str(record.id) if record.id not in (None, "") else None
    return raw_item(
        source=record.source or found.stated_source or found.name,
        source_id=own_id or (url_as_id(url) if url else content_as_id(found.path.name, body)),
        body=body,
        content_type="application/json",
        fetched=now,
        locator=locator,
        url=url,
        published_hint=record.published,
        hint_from="record",
    )


def _json_type(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "a string"
        case list():
            return "an array"
        case _:
            return "an object"

"""Rows of a CSV file as records: comma, semicolon, tab or bar, in any charset, maybe packed with gzip."""

import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from itertools import chain
from typing import BinaryIO

from flows.charset import encoding, guessed, marked
from flows.ingest.columns import NoColumn, table_columns
from flows.ingest.files import BROKEN, MAX_BYTES, READ_ERRORS, binary, empty, opened, unread
from flows.ingest.item import Offer, Trouble
from flows.ingest.locations import FoundFile
from flows.ingest.record import row_item

_SAMPLE = 1_000_000
"""Bytes by which the charset is known."""

_DELIMITERS = ",;\t|"


def csv_rows(found: FoundFile, now: datetime) -> Iterator[Offer]:
    """Yield the rows of a CSV file (RFC 4180, with a header) as records, one in memory at a time.

    Fields may hold line breaks in quotes. A row's locator has the line that it begins on. `now`: when the file is
    opened.
    """
    try:
        with opened(found.path) as handle:
            sample = _sample(handle)
        if not sample.strip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n"):
            yield empty(str(found.path), found.name)
            return
        charset = encoding(sample) or ("utf-8" if b"\0" not in sample else None)
        if charset is None:
            yield binary(str(found.path), found.name)
            return
        with opened(found.path) as handle:
            # Of a file that is UTF-8 at first, what is not comes as surrogates, and is mended field by field.
            errors = "surrogateescape" if charset.startswith("utf-8") else "replace"
            text = io.TextIOWrapper(handle, charset, errors, newline="")
            yield from _rows(text, found, now)
    except READ_ERRORS as error:
        yield unread(found.path, found.name, error)


def _sample(handle: BinaryIO) -> bytes:
    """Return the first bytes, or what can be read of them, cut where no character is."""
    sample = b""
    with suppress(*BROKEN):
        while len(sample) < _SAMPLE and (part := handle.read1(_SAMPLE)):  # type: ignore[attr-defined]
            sample += part
    if marked(sample):
        return sample[: len(sample) // 4 * 4]
    return sample[: sample.rfind(b"\n")] if len(sample) >= _SAMPLE and b"\n" in sample else sample


def _rows(text: io.TextIOWrapper, found: FoundFile, now: datetime) -> Iterator[Offer]:
    csv.field_size_limit(MAX_BYTES)  # its default is shorter than many an article; it holds for the whole process
    first = text.readline(MAX_BYTES)
    delimiter = max(_DELIMITERS, key=lambda each: len(next(csv.reader([first], delimiter=each), [])))
    lines = chain([first], iter(lambda: text.readline(MAX_BYTES), ""))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)  # else an open quote swallows the rows that follow
    header: list[str] = []
    is_empty = True
    columns: dict[str, int] = {}
    while True:
        locator = f"{found.name}:{reader.line_num + 1}"
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            yield _broken(locator, f"is no CSV ({error})")
            is_empty = False
            continue
        if not any(map(str.strip, row)):
            continue
        if not header:
            header = row
            try:
                columns = {field: row.index(name) for field, name in table_columns(row, found.columns).items()}
            except NoColumn as error:
                yield no_column(found, error)
                return
            continue
        is_empty = False
        if len(row) < len(header) or any(row[len(header) :]):
            yield _broken(locator, f"has {len(row)} fields, but the header has {len(header)}")
        else:
            record = {field: _mended(row[at]) for field, at in columns.items() if row[at].strip()}
            yield row_item(found, record, locator, now)
    if is_empty:
        yield empty(str(found.path), found.name)


def _broken(locator: str, why: str) -> Trouble:
    return Trouble(
        locator=locator,
        reason="bad_row",
        detail=f"{locator} {why}, one field a column was expected: look for a quote that is not doubled or not closed, "
        "or is missing around a comma.",
    )


def _mended(field: str) -> str:
    """Return a field whose bytes that are no UTF-8 came as surrogates, read in the charset that it seems to be in."""
    if field.isascii() or not any("\udc80" <= character <= "\udcff" for character in field):
        return field
    body = field.encode("utf-8", "surrogateescape")
    return body.decode(guessed(body) or "cp1252", "replace")


def no_column(found: FoundFile, error: NoColumn) -> Trouble:
    """Return the trouble for a table of which the column with the article isn't known."""
    return Trouble(
        locator=found.name,
        reason="no_text_column",
        detail=f"{found.path}: {error}; say in sources.toml which column holds what: [source.columns] with "
        'text = "its name".',
    )

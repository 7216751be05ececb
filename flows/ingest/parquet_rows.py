"""Rows of a Parquet file as records."""

import math
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from flows.charset import encoding
from flows.ingest.columns import NoColumn, table_columns
from flows.ingest.csv_rows import no_column
from flows.ingest.files import READ_ERRORS, empty, unread
from flows.ingest.item import Offer, Trouble
from flows.ingest.locations import FoundFile
from flows.ingest.record import row_item

_BATCH = 64
"""Rows in memory at a time."""

_BUFFER = 1_000_000
"""Bytes of a column read at a time: a row group may be larger than the memory."""


def parquet_rows(found: FoundFile, now: datetime) -> Iterator[Offer]:
    """Yield the rows of a Parquet file as records, a few in memory at a time. `now`: when the file is opened.

    A row's locator has its number, from 1. Times keep their zone; a time without one is written without.
    """
    try:
        with found.path.open("rb") as handle:
            yield from _rows(pq.ParquetFile(handle, buffer_size=_BUFFER, pre_buffer=False), found, now)
    except NoColumn as error:
        yield no_column(found, error)
    except (*READ_ERRORS, pa.ArrowException, ValueError, MemoryError) as error:
        yield _broken(found, error)


def _rows(file: pq.ParquetFile, found: FoundFile, now: datetime) -> Iterator[Offer]:
    names = table_columns(file.schema_arrow.names, found.columns)
    number = 0
    for batch in file.iter_batches(_BATCH, columns=list(dict.fromkeys(names.values())), use_threads=False):
        columns = {field: _values(batch.column(batch.schema.names.index(name))) for field, name in names.items()}
        for at in range(batch.num_rows):
            number += 1
            record = {field: value for field, values in columns.items() if (value := _said(values[at])) is not None}
            yield row_item(found, record, f"{found.name}#{number}", now)
    if not number:
        yield empty(str(found.path), found.name)


def _values(column: pa.Array) -> list[Any]:
    """Return the cells as Python values, text as bytes, since it may be no UTF-8; None for what Python can't hold."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    kind = column.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        column = column.cast(pa.large_binary())
    elif pa.types.is_timestamp(kind):
        column = column.cast(pa.timestamp("us", kind.tz), safe=False)
    try:
        values: list[Any] = column.to_pylist()
        return values
    except (ValueError, OverflowError, pa.ArrowException):
        return [_value(cell) for cell in column]


def _value(cell: pa.Scalar) -> Any:
    try:
        return cell.as_py()
    except (ValueError, OverflowError, pa.ArrowException):
        return None


def _said(value: Any) -> str | None:
    """Return what a cell says, None where it says nothing."""
    match value:
        case bytes():
            text = value.decode((encoding(value) if value else None) or "utf-8", "replace")
            return text if text.strip() else None
        case str():
            return value if value.strip() else None
        case datetime():
            midnight = value.tzinfo is None and value.time() == time()
            return (value.date() if midnight else value).isoformat()  # pandas has days as midnights
        case date():
            return value.isoformat()
        case float():
            return None if math.isnan(value) else str(int(value)) if value.is_integer() else str(value)
        case list() | tuple():
            return ", ".join(filter(None, map(_said, value))) or None
        case bool() | dict() | None:
            return None
        case _:
            return str(value)


def _broken(found: FoundFile, error: Exception) -> Trouble:
    if isinstance(error, OSError) and error.errno is not None:
        return unread(found.path, found.name, error)
    return Trouble(
        locator=found.name,
        reason="broken_file",
        detail=f"{found.path.absolute()} can't be read to its end as Parquet ({str(error)[:200]}), a whole Parquet "
        "file was expected: copy or download it again; what comes before is taken.",
        retryable=True,
    )

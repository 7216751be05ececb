"""Rows from tables that others may be changing meanwhile."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import TypeVar

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from flows.tables.layout import Layout
from schemas.arrow import AnyRecord, arrow_schema, from_table
from schemas.record import Record

Result = TypeVar("Result")

_ATTEMPTS = 20
"""Readings of one listing of files before giving up; a commit would have to fall into every one of them."""


def scan(
    layout: Layout,
    record: type[Record],
    *,
    columns: Sequence[str] | None = None,
    days: Iterable[date] | None = None,
    where: pc.Expression | None = None,
) -> pa.Table:
    """Return the rows of a table as Arrow, with the contract's types; the partition column is not added.

    `columns`: these only, in this order; `days`: these partitions only; `where`: rows for which it holds, which may use
    any column. Holds the result in memory. Rows come file by file, sorted within a file.
    """
    wanted = None if days is None else list(days)
    names = list(arrow_schema(record).names if columns is None else columns)
    return retried(lambda: _dataset(layout, record, wanted).to_table(columns=names, filter=where))


def rows(
    layout: Layout,
    record: type[AnyRecord],
    *,
    days: Iterable[date] | None = None,
    where: pc.Expression | None = None,
) -> list[AnyRecord]:
    """Return the rows of a table as records; arguments as for `scan`."""
    return from_table(record, scan(layout, record, days=days, where=where))


def existing_keys(
    layout: Layout,
    record: type[Record],
    keys: Collection[str],
    column: str | None = None,
    *,
    where: pc.Expression | None = None,
) -> set[str]:
    """Return those of `keys` that a table holds in `column`, by default its key column; only where `where` holds.

    Memory is bounded by `keys`, not by the table.
    """
    name, wanted = column or record.key, frozenset(keys)
    if not wanted:
        return set()

    def search() -> set[str]:
        found: set[str] = set()
        for batch in _dataset(layout, record, None).to_batches(columns=[name], filter=where):
            found.update(wanted.intersection(batch.column(0).to_pylist()))
        return found

    return retried(search)


def _dataset(layout: Layout, record: type[Record], days: Iterable[date] | None) -> ds.Dataset:
    # Every file is listed before the first is opened: since a commit deletes before it adds, no row is read twice.
    parts = layout.parts(record) if days is None else [part for day in days for part in layout.parts(record, day)]
    return ds.dataset([str(part) for part in parts], schema=arrow_schema(record), format="parquet")


def retried(read: Callable[[], Result]) -> Result:
    """Return what `read` returns, repeated with a new listing when a commit deletes a file that was listed."""
    for _ in range(_ATTEMPTS - 1):
        try:
            return read()
        except FileNotFoundError:  # deleted by a commit after it was listed
            continue
    return read()

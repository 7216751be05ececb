"""What every stage does first: finish what was cut off, and give every table a file that readers can open."""

from collections.abc import Iterable

import pyarrow.parquet as pq

from flows.tables.files import make_folder, sync_folder, write_parquet
from flows.tables.intents import settle
from flows.tables.layout import Layout
from flows.tables.locks import commit_lock
from schemas.arrow import arrow_schema
from schemas.record import UNKNOWN_DATE, Record


def recover(layout: Layout, records: Iterable[type[Record]]) -> None:
    """Finish every declared commit, remove what others left half-written, and see to the empty file of each table.

    The empty file carries the table's types, and stays when rows come; it is rewritten when the contract changes.
    """
    with commit_lock(layout):
        settle(layout)
        for record in records:
            schema = arrow_schema(record)
            path = layout.partition(record, UNKNOWN_DATE) / "empty.parquet"
            if path.exists() and pq.read_schema(path).equals(schema):
                continue
            make_folder(path.parent)
            staged = layout.staging / f"{record.table}.empty.parquet.tmp"
            write_parquet(staged, schema.empty_table())
            staged.replace(path)
            sync_folder(path.parent)

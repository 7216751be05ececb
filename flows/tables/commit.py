"""Commits: rows added, replaced and removed in several tables at once, wholly or not at all."""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Self

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.tables.files import sync_folder, write_parquet
from flows.tables.intents import Intent, declare, settle
from flows.tables.layout import Layout
from flows.tables.locks import commit_lock
from schemas import Document, Event, Mention, Raw, Reading, Record
from schemas.arrow import arrow_schema, to_table

Place = tuple[type[Record], date]
"""One partition of one table."""


@dataclass(frozen=True)
class RowReference:
    """Names one row: its table, the day of its partition, and its key."""

    record: type[Record]
    day: date
    key: str

    @classmethod
    def of(cls, row: Record) -> Self:
        """Return the reference to `row`."""
        return cls(type(row), row.partition(), row.row_key())


@dataclass(frozen=True)
class Change:
    """What one commit does. A row that moves to another day is removed there and added here."""

    add: Sequence[Record] = ()
    """New rows."""
    replace: Sequence[Record] = ()
    """Rows that take the place of the one with the same key on the same day."""
    remove: Sequence[RowReference] = ()
    """Rows that go."""


def commit(layout: Layout, change: Change) -> None:
    """Carry out `change`, durably, and every commit that was cut off before; waits for other commits to end.

    Readers never see half a file, nor a row twice; rows being replaced may be absent for a moment. Raises LookupError
    when a row to replace or remove is not there, and ValueError when the change names a row twice; nothing is changed
    then. After an OSError, such as a full disk, the change may be decided already: end the run, since the next one
    finishes what was decided, and a second commit of the same rows would double them.
    """
    added, replaced, removed = _by_place(change.add), _by_place(change.replace), _keys_by_place(change.remove)
    if not (added or replaced or removed):
        return
    with commit_lock(layout):
        settle(layout)
        commit_id = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"
        delete: list[str] = []
        move: list[tuple[str, str]] = []

        def stage(part: Path, table: pa.Table) -> None:
            place = part.relative_to(layout.out)
            staged = layout.staging / f"{'.'.join(place.parts)}.{commit_id}.tmp"
            write_parquet(staged, table)
            move.append((str(staged.relative_to(layout.out)), str(place)))

        for place in sorted(replaced.keys() | removed.keys(), key=_order):
            for part, table in _rewritten(layout, place, replaced.get(place, {}), removed.get(place, set())):
                if table.num_rows:
                    stage(part, table)
                else:
                    delete.append(str(part.relative_to(layout.out)))
        for place in sorted(added, key=_order):
            record, day = place
            table = to_table(record, added[place].values())
            stage(layout.partition(record, day) / f"part-{commit_id}.parquet", table)
        sync_folder(layout.staging)
        declare(layout, commit_id, Intent(delete, move))
        settle(layout)


def _order(place: Place) -> tuple[int, str, date]:
    """Sort what others refer to in front: a reader who sees a reading sees its mentions and its document."""
    record, day = place
    way = (Raw, Document, Mention, Event, Reading)
    return next((i for i, known in enumerate(way) if issubclass(record, known)), len(way)), record.table, day


def _by_place(rows: Iterable[Record]) -> dict[Place, dict[str, Record]]:
    places: dict[Place, dict[str, Record]] = {}
    for row in rows:
        keyed = places.setdefault((type(row), row.partition()), {})
        if row.row_key() in keyed:
            raise ValueError(f"{row.table} row {row.row_key()} comes twice in one change: keep one of them")
        keyed[row.row_key()] = row
    return places


def _keys_by_place(references: Iterable[RowReference]) -> dict[Place, set[str]]:
    places: dict[Place, set[str]] = {}
    for reference in references:
        places.setdefault((reference.record, reference.day), set()).add(reference.key)
    return places


def _rewritten(
    layout: Layout, place: Place, replaced: Mapping[str, Record], removed: Set[str]
) -> Iterator[tuple[Path, pa.Table]]:
    """Yield each part file of `place` that holds one of the rows, with its new content."""
    record, day = place
    if both := replaced.keys() & removed:
        raise ValueError(f"{record.table} row {min(both)} is both replaced and removed in one change")
    schema, missing = arrow_schema(record), set(replaced.keys() | removed)
    for part in layout.parts(record, day):
        keys = pq.ParquetFile(part).read(columns=[record.key]).column(record.key)
        hit = missing.intersection(keys.to_pylist())
        if not hit:
            continue
        missing -= hit
        old = pq.ParquetFile(part).read().select(schema.names).cast(schema)
        kept = old.filter(pc.invert(pc.is_in(keys, value_set=pa.array(hit, pa.string()))))
        new = to_table(record, [replaced[key] for key in hit if key in replaced])
        table = pa.concat_tables([kept, new])
        yield part, table.sort_by([(column, "ascending") for column in record.sort])
    if missing:
        raise LookupError(
            f"{record.table} has no row {min(missing)} on {day}, so it cannot be replaced or removed: "
            "read the table again and repeat the change"
        )

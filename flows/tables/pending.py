"""What is still to do, found from the tables alone: no list is kept that could get out of step with them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.tables.layout import Layout
from flows.tables.read import existing_keys, retried, scan
from flows.tables.slices import slices
from schemas import Document, Mention, Raw, Reading, Reject
from schemas.arrow import AnyRecord, from_table
from schemas.record import UNKNOWN_DATE

MAX_ATTEMPTS = 3
"""Runs that try a document before its failure is final."""

GOOD = frozenset({"extracted", "no_event"})
"""Outcomes of a document that was read."""

_IDS_AT_ONCE = 200_000
"""Bounds the memory of `pending_raw`: so many ids are looked for in one pass over the documents."""

_BYTES_AT_ONCE = 16 * 2**20
"""Bounds the memory of `load_raw`."""


@dataclass(frozen=True, slots=True)
class RawReference:
    """A raw row to clean, without its body."""

    raw_id: str
    day: date
    published_hint: str | None
    source_id: str
    part: str
    """The file of that day that holds it; nothing ever moves or deletes raw rows."""


@dataclass(frozen=True, slots=True)
class DocumentReference:
    """A document to read, without its text."""

    document_id: str
    day: date
    published_date: date | None
    reading_id: str | None = None
    """The current reading, on the same day, which the new one takes the place of."""
    attempts: int = 0
    """Runs of this reader that tried so far."""
    good: bool = False
    """Whether the current reading has read the document: then only another that does takes its place."""


@dataclass(frozen=True)
class Reader:
    """Who reads: the columns of a reading that make it another one when they change."""

    engine: str
    model: str | None
    prompt_version: str | None
    schema_version: str


def pending_raw(layout: Layout, *, again: bool = False) -> list[RawReference]:
    """Return the raw rows without a document and without a final reject, sorted by published_hint, unknown ones first.

    Those of one time stand as they are stored, so that a slice of them is read at one place. A reject is final when
    stage `clean` wrote it and it is not retryable. With `again`, all raw rows. Reads no bodies.
    """
    found = (
        reference
        for block in slices(_raw_references(layout), _IDS_AT_ONCE)
        for reference in (block if again else _not_cleaned(layout, block))
    )
    return sorted(found, key=lambda reference: reference.published_hint or "")


def load_raw(layout: Layout, references: Sequence[RawReference]) -> Iterator[Raw]:
    """Yield the raw rows that `references` name, in the same order. Raises LookupError for one that is gone.

    Holds about `_BYTES_AT_ONCE`, as far as the rows of these days are alike.
    """
    for some in slices(references, _rows_at_once(layout, {reference.day for reference in references})):
        parts = {reference.part for reference in some}
        yield from _load(layout, Raw, [(reference.day, reference.raw_id) for reference in some], parts)


def pending_documents(
    layout: Layout,
    *,
    reasons_lifted: Collection[str] = (),
    again: Reader | None = None,
    since: date | None = None,
    own_too: bool = False,
) -> Iterator[DocumentReference]:
    """Yield the documents to read, sorted by (published_date, document_id), unknown days first.

    Neither near-copies nor superseded texts. Of the others those without a reading; those whose reading failed, may be
    retried and has had fewer than `MAX_ATTEMPTS`; those skipped for one of `reasons_lifted`. With `again`, also those
    that any other reader has read, published on or after `since` where that is given; with `own_too`, and those that
    this one has read itself. Holds one day at a time.
    """
    for day in layout.days(Document):
        current = pc.field("duplicate_of").is_null() & pc.field("superseded_by").is_null()
        documents = scan(layout, Document, columns=["document_id", "published_date"], days=[day], where=current)
        if not documents.num_rows:
            continue
        columns = [
            *("document_id", "reading_id", "outcome", "reason", "retryable", "attempts"),
            *("engine", "model", "prompt_version", "schema_version"),
        ]
        readings = {row["document_id"]: row for row in scan(layout, Reading, columns=columns, days=[day]).to_pylist()}
        for document in sorted(documents.to_pylist(), key=lambda row: row["document_id"]):
            name, published = document["document_id"], document["published_date"]
            reading = readings.get(name)
            if reading is None:
                yield DocumentReference(name, day, published)
                continue
            reader = Reader(reading["engine"], reading["model"], reading["prompt_version"], reading["schema_version"])
            other = again is not None and reader != again
            retry = reading["outcome"] == "failed" and reading["retryable"] and reading["attempts"] < MAX_ATTEMPTS
            lifted = reading["outcome"] == "skipped" and reading["reason"] in reasons_lifted
            anew = (other or (again is not None and own_too)) and (since is None or day >= since)
            if retry or lifted or anew:
                attempts = 0 if anew else reading["attempts"]
                good = reading["outcome"] in GOOD
                yield DocumentReference(name, day, published, reading["reading_id"], attempts, good)


def read_by_others(layout: Layout, reader: Reader) -> int:
    """Return how many documents are held in the reading of another reader: those that `again` would read."""
    own = pc.scalar(True)
    for column, value in asdict(reader).items():
        field = pc.field(column)
        own &= field.is_null() if value is None else (field.is_valid() & (field == value))
    return sum(
        scan(layout, Reading, columns=["reading_id"], days=[day], where=~own).num_rows for day in layout.days(Reading)
    )


def load_documents(layout: Layout, references: Sequence[DocumentReference]) -> list[Document]:
    """Return the documents that `references` name, in the same order. Raises LookupError for one that is gone."""
    return _load(layout, Document, [(reference.day, reference.document_id) for reference in references])


def pending_mentions(layout: Layout, event_types: Iterable[type[Mention]]) -> dict[date, tuple[type[Mention], ...]]:
    """Return the days that hold mentions without an event, sorted, each with the event types concerned."""
    days: dict[date, tuple[type[Mention], ...]] = {}
    for event_type in event_types:
        unlinked = scan(layout, event_type, columns=["published_date"], where=pc.field("event_id").is_null())
        for day in unlinked.column("published_date").unique().to_pylist():
            days[day or UNKNOWN_DATE] = (*days.get(day or UNKNOWN_DATE, ()), event_type)
    return dict(sorted(days.items()))


def _raw_references(layout: Layout) -> Iterator[RawReference]:
    for day in layout.days(Raw):
        for part in layout.parts(Raw, day):
            for row in pq.read_table(part, columns=["raw_id", "published_hint", "source_id"]).to_pylist():
                yield RawReference(row["raw_id"], day, row["published_hint"], row["source_id"], part.name)


def _not_cleaned(layout: Layout, references: Sequence[RawReference]) -> Iterator[RawReference]:
    done = existing_keys(layout, Document, [reference.raw_id for reference in references], "raw_id")
    open_ids = [reference.raw_id for reference in references if reference.raw_id not in done]
    final = (pc.field("stage") == "clean") & ~pc.field("retryable")
    done |= existing_keys(layout, Reject, open_ids, "raw_id", where=final)
    return (reference for reference in references if reference.raw_id not in done)


def _rows_at_once(layout: Layout, days: Iterable[date]) -> int:
    files = [pq.read_metadata(part) for day in days for part in layout.parts(Raw, day)]
    stored = sum(file.row_group(group).total_byte_size for file in files for group in range(file.num_row_groups))
    rows = sum(file.num_rows for file in files)
    return max(1, int(_BYTES_AT_ONCE * rows / max(1, stored)))


def _load(
    layout: Layout, record: type[AnyRecord], places: Sequence[tuple[date, str]], parts: Collection[str] | None = None
) -> list[AnyRecord]:
    wanted: dict[date, set[str]] = {}
    for day, key in places:
        wanted.setdefault(day, set()).add(key)
    loaded = {row.row_key(): row for day, keys in wanted.items() for row in _rows(layout, record, day, keys, parts)}
    if lost := [key for _, key in places if key not in loaded]:
        raise LookupError(f"{record.table} no longer has {lost[0]} and {len(lost) - 1} more pending rows: run again")
    return [loaded[key] for _, key in places]


def _rows(
    layout: Layout, record: type[AnyRecord], day: date, keys: Collection[str], parts: Collection[str] | None
) -> list[AnyRecord]:
    """Return the rows with one of `keys`, holding one row group at a time: most bodies of a day are not wanted.

    `parts`: the names of the files to look into, None for all.
    """
    wanted = pa.array(keys, pa.string())

    def collect() -> list[AnyRecord]:
        found: list[AnyRecord] = []
        for part in layout.parts(record, day):
            if parts is not None and part.name not in parts:
                continue
            with pq.ParquetFile(part) as file:
                for group in range(file.num_row_groups):
                    hit = pc.is_in(file.read_row_group(group, columns=[record.key]).column(record.key), wanted)
                    if pc.any(hit).as_py():
                        found += from_table(record, file.read_row_group(group).filter(hit))
        return found

    return retried(collect)

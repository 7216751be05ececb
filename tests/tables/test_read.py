import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from flows.tables.commit import Change, RowReference, commit
from flows.tables.layout import Layout
from flows.tables.read import existing_keys, retried, rows, scan
from schemas import Document
from schemas.arrow import arrow_schema

FRIDAY, SATURDAY, SUNDAY = date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 8)


@pytest.fixture
def filled(layout: Layout, sample: SimpleNamespace) -> Layout:
    """Three documents on two days, in three files."""
    for key, day in (("a", FRIDAY), ("b", FRIDAY), ("c", SATURDAY)):
        commit(layout, Change(add=[sample.document(key, day)]))
    return layout


def test_scan_returns_columns_days_and_rows_asked_for(filled: Layout) -> None:
    table = scan(filled, Document, columns=["published_date", "document_id"], days=[FRIDAY, SUNDAY])
    assert table.column_names == ["published_date", "document_id"]
    assert table.to_pylist() == [{"published_date": FRIDAY, "document_id": key} for key in "ab"]
    chosen = scan(filled, Document, columns=["document_id"], where=pc.field("published_date") > FRIDAY)
    assert chosen.column("document_id").to_pylist() == ["c"]


def test_scan_keeps_the_types_of_the_contract_and_adds_no_partition_column(filled: Layout) -> None:
    assert scan(filled, Document).schema.equals(arrow_schema(Document))


def test_a_folder_or_day_without_files_is_an_empty_table(tmp_path: Path, filled: Layout) -> None:
    for nothing in (scan(Layout(tmp_path / "nowhere"), Document), scan(filled, Document, days=[])):
        assert nothing.schema.equals(arrow_schema(Document))
        assert nothing.num_rows == 0
    assert existing_keys(Layout(tmp_path / "nowhere"), Document, ["a"]) == set()


def test_rows_are_the_records_that_were_written(filled: Layout, sample: SimpleNamespace) -> None:
    assert rows(filled, Document, days=[SATURDAY]) == [sample.document("c", SATURDAY)]


def test_existing_keys_are_found_in_any_day_and_column(filled: Layout) -> None:
    assert existing_keys(filled, Document, ["a", "c", "z"]) == {"a", "c"}
    assert existing_keys(filled, Document, ["raw-of-b", "b"], "raw_id") == {"raw-of-b"}
    assert existing_keys(filled, Document, ["a", "c"], where=pc.field("published_date") == FRIDAY) == {"a"}
    assert existing_keys(filled, Document, []) == set()


def test_a_file_deleted_after_it_was_listed_is_no_error(filled: Layout) -> None:
    readings = iter([FileNotFoundError, FileNotFoundError, None])

    def read() -> pa.Table:
        if error := next(readings):
            raise error
        return scan(filled, Document)

    assert retried(read).num_rows == 3


def test_a_file_that_stays_missing_is_an_error() -> None:
    def read() -> None:
        raise FileNotFoundError("part-1.parquet")

    with pytest.raises(FileNotFoundError, match=r"part-1\.parquet"):
        retried(read)


@contextmanager
def busy_writer(layout: Layout, sample: SimpleNamespace) -> Iterator[threading.Thread]:
    """Moves a document from day to day, rewrites the one beside it, and adds others, meanwhile."""

    def write() -> None:
        here, there = FRIDAY, SATURDAY
        for number in range(40):
            change = Change(
                add=[sample.document("moving", there), sample.document(f"new-{number}", SUNDAY)],
                replace=[sample.document("resting", FRIDAY, title=str(number))],
                remove=[RowReference(Document, here, "moving")],
            )
            commit(layout, change)
            here, there = there, here

    commit(layout, Change(add=[sample.document("moving", FRIDAY), sample.document("resting", FRIDAY)]))
    writer = threading.Thread(target=write)
    writer.start()
    yield writer
    writer.join()


def test_readers_beside_a_writer_see_whole_files_and_no_row_twice(layout: Layout, sample: SimpleNamespace) -> None:
    glob = f"{layout.table(Document)}/*/*.parquet"
    with busy_writer(layout, sample) as writer:
        seen: list[list[str]] = []
        while writer.is_alive() or not seen:
            seen.append(scan(layout, Document, columns=["document_id"]).column(0).to_pylist())
            try:
                seen.append([key for (key,) in duckdb.execute(f"SELECT document_id FROM '{glob}'").fetchall()])
            except duckdb.IOException as error:  # its promise is about rows: a file may go after it was listed
                assert "No such file" in str(error)
    for keys in seen:
        assert "resting" in keys
        assert max(Counter(keys).values()) == 1

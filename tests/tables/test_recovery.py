import os
import pickle
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pandas as pd  # type: ignore[import-untyped]
import polars as pl
import pyarrow.parquet as pq
import pytest

from flows.tables.commit import Change, RowReference, commit
from flows.tables.layout import Layout
from flows.tables.read import rows
from flows.tables.recovery import recover
from schemas import Document, Reading, tables
from schemas.arrow import arrow_schema
from schemas.event_types.talks import Talks

FRIDAY, SATURDAY = date(2026, 3, 6), date(2026, 3, 7)
RECORDS = tuple(tables().values())


def contents(layout: Layout) -> dict[str, list[Any]]:
    """All rows of all tables."""
    return {record.table: sorted(rows(layout, record), key=lambda row: row.row_key()) for record in RECORDS}


def temporary_files(layout: Layout) -> list[Path]:
    return [*layout.intents.iterdir(), *layout.staging.iterdir(), *layout.out.rglob("*.tmp")]


def check_promise_to_readers(layout: Layout) -> None:
    """Whole files, no row twice, and nothing that refers to what is not there yet."""
    keys = {}
    for record in RECORDS:
        found = [key for part in layout.parts(record) for key in pq.read_table(part).column(record.key).to_pylist()]
        assert max(Counter(found).values(), default=1) == 1, record.table
        keys[record.table] = set(found)
    for path in layout.out.rglob("*"):
        assert path.suffix != ".parquet" or pq.read_metadata(path).num_columns, path
    if "reading-of-new" in keys["readings"]:
        assert "m-new" in keys["talks"]
    if "m-new" in keys["talks"]:
        assert "new" in keys["documents"]


@pytest.fixture
def change(layout: Layout, sample: SimpleNamespace) -> Change:
    """A change to several tables at once, of the rows that this puts into `layout`."""
    corrected, kept, lone = (sample.document(key, FRIDAY) for key in ("corrected", "kept", "lone"))
    first, second = sample.talks("m-corrected", corrected), sample.talks("m-kept", kept)
    moved = sample.document("moved", FRIDAY)
    commit(layout, Change(add=[corrected, kept, moved, first, second, sample.reading(corrected)]))
    commit(layout, Change(add=[lone, sample.reading(lone)]))
    new, dated = sample.document("new", SATURDAY), sample.document("moved", SATURDAY)
    return Change(
        add=[sample.reading(new), sample.talks("m-new", new), new, sample.reject("x", None), dated],
        replace=[
            corrected.model_copy(update={"superseded_by": "new"}),
            second.model_copy(update={"event_id": "e-1"}),
        ],
        remove=[RowReference.of(row) for row in (first, sample.reading(lone), moved)],
    )


@pytest.fixture
def killed(tmp_path: Path) -> Callable[[Layout, Callable[[Layout], None]], list[Layout]]:
    """Do something to copies of a folder, killed at every file operation in turn; the last copy is the finished one."""

    def run(before: Layout, action: Callable[[Layout], None]) -> list[Layout]:
        copies = tmp_path / f"killed-{before.out.name}"
        (tmp_path / "action").write_bytes(pickle.dumps(action))
        script = Path(__file__).with_name("killed_writer.py")
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
        command = [sys.executable, *map(str, (script, before.out, copies, tmp_path / "action"))]
        subprocess.run(command, check=True, env=environment, timeout=120)
        return [Layout(copy) for copy in sorted(copies.iterdir())]

    return run


def test_a_commit_killed_anywhere_is_whole_or_not_at_all(
    layout: Layout, change: Change, killed: Callable[..., list[Layout]]
) -> None:
    before = contents(layout)
    copies = killed(layout, partial(commit, change=change))
    after = contents(copies[-1])
    assert before != after
    outcomes = []
    for copy in copies:
        check_promise_to_readers(copy)
        decided = any(copy.intents.glob("*.json")) or copy is copies[-1]
        recover(copy, RECORDS)
        assert temporary_files(copy) == []
        assert contents(copy) == (after if decided else before)
        if not decided:
            commit(copy, change)
            assert contents(copy) == after
        outcomes.append(decided)
    assert outcomes == sorted(outcomes), "once decided, a commit stays so"
    assert len(copies) > 2 * (len(change.add) + len(change.replace) + len(change.remove))


def test_what_is_cut_off_is_finished_by_the_next_recovery_or_commit(
    layout: Layout, change: Change, killed: Callable[..., list[Layout]], sample: SimpleNamespace
) -> None:
    copies = killed(layout, partial(commit, change=change))
    after = contents(copies[-1])
    decided = next(copy for copy in copies if any(copy.intents.glob("*.json")))
    for copy in killed(decided, partial(recover, records=RECORDS)):
        check_promise_to_readers(copy)
        recover(copy, RECORDS)
        assert temporary_files(copy) == []
        assert contents(copy) == after
    commit(decided, Change(add=[sample.raw("later")]))
    assert contents(decided) == after | {"raw": [sample.raw("later")]}


def test_half_a_file_without_an_intent_is_removed(layout: Layout) -> None:
    (layout.staging / "documents.date=2026-03-06.part-1.parquet.1.tmp").write_bytes(b"PAR1")
    (layout.intents / "1.json.tmp").write_text('{"delete": [')
    recover(layout, RECORDS)
    assert temporary_files(layout) == []


def test_every_table_without_rows_opens_everywhere_with_the_types_of_the_contract(layout: Layout) -> None:
    for record in RECORDS:
        folder, schema = layout.table(record), arrow_schema(record)
        glob = f"{folder}/**/*.parquet"
        assert pq.read_schema(layout.parts(record)[0]).equals(schema)
        described = duckdb.execute(f"DESCRIBE SELECT * FROM read_parquet('{glob}', hive_partitioning=false)").fetchall()
        assert [column[0] for column in described] == schema.names
        assert pl.read_parquet(glob, hive_partitioning=False).equals(pl.DataFrame(schema.empty_table()))
        assert pl.read_parquet(folder).is_empty()
        frame = pd.read_parquet(folder)
        assert frame.empty
        assert set(schema.names) <= set(frame.columns)


def test_rows_beside_the_empty_file_keep_their_types_everywhere(layout: Layout, change: Change) -> None:
    commit(layout, change)
    glob = f"{layout.table(Talks)}/**/*.parquet"
    days = [(FRIDAY, "m-kept"), (SATURDAY, "m-new")]
    assert duckdb.execute(f"SELECT published_date, mention_id FROM '{glob}' ORDER BY ALL").fetchall() == days
    assert pl.read_parquet(glob).sort("mention_id").select("published_date", "mention_id").rows() == days
    frame = pd.read_parquet(layout.table(Talks)).sort_values("mention_id")
    assert list(frame[["published_date", "mention_id"]].itertuples(index=False, name=None)) == days
    assert (
        duckdb.execute(f"SELECT evidence[1].quote FROM '{glob}'").fetchall() == [("The two sides met on Monday.",)] * 2
    )


def test_an_empty_file_of_an_older_contract_is_replaced(layout: Layout) -> None:
    path = layout.parts(Reading)[0]
    shutil.copy(layout.parts(Document)[0], path)
    recover(layout, RECORDS)
    assert pq.read_schema(path).equals(arrow_schema(Reading))


def test_recovery_leaves_what_is_in_order_alone(layout: Layout, change: Change) -> None:
    commit(layout, change)
    paths = list(layout.out.rglob("*.parquet"))
    stamps = [path.stat().st_mtime_ns for path in paths]
    recover(layout, RECORDS)
    assert [path.stat().st_mtime_ns for path in paths] == stamps
    assert sorted(layout.out.rglob("*.parquet")) == sorted(paths)

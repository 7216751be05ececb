from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pyarrow.parquet as pq
import pytest

from flows.tables.commit import Change, RowReference, commit
from flows.tables.layout import Layout
from flows.tables.read import rows
from schemas import Document, Reading, Record
from schemas.arrow import arrow_schema
from schemas.event_types.talks import Talks

FRIDAY, SATURDAY = date(2026, 3, 6), date(2026, 3, 7)


def keys(layout: Layout, record: type[Record]) -> list[str]:
    return sorted(row.row_key() for row in rows(layout, record))


def test_added_rows_make_one_sorted_file_a_table_and_day(layout: Layout, sample: SimpleNamespace) -> None:
    added = [sample.document(key, day) for key, day in (("b", FRIDAY), ("c", SATURDAY), ("a", FRIDAY), ("d", None))]
    commit(layout, Change(add=[*added, sample.reading(added[0])]))
    assert [len(layout.parts(Document, day)) for day in (FRIDAY, SATURDAY)] == [1, 1]
    assert [row.document_id for row in rows(layout, Document, days=[FRIDAY])] == ["a", "b"]
    assert [row.document_id for row in rows(layout, Document, days=[date(1900, 1, 1)])] == ["d"]
    assert keys(layout, Reading) == ["reading-of-b"]


def test_two_commits_of_one_day_never_share_a_file(layout: Layout, sample: SimpleNamespace) -> None:
    for key in "abc":
        commit(layout, Change(add=[sample.document(key, FRIDAY)]))
    assert len(layout.parts(Document, FRIDAY)) == 3
    assert keys(layout, Document) == ["a", "b", "c"]


def test_a_file_is_zstd_and_carries_schema_version_and_dictionary(layout: Layout, sample: SimpleNamespace) -> None:
    commit(layout, Change(add=[sample.document("a", FRIDAY)]))
    (part,) = layout.parts(Document, FRIDAY)
    schema = pq.read_schema(part)
    assert schema.equals(arrow_schema(Document))
    assert schema.metadata[b"parley.schema_version"] == b"1"
    assert schema.field("text").metadata[b"description"].startswith(b"The article")
    assert pq.read_metadata(part).row_group(0).column(0).compression == "ZSTD"


def test_a_replaced_row_stays_in_its_file_among_the_others(layout: Layout, sample: SimpleNamespace) -> None:
    commit(layout, Change(add=[sample.document(key, FRIDAY) for key in "abc"]))
    commit(layout, Change(add=[sample.document("d", FRIDAY)]))
    parts = layout.parts(Document, FRIDAY)
    untouched = parts[1].stat().st_ino
    corrected = sample.document("b", FRIDAY, superseded_by="d")
    commit(layout, Change(replace=[corrected]))
    assert layout.parts(Document, FRIDAY) == parts
    assert parts[1].stat().st_ino == untouched
    assert [row.document_id for row in rows(layout, Document, days=[FRIDAY])] == ["a", "b", "c", "d"]
    assert rows(layout, Document, days=[FRIDAY])[1] == corrected
    assert pq.read_schema(parts[0]).equals(arrow_schema(Document), check_metadata=False)
    assert pq.read_schema(parts[0]).metadata[b"parley.table"] == b"documents"


def test_removed_rows_go_and_with_the_last_one_the_file(layout: Layout, sample: SimpleNamespace) -> None:
    a, b, c = (sample.document(key, FRIDAY) for key in "abc")
    commit(layout, Change(add=[a, b]))
    commit(layout, Change(add=[c]))
    commit(layout, Change(remove=[RowReference.of(a), RowReference(Document, FRIDAY, "c")]))
    assert keys(layout, Document) == ["b"]
    assert len(layout.parts(Document, FRIDAY)) == 1


def test_a_row_moves_to_another_day_by_being_removed_and_added(layout: Layout, sample: SimpleNamespace) -> None:
    old, new = sample.document("a", None), sample.document("a", FRIDAY)
    commit(layout, Change(add=[old]))
    commit(layout, Change(add=[new], remove=[RowReference.of(old)]))
    assert rows(layout, Document) == [new]


def test_a_row_that_goes_and_comes_back_is_there_once(layout: Layout, sample: SimpleNamespace) -> None:
    row = sample.document("a", FRIDAY)
    commit(layout, Change(add=[row, sample.document("b", FRIDAY)]))
    commit(layout, Change(add=[row], remove=[RowReference.of(row)]))
    assert keys(layout, Document) == ["a", "b"]


@pytest.mark.parametrize("how", ["replace", "remove"])
def test_a_row_that_is_not_there_stops_the_whole_commit(layout: Layout, sample: SimpleNamespace, how: str) -> None:
    present, absent = sample.document("a", FRIDAY), sample.document("a", SATURDAY)
    commit(layout, Change(add=[present]))
    change = Change(
        add=[sample.talks("m", present)],
        replace=[present.model_copy(update={"title": "New"}), *([absent] if how == "replace" else [])],
        remove=[RowReference.of(absent)] if how == "remove" else [],
    )
    with pytest.raises(LookupError, match="documents has no row a on 2026-03-07"):
        commit(layout, change)
    commit(layout, Change(add=[sample.raw("next")]))
    assert rows(layout, Document) == [present]
    assert rows(layout, Talks) == []


def test_a_change_that_names_a_row_twice_is_refused(layout: Layout, sample: SimpleNamespace) -> None:
    row = sample.document("a", FRIDAY)
    with pytest.raises(ValueError, match="twice"):
        commit(layout, Change(add=[row, row]))
    commit(layout, Change(add=[row]))
    with pytest.raises(ValueError, match="both replaced and removed"):
        commit(layout, Change(replace=[row], remove=[RowReference.of(row)]))


def test_a_change_of_nothing_touches_nothing(tmp_path: Path) -> None:
    layout = Layout(tmp_path / "never")
    commit(layout, Change())
    assert not layout.out.exists()


def test_the_first_commit_makes_its_own_folders(tmp_path: Path, sample: SimpleNamespace) -> None:
    layout = Layout(tmp_path / "deep" / "new")
    commit(layout, Change(add=[sample.document("a", FRIDAY)]))
    assert keys(layout, Document) == ["a"]

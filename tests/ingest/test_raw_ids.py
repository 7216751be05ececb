from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ingest import raw_ids as module
from flows.ingest.item import raw_item
from flows.ingest.raw_ids import RawIds
from flows.tables.commit import Change, commit
from flows.tables.layout import Layout
from schemas import Raw


def item(number: int, day: int = 1) -> Raw:
    return raw_item(
        source="Harbour Post",
        source_id=str(number),
        body=b"Talks opened.",
        content_type="text/plain",
        fetched=datetime(2026, 3, day, tzinfo=UTC),
        locator="x.txt",
    )


@pytest.mark.parametrize("loose", [0, 2, 1000])
def test_what_the_table_holds_and_what_is_added_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loose: int
) -> None:
    monkeypatch.setattr(module, "_LOOSE", loose)
    layout = Layout(tmp_path)
    commit(layout, Change(add=[item(1), item(2, 2), item(3, 3)]))
    known = RawIds(layout)
    known.add([item(4).raw_id])
    assert [item(number).raw_id in known for number in range(6)] == [False, True, True, True, True, False]


@given(st.lists(st.sets(st.integers(0, 2**64 - 1), max_size=20), max_size=5), st.integers(0, 2**64 - 1))
def test_no_name_is_lost_or_made_up(groups: list[set[int]], other: int) -> None:
    known = RawIds(Layout(Path("/nowhere")))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_LOOSE", 10)
        for group in groups:
            known.add(f"r_{number:016x}" for number in group)
    everything = set().union(*groups)
    assert all(f"r_{number:016x}" in known for number in everything)
    assert (f"r_{other:016x}" in known) == (other in everything)

from hypothesis import given
from hypothesis import strategies as st

from flows.tables.slices import slices


@given(st.lists(st.integers()), st.integers(1, 5))
def test_slices_are_full_but_the_last_and_lose_nothing(items: list[int], size: int) -> None:
    cut = list(slices(items, size))
    assert [item for part in cut for item in part] == items
    assert all(len(part) == size for part in cut[:-1])
    assert all(cut)


def test_no_further_ahead_than_one_slice() -> None:
    source = iter(range(10))
    next(slices(source, 4))
    assert next(source) == 4

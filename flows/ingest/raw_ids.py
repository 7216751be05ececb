"""Which rows the table `raw` holds, so that nothing is taken twice."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable

import pyarrow as pa

from flows.tables.layout import Layout
from flows.tables.read import scan
from schemas import Raw

_LOOSE = 50_000
"""Names that are kept as Python's integers; beyond, they are packed with the others."""


class RawIds:
    """The raw_ids of the table at one time and those that were added since, in 8 bytes a row.

    Read once a run: a look-up in the table for every commit would take time that grows with its square.
    """

    def __init__(self, layout: Layout) -> None:
        """Read the names that the table holds, day by day."""
        self._packed = memoryview(b"").cast("Q")
        self._loose: set[int] = set()
        for day in layout.days(Raw):
            self.add(scan(layout, Raw, columns=["raw_id"], days=[day]).column(0).to_pylist())

    def __contains__(self, raw_id: str) -> bool:
        """Tell whether the row is there."""
        number = _number(raw_id)
        if number in self._loose:
            return True
        at = bisect_left(self._packed, number)
        return at < len(self._packed) and self._packed[at] == number

    def add(self, raw_ids: Iterable[str]) -> None:
        """Take up rows that have been committed."""
        self._loose.update(map(_number, raw_ids))
        if len(self._loose) > _LOOSE:
            numbers = array("Q", self._packed)
            numbers.extend(self._loose)
            unsorted = pa.Array.from_buffers(pa.uint64(), len(numbers), [None, pa.py_buffer(numbers)])
            self._packed = memoryview(unsorted.sort().buffers()[1]).cast("B").cast("Q")[: len(numbers)]
            self._loose = set()


def _number(raw_id: str) -> int:
    return int(raw_id.removeprefix("r_"), 16)

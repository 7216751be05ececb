"""Work in slices: what one task run takes on."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def slices(items: Iterable[Item], size: int = 2000) -> Iterator[list[Item]]:
    """Yield `items` in lists of `size`, the last one shorter; reads no further ahead than one slice."""
    rest = iter(items)
    while taken := list(islice(rest, size)):
        yield taken

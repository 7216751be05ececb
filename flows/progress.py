"""How far a stage is, told to whoever listens: the command line's bars, or nobody."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Listener = Callable[[str, int, int | None], None]
"""Gets the stage, how many items are done, and how many there are in all (None: not known yet)."""

_listeners: list[Listener] = []


def tell(stage: str, done: int, total: int | None) -> None:
    """Tell all listeners that `done` of `total` items of a stage are done."""
    for listener in _listeners:
        listener(stage, done, total)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Have `listener` called at every step of any stage inside the block."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)

"""Look up the fixed phrases of the grammar ("no later than", "the day before yesterday") among tokens."""

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Phrases(Generic[Value]):
    """A table of phrases, each a tuple of words, and what each stands for; looked up by its first word."""

    def __init__(self, table: Mapping[tuple[str, ...], Value]) -> None:
        by_first: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        for words in sorted(table, key=len, reverse=True):
            by_first.setdefault(words[0], []).append((words, table[words]))
        self._by_first = by_first
        self.starts = frozenset(by_first)
        """The first words."""
        self.words = frozenset(word for words in table for word in words)
        """All words."""

    def all_at(self, w: list[str], i: int) -> Iterator[tuple[Value, int]]:
        """Yield the value of each phrase at this place and the place after it, the longest first."""
        for words, value in self._by_first.get(w[i], ()):
            length = len(words)
            if length == 1 or tuple(w[i : i + length]) == words:
                yield value, i + length

    def at(self, w: list[str], i: int) -> tuple[Value, int] | None:
        """Return the value of the longest phrase at this place and the place after it, None if there is none."""
        for words, value in self._by_first.get(w[i], ()):
            length = len(words)
            if length == 1 or tuple(w[i : i + length]) == words:
                return value, i + length
        return None

"""The words of texts, and which of them the phrases of lexicons ask for: looked up before any pattern is tried."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain

from flows.extract.notation import FILL, Words

_MOST_WORDS = 50_000
"""So many words are remembered; a language has fewer."""
_MOST_TEXTS = 256
"""So many sentences are remembered: the lexicons are asked one after the other for the same article."""
_LONG = 5_000
"""Characters from which on all places of a text are noted at once: looking for each word would cost their product."""

_NO_LETTER = re.compile(r"\W")
_LETTERS = bytes(ord(chr(code).lower()) if re.match(r"\w", chr(code)) else ord(" ") for code in range(128)) + bytes(128)
"""For ASCII: the small letter of a letter, a space for what is none."""


class WordIndex:
    """The phrases of a list by the words in one of their places, as far as the vocabulary has heard them."""

    def __init__(self, places: Sequence[Words]) -> None:
        """Take the words and stems that can stand in the place of each phrase."""
        VOCABULARY.register(self, places)
        self._exact = [words.exact for words in places]
        self.forget()

    def forget(self) -> None:
        """Forget the words that have been heard for stems."""
        self.words = [set(words) for words in self._exact]
        """The words in the place of each phrase."""
        self.listed = set[str]().union(*self.words)
        """All these."""
        self._numbers: dict[str, set[int]] = {}
        for number, words in enumerate(self.words):
            for word in words:
                self._numbers.setdefault(word, set()).add(number)

    def add(self, word: str, number: int) -> None:
        """Note that a word can stand in the place of a phrase."""
        self.words[number].add(word)
        self.listed.add(word)
        self._numbers.setdefault(word, set()).add(number)

    def numbers(self, words: frozenset[str]) -> set[int]:
        """Return the phrases that have one of the words of a text in their place."""
        listed = words & self.listed
        if len(listed) == 1:  # mostly
            return self._numbers[next(iter(listed))]
        return set().union(*map(self._numbers.__getitem__, listed))


class _Vocabulary:
    """The words and stems of all indexes. A word is looked up here once, for all, when a text first has it."""

    def __init__(self) -> None:
        self._indexes: list[WordIndex] = []
        self._stems: dict[str, list[tuple[WordIndex, int]]] = {}
        self._stem_lengths: list[int] = []
        self._heard: set[str] = set()
        """Words looked up before; nearly all are of no phrase. Bounded, as is what the indexes keep of them."""

    def register(self, index: WordIndex, places: Sequence[Words]) -> None:
        """Add an index, with the words that can stand in its places."""
        self._indexes.append(index)
        for number, words in enumerate(places):
            for stem in words.stems:
                self._stems.setdefault(stem, []).append((index, number))
        self._stem_lengths = sorted({len(stem) for stem in self._stems})
        self._heard.clear()
        read_text.cache_clear()

    def hear(self, words: frozenset[str]) -> None:
        """Tell the indexes which of the words of a text are theirs."""
        if words <= self._heard:
            return
        if len(self._heard) > _MOST_WORDS:
            self._heard.clear()
            read_text.cache_clear()
            for index in self._indexes:
                index.forget()
        for word in words - self._heard:
            stems = {word[:length] for length in self._stem_lengths}
            for index, number in chain.from_iterable(self._stems.get(stem, ()) for stem in stems):
                index.add(word, number)
        self._heard |= words


VOCABULARY = _Vocabulary()


class Text:
    """A text and its words in lower case.

    `_spaced` has a space for all that is no word and no sign of a group, and one more at either end.
    """

    __slots__ = ("_places", "_spaced", "words", "written")

    def __init__(self, written: str, spaced: str) -> None:
        self.written = written
        self._spaced = spaced
        self.words = frozenset(spaced.split())
        self._places: dict[str, list[int]] | None = None

    @classmethod
    def read(cls, written: str) -> "Text":
        """Return a text with its words; most are in ASCII, where a table of bytes is the fastest way."""
        if written.isascii():
            spaced = written.encode().translate(_LETTERS).decode()
        else:
            lowered = written.lower()
            if len(lowered) != len(written):  # "İ" becomes two characters
                lowered = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in written)
            spaced = _NO_LETTER.sub(" ", lowered)
        text = cls(written, f" {spaced} ")
        VOCABULARY.hear(text.words)
        return text

    def starts(self, word: str) -> Iterator[int]:
        """Yield where a word stands, in order."""
        if len(self._spaced) > _LONG:
            yield from self._noted().get(word, ())
            return
        alone = f" {word} "
        start = self._spaced.find(alone)
        while start >= 0:
            yield start
            start = self._spaced.find(alone, start + 1)

    def _noted(self) -> dict[str, list[int]]:
        if self._places is None:
            self._places = {}
            for match in re.finditer(r"\S+", self._spaced):
                self._places.setdefault(match.group(), []).append(match.start() - 1)
        return self._places

    def masked(self, spans: Iterable[tuple[int, int]], sign: str) -> "Text":
        """Return the text with a sign in each of the places, filled up: other places stay what they are."""
        written, spaced, last = [], [" "], 0
        for start, end in spans:
            written += [self.written[last:start], sign.ljust(end - start, FILL)]
            spaced += [self._spaced[last + 1 : start + 1], sign.ljust(end - start)]
            last = end
        return Text("".join((*written, self.written[last:])), "".join((*spaced, self._spaced[last + 1 :])))


read_text = lru_cache(maxsize=_MOST_TEXTS)(Text.read)


def words_of(text: str) -> frozenset[str]:
    """Return the words of a sentence, in lower case, without marks. Remembered for the look-ups that follow."""
    return read_text(text).words

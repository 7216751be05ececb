"""Text as words with their offsets: what every other module of this package looks at."""

import re
from collections.abc import Container
from dataclasses import dataclass
from itertools import accumulate

# Dotted acronyms are one word ("U.S."), so are letters and digits; line breaks and punctuation marks stand alone. No
# alternative can start where another one has failed after reading on, so the time is linear in the length of the text.
_PATTERN = r"([A-Z]\.(?:[A-Z]\.)+|\w+|[^\w\s\x1c-\x1f]|\n)"
_WORD, _ASCII_WORD = re.compile(_PATTERN), re.compile(_PATTERN, re.ASCII)
_SAME_MARK = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "–": "-", "‑": "-", "‐": "-"}

_EDGE = ["\n"] * 4
SENTENCE_ENDS = frozenset(".!?\n;:")


@dataclass(slots=True)
class Tokens:
    """The words and marks of one text, in order; `starts` and `ends` are code point offsets into it."""

    text: str
    words: list[str]
    lower: list[str]
    """The words, those that begin with a capital letter in lower case, and a few line breaks behind the last one: with
    them `lower[index]` is what `word(index)` is for an index just before the first word or just behind the last one."""
    starts: list[int]
    ends: list[int]
    capitals: list[int]
    """The positions of the words that begin with a capital letter."""
    sought: list[int]
    """The positions of the lower-case words that `tokenize` was asked to look for."""
    count: int

    def __len__(self) -> int:
        """Return the number of tokens."""
        return self.count

    def places(self, words: Container[str]) -> list[int]:
        """Return the positions of all words in lower case that are in `words`; `tokenize` must have looked for them."""
        lower = self.lower
        return [position for position in self.sought if lower[position] in words]

    def written(self, first: int, last: int) -> str:
        """Return the text from the token `first` to the token before `last`."""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def joined(self, index: int) -> bool:
        """Return whether the token at `index` touches the one before it, as the hyphen in "Saudi-led" does."""
        return 0 < index < self.count and self.starts[index] == self.ends[index - 1]

    def hyphen(self, index: int) -> bool:
        """Return whether the token at `index` is a hyphen that joins two words, as in "Saudi-led"."""
        if not 0 < index < self.count - 1 or self.words[index] != "-":
            return False
        return self.starts[index] == self.ends[index - 1] and self.starts[index + 1] == self.ends[index]

    def capitalized(self, index: int) -> bool:
        """Return whether the token at `index` is a word that begins with a capital letter."""
        return 0 <= index < self.count and self.words[index][0].isupper()

    def word(self, index: int) -> str:
        """Return the lower-case word at `index`; a line break before the first and after the last one."""
        return self.lower[index] if 0 <= index < self.count else "\n"

    def possessive(self, index: int) -> int:
        """Return how many tokens at `index` form a possessive ending: 2 for 's, 1 for a bare apostrophe, else 0."""
        if self.word(index) != "'" or not self.joined(index):
            return 0
        return 2 if self.word(index + 1) == "s" and self.joined(index + 1) else 1

    def sentence_start(self, index: int) -> bool:
        """Return whether the token at `index` opens a sentence, a line or a quotation."""
        return index == 0 or self.words[index - 1] in SENTENCE_ENDS or self.words[index - 1] in '"“”‘(['


def tokenize(text: str, sought: Container[str] = frozenset()) -> Tokens:
    """Split `text` into words and marks. Typographic apostrophes and hyphens become plain ones, offsets stay true.

    The positions of the words in `sought` are kept: one look at every word for all steps of the reading.
    """
    ascii_only = text.isascii()
    pieces = (_ASCII_WORD if ascii_only else _WORD).split(text)  # what is between the words, and the words, in turn
    offsets = list(accumulate(map(len, pieces)))
    words = pieces[1::2]
    if not ascii_only or "`" in text:
        words = [_SAME_MARK.get(word, word) for word in words]
    capitals = [position for position, word in enumerate(words) if word[0].isupper()]
    lower = words.copy()
    for position in capitals:
        lower[position] = words[position].lower()
    places = [position for position, word in enumerate(lower) if word in sought]
    lower += _EDGE
    return Tokens(text, words, lower, offsets[:-1:2], offsets[1::2], capitals, places, len(words))

"""Text as words with their offsets: what every other module of this package looks at."""

import re
from dataclasses import dataclass

# Dotted acronyms are one word ("U.S."), so are letters and digits; line breaks and punctuation marks stand alone. No
# alternative can start where another one has failed after reading on, so the time is linear in the length of the text.
_WORD = re.compile(r"(?:[A-Z]\.){2,}|\w+|\n|[^\w\s]")
_SAME_MARK = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "–": "-", "‑": "-", "‐": "-"}

SENTENCE_ENDS = frozenset(".!?\n;:")


@dataclass(slots=True)
class Tokens:
    """The words and marks of one text, in order; `starts` and `ends` are code point offsets into it."""

    text: str
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    capitals: list[int]
    """The positions of the words that begin with a capital letter."""

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.words)

    def written(self, first: int, last: int) -> str:
        """Return the text from the token `first` to the token before `last`."""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def joined(self, index: int) -> bool:
        """Return whether the token at `index` touches the one before it, as the hyphen in "Saudi-led" does."""
        return 0 < index < len(self.words) and self.starts[index] == self.ends[index - 1]

    def hyphen(self, index: int) -> bool:
        """Return whether the token at `index` is a hyphen that joins two words, as in "Saudi-led"."""
        return self.word(index) == "-" and self.joined(index) and self.joined(index + 1)

    def capitalized(self, index: int) -> bool:
        """Return whether the token at `index` is a word that begins with a capital letter."""
        return 0 <= index < len(self.words) and self.words[index][0].isupper()

    def word(self, index: int) -> str:
        """Return the lower-case word at `index`; a line break before the first and after the last one."""
        return self.lower[index] if 0 <= index < len(self.lower) else "\n"

    def possessive(self, index: int) -> int:
        """Return how many tokens at `index` form a possessive ending: 2 for 's, 1 for a bare apostrophe, else 0."""
        if self.word(index) != "'" or not self.joined(index):
            return 0
        return 2 if self.word(index + 1) == "s" and self.joined(index + 1) else 1

    def sentence_start(self, index: int) -> bool:
        """Return whether the token at `index` opens a sentence, a line or a quotation."""
        return index == 0 or self.words[index - 1] in SENTENCE_ENDS or self.words[index - 1] in '"“”‘(['


def tokenize(text: str) -> Tokens:
    """Split `text` into words and marks. Typographic apostrophes and hyphens become plain ones, offsets stay true."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _WORD.finditer(text):
        word = match.group()
        words.append(_SAME_MARK.get(word, word))
        start, end = match.span()
        starts.append(start)
        ends.append(end)
    capitals = [position for position, word in enumerate(words) if word[0].isupper()]
    return Tokens(text, words, [word.lower() for word in words], starts, ends, capitals)

"""Cut a text into the lower-case words, numbers and marks that the grammar reads, with their places."""

import re
from dataclasses import dataclass
from itertools import islice

LOOKAHEAD = 16
"""Empty tokens after the last one, so that no rule has to ask where the text ends."""

_TOKEN = re.compile(
    r"""[^\W\d_]+
      | \d(?:
            \d{3}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?(?![\d-])     # 2026-03-04, 2026-03-04T12:00Z
          | \d{0,3}(?:/\d{1,2}/|\.\d{1,2}\.)\d{1,4}(?![\d/])            # 4.3.2026, 2026/03/04
          | \d?:\d{2}(?::\d{2})?                                        # 12:00
          | \d?(?:st|nd|rd|th|am|pm)\b                                  # 18th, 5pm
          | \d\d0s\b                                                   # 1990s
          | \d{0,2}(?:,\d{3})+(?!\d) | \d*\.\d+                        # 2,015 and 3.5 are figures
          | \d*
        )
      | 's\b
      | \S""",
    re.VERBOSE | re.IGNORECASE,
)
_SAME = str.maketrans(dict.fromkeys("–—‑−‐", "-") | dict.fromkeys("‘’", "'"))
"""Dashes and apostrophes; sign for sign, so that places stay."""


@dataclass(frozen=True)
class Tokens:
    """The words of a text in lower case, padded with empty ones; the text tells where each stands."""

    text: str
    words: list[str]

    def __len__(self) -> int:
        return len(self.words) - LOOKAHEAD

    def spans(self, last: int) -> list[tuple[int, int]]:
        """Return where each token before place `last` starts and ends in the text (code points)."""
        return [match.span() for match in islice(_TOKEN.finditer(self.text), last)]


def tokenize(text: str, *, hidden: frozenset[str] = frozenset()) -> Tokens:
    """Cut the text into tokens, in linear time.

    `hidden`: words that the grammar must not see where they stand in lower case ("may", "march", "sun").
    """
    text = text if text.isascii() else text.translate(_SAME)
    words = _TOKEN.findall(text)
    if not hidden.isdisjoint(words):
        words = [f"({word})" if word in hidden else word for word in words]
    if words:
        words = "\n".join(words).lower().split("\n")  # one call for all; no token holds a line break
    words.extend([""] * LOOKAHEAD)
    return Tokens(text, words)

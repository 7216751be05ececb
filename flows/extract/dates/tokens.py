"""Cut a text into the lower-case words, numbers and marks that the grammar reads, with their places."""

import re
from dataclasses import dataclass

from flows.extract.dates.vocabulary import MONTH_ABBREVIATIONS, MONTHS, WEEKDAY_ABBREVIATIONS, WEEKDAYS

LOOKAHEAD = 16
"""Empty tokens after the last one, so that no rule has to ask where the text ends."""

_TOKEN = re.compile(
    r"""\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?(?![\d-])   # 2026-03-04, 2026-03-04T12:00Z
      | \d{1,4}([/.])\d{1,2}\1\d{1,4}(?![\d/])                    # 4.3.2026, 2026/03/04
      | \d{1,2}:\d{2}(?::\d{2})?                                 # 12:00
      | \d{1,2}(?:st|nd|rd|th|am|pm)\b                           # 18th, 5pm
      | \d{3}0s\b                                                # 1990s
      | \d{1,3}(?:,\d{3})+(?!\d) | \d+\.\d+                      # 2,015 and 3.5 are figures
      | \d+
      | [^\W\d_]+
      | ['’]s\b
      | \S""",
    re.VERBOSE | re.IGNORECASE,
)
NAMES = frozenset(WEEKDAYS) | frozenset(WEEKDAY_ABBREVIATIONS) | frozenset(MONTHS) | frozenset(MONTH_ABBREVIATIONS)
"""Names of the calendar, which running text writes with a capital."""

_SAME = {"–": "-", "—": "-", "‑": "-", "−": "-", "‐": "-", "’": "'", "’s": "'s", "‘": "'"}


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a text in lower case, padded with empty ones, and where each starts and ends (code points)."""

    words: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.starts)


def tokenize(text: str, *, hidden: frozenset[str] = frozenset()) -> Tokens:
    """Cut the text into tokens, in linear time.

    `hidden`: words that the grammar must not see where they stand in lower case ("may", "march", "sun").
    """
    words, starts, ends = [], [], []
    for match in _TOKEN.finditer(text):
        raw = match.group()
        word = raw.lower()
        if raw == word and word in hidden:
            word = f"({word})"
        words.append(_SAME.get(word, word))
        starts.append(match.start())
        ends.append(match.end())
    words.extend([""] * LOOKAHEAD)
    return Tokens(words, starts, ends)

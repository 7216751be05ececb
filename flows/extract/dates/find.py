"""Find the time expressions of a sentence."""

from typing import NamedTuple

from flows.extract.dates.counted import counted
from flows.extract.dates.frame import Phrase
from flows.extract.dates.grammar import MEANINGFUL, expression, opening
from flows.extract.dates.reading import count, month_name, weekday_name, year_number
from flows.extract.dates.relative import named_day
from flows.extract.dates.screen import may_name_time, starts
from flows.extract.dates.tokens import Tokens, tokenize
from flows.extract.dates.vocabulary import (
    FUNCTION_WORDS,
    MONTHS,
    NAMED_AFTER_A_DAY,
    NAMES,
    UNITS,
    WEEKDAYS,
    word_set,
)

MAX_LENGTH = 50_000
"""Code points of a text that are searched; a sentence is never longer."""

_REPEATED = word_set("every each most per")
_PAPERS = word_set("times telegraph mail mirror express post school herald")


class TimeWords(NamedTuple):
    """A time expression in a text: `text[start:end] == words` (code points, end exclusive)."""

    start: int
    end: int
    words: str


class Expression(NamedTuple):
    """A time expression among tokens: places `first` to `last` (exclusive); `duration`: a mere number of units."""

    first: int
    last: int
    phrase: Phrase
    duration: bool


def find(text: str) -> list[TimeWords]:
    """Return the time expressions of a sentence in order, without overlap; of several readings the longest.

    Prepositions that carry meaning (by, until, since, before, from, within, for) belong to the words. Names of the
    calendar count only with a capital; "May", "March", "the 5th" and years only where their neighbours make them dates.
    Linear in the length of the text.
    """
    text = text[:MAX_LENGTH]
    if not may_name_time(text):
        return []
    tokens = tokenize(text, hidden=NAMES)
    entries = expressions(tokens)
    spans = tokens.spans(entries[-1].last) if entries else []
    found = []
    for entry in entries:
        start, end = spans[entry.first][0], spans[entry.last - 1][1]
        found.append(TimeWords(start, end, text[start:end]))
    return found


def expressions(tokens: Tokens) -> list[Expression]:
    """Return the time expressions among the tokens of a running text."""
    found: list[Expression] = []
    free = 0
    for place in starts(tokens.words, len(tokens)):
        if place >= free and (entry := _at(tokens.words, place)):
            found.append(entry)
            free = entry.last
    return found


_PLANNED = word_set("scheduled planned slated due expected dated set")
_FIRMING = word_set(
    "in since until till during by before after from through throughout sometime starting beginning effective as prior "
    "no not between on around"
)
"""Openings that make a bare month or year, or "the 5th", a time."""
_AGENTS = frozenset(("by", "from", "after", "before", "to", "through", "about", "around", "between", "on"))
"""Openings that go before a person as well: they make no month of "May"."""


def _at(w: list[str], i: int) -> Expression | None:
    """Return the expression that starts at this place, if its neighbours let it be a time."""
    if i > 0 and (w[i - 1] in _REPEATED or named_day(w, i)):
        return None
    found = expression(w, i)
    if found is None:
        return None
    phrase, last = found
    kind, first = opening(w, i)
    if not phrase.firm and not (kind and _firmed(w, i, first, last)):
        return None
    if (w[last] in NAMED_AFTER_A_DAY and _lacks_year(w, last)) or (w[last] in _PAPERS and w[last - 1] in WEEKDAYS):
        return None
    amount = count(w, i + 1 if w[i] in ("for", "lasting") else i)
    duration = amount is not None and amount[1] == last
    if duration and w[last] in ("a", "per", "each") and w[last + 1] in UNITS:
        return None
    if kind and kind not in MEANINGFUL and w[i] != "within":
        first = first + 1 if w[first] == "the" and (month_name(w, first + 1) or weekday_name(w, first + 1)) else first
        inner = expression(w, first)
        if inner and inner[1] == last and inner[0].firm and not _counts(w, first, last):
            return Expression(first, last, inner[0], duration)
    return Expression(i, last, phrase, duration)


def _lacks_year(w: list[str], last: int) -> bool:
    """Tell whether the words before this place are a date without its year: "October 7", "17 November"."""
    return w[last - 1] in MONTHS or (w[last - 1][:1].isdigit() and year_number(w, last - 1) is None)


def _counts(w: list[str], first: int, last: int) -> bool:
    """Tell whether the words are a number of units, which the preposition before them changes ("in ten days")."""
    found = counted(w, first)
    return found is not None and found[1] == last


def _firmed(w: list[str], i: int, first: int, last: int) -> bool:
    """Tell whether the opening at `i` makes a time of a bare month, a year or "the 5th" at `first`."""
    planned = w[i] == "for" and i > 0 and w[i - 1] in _PLANNED
    if not (planned or w[i] in _FIRMING) or _counts(w, first, last):
        return False
    if w[first] == "may" and (w[i] in _AGENTS or w[first + 1] == "'s"):
        return False
    if w[first].isdigit() or w[first] == "the":
        return not w[last].isalpha() or w[last] in FUNCTION_WORDS
    return True

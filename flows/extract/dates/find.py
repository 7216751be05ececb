"""Find the time expressions of a sentence."""

import re
from dataclasses import dataclass

from flows.extract.dates.counted import counted
from flows.extract.dates.frame import Phrase
from flows.extract.dates.grammar import MEANINGFUL, OPENING_WORDS, expression, opening
from flows.extract.dates.holidays import HOLIDAY_STARTS
from flows.extract.dates.reading import count, month_name, weekday_name
from flows.extract.dates.relative import named_day
from flows.extract.dates.tokens import NAMES, Tokens, tokenize
from flows.extract.dates.vocabulary import (
    FUNCTION_WORDS,
    MONTH_ABBREVIATIONS,
    MONTHS,
    NAMED_AFTER_A_DAY,
    ORDINALS,
    SEASONS,
    SMALL_NUMBERS,
    TENS,
    UNITS,
    VAGUE_WORDS,
    WEEKDAY_ABBREVIATIONS,
    WEEKDAYS,
    word_set,
)

MAX_LENGTH = 50_000
"""Code points of a text that are searched; a sentence is never longer."""

_TRIGGERS = (
    frozenset(WEEKDAYS) | frozenset(WEEKDAY_ABBREVIATIONS) | frozenset(MONTHS) | frozenset(MONTH_ABBREVIATIONS)
    | frozenset(UNITS) | SEASONS | VAGUE_WORDS | HOLIDAY_STARTS
    | {"today", "tonight", "yesterday", "tomorrow", "overnight", "weekend", "morning", "afternoon", "evening", "night",
       "noon", "midnight", "q1", "q2", "q3", "q4"}
    | {str(year) for year in range(1800, 2200)}
    | {f"{decade}s" for decade in range(1800, 2200, 10)}
)  # fmt: skip
_WORD = re.compile(r"q[1-4]\b|[^\W\d_]+|\d{4}s?(?!\d)")
_ORDINAL = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)\b")

_REPEATED = word_set("every each most per")
_PAPERS = word_set("times telegraph mail mirror express post school herald")


@dataclass(frozen=True, slots=True)
class TimeWords:
    """A time expression in a text: `text[start:end] == words` (code points, end exclusive)."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Expression:
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
    lowered = text.lower()
    if _TRIGGERS.isdisjoint(_WORD.findall(lowered)) and not _ORDINAL.search(lowered) and "/" not in text:
        return []
    tokens = tokenize(text, hidden=NAMES)
    found = []
    for entry in expressions(tokens):
        start, end = tokens.starts[entry.first], tokens.ends[entry.last - 1]
        found.append(TimeWords(start, end, text[start:end]))
    return found


def expressions(tokens: Tokens) -> list[Expression]:
    """Return the time expressions among the tokens of a running text."""
    w, found, place, end = tokens.words, [], 0, len(tokens)
    while place < end:
        entry = _at(w, place) if _may_start(w[place]) else None
        if entry is None:
            place += 1
        else:
            found.append(entry)
            place = entry.last
    return found


_STARTS = (
    _TRIGGERS
    | OPENING_WORDS
    | frozenset(SMALL_NUMBERS)
    | frozenset(TENS)
    | frozenset(ORDINALS)
    | word_set(
        "the a an this last next past coming previous following recent several some just only early late mid middle "
        "beginning start end later earlier rest remainder very first within inside in another more nearly almost "
        "about roughly approximately not same that"
    )
)
_FIRMING = word_set(
    "in since until till during by before after from through sometime starting beginning effective as prior no not "
    "between on around"
)
"""Openings that make a bare month or year, or "the 5th", a time."""
_AGENTS = frozenset(("by", "from", "after", "before", "to", "through", "about", "around", "between", "on"))
"""Openings that go before a person as well: they make no month of "May"."""


def _may_start(word: str) -> bool:
    return word in _STARTS or word[:1].isdigit()


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
    if (w[last] in NAMED_AFTER_A_DAY and phrase.floating) or (w[last] in _PAPERS and w[last - 1] in WEEKDAYS):
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


def _counts(w: list[str], first: int, last: int) -> bool:
    """Tell whether the words are a number of units, which the preposition before them changes ("in ten days")."""
    found = counted(w, first)
    return found is not None and found[1] == last


def _firmed(w: list[str], i: int, first: int, last: int) -> bool:
    """Tell whether the opening at `i` makes a time of a bare month, a year or "the 5th" at `first`."""
    if w[i] not in _FIRMING or _counts(w, first, last):
        return False
    if w[first] == "may" and (w[i] in _AGENTS or w[first + 1] == "'s"):
        return False
    if w[first].isdigit() or w[first] == "the":
        return not w[last].isalpha() or w[last] in FUNCTION_WORDS
    return True

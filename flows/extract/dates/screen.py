"""Screen a text for the places where a time expression can start, so that the grammar reads only those.

The grammar is closed: between the start of an expression and the first word that names a time (a weekday, a month, a
unit, a year) stand only words of the grammar. A place from which they don't lead to such a word starts nothing.
"""

import re

from flows.extract.dates.counted import COUNTED_STARTS, FEW
from flows.extract.dates.grammar import OPENINGS, VAGUE_STARTS
from flows.extract.dates.holidays import HOLIDAYS
from flows.extract.dates.periods import PARTS, PERIOD_STARTS
from flows.extract.dates.reading import COUNT_WORDS
from flows.extract.dates.relative import TODAY
from flows.extract.dates.vocabulary import (
    CLOCK_WORDS,
    DAY_PARTS,
    NAMES,
    SEASONS,
    UNITS,
    VAGUE_PHRASES,
    VAGUE_WORDS,
    ZONES,
    word_set,
)
from flows.extract.words import words_of

_YEARS = {str(year) for year in range(1800, 2200)}
_TIMES = (
    NAMES
    | UNITS.keys()
    | SEASONS
    | VAGUE_WORDS
    | DAY_PARTS
    | word_set("today tonight yesterday tomorrow overnight weekend q christmas easter thanksgiving halloween")
    | word_set("future course long date stage")
    | _YEARS
)
"""Words that name a time; every expression has one, or a figure that is a date by its form."""
_STARTS = (PERIOD_STARTS | OPENINGS.starts | COUNTED_STARTS | VAGUE_STARTS | _YEARS | {"the", "from", "between"}) - {
    "of",
    "too",
    "quite",
}
_FILLERS = (
    _STARTS
    | OPENINGS.words
    | FEW.words
    | COUNT_WORDS
    | PARTS.words
    | TODAY.words
    | HOLIDAYS.words
    | CLOCK_WORDS
    | ZONES
    | {word for words in VAGUE_PHRASES for word in words}
    | word_set("am pm a p m o clock local hours time business . , ' 's ( ) - / : of in on the and or to")
)
_FIGURE = re.compile(r"[\d,]+|\d*\.\d+|[\d:]+")
_IN_FIGURES = re.compile(r"[\d_]")
"""Beside such a character the words of the grammar are not those of `words_of`."""
_KINDS = dict.fromkeys(_FILLERS, False) | dict.fromkeys(_TIMES, True)


def may_name_time(text: str) -> bool:
    """Tell whether a text has a word that names a time, or a figure: one look at its words, before it is cut."""
    return not _TIMES.isdisjoint(words_of(text)) or bool(_IN_FIGURES.search(text))


def starts(w: list[str], end: int) -> list[int]:
    """Return the places before `end`, in order, at which a time expression can start. Linear in the text."""
    places = []
    leads = False
    for place in range(end - 1, -1, -1):
        word = w[place]
        names_time = _KINDS.get(word)
        if names_time is None:
            if word.isdigit():
                names_time = False
            elif word[:1].isdigit():
                names_time = not _FIGURE.fullmatch(word)
            elif w[place + 1] == "time":  # "Moscow time"
                continue
            else:
                leads = False
                continue
            leads = leads or names_time
            if leads:
                places.append(place)
        else:
            leads = leads or names_time
            if leads and word in _STARTS:
                places.append(place)
    places.reverse()
    return places

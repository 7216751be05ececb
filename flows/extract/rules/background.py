"""Background: what an article recalls from long ago is not its news."""

import re
from datetime import timedelta

from flows.extract import dates
from flows.extract.dates import TimeWords
from flows.extract.rules.line import Line
from schemas.when import Direction

LONG_AGO = timedelta(days=60)
_YEAR = re.compile(r"\b((?:19|20)\d\d)\s+(?:\w+\s+){0,2}$")
_OPENING = 4
_DIRECTIONS: tuple[Direction, ...] = ("none", "past", "future")


def lies_back(line: Line, time: TimeWords, *, longer_than: timedelta = LONG_AGO) -> bool:
    """Tell whether a time is over since so long before publication, however it is read."""
    published = line.article.document.published_date
    if not published:
        return False
    over = False
    for direction in _DIRECTIONS:
        when = dates.resolve(time.words, published, direction)
        if when and when.latest:
            if published - when.latest <= longer_than:
                return False
            over = True
    return over


def is_recalled(line: Line, at: int) -> bool:
    """Tell whether a position follows a past year, as in "the 1995 talks", or its sentence opens "Sixty years ago"."""
    published = line.article.document.published_date
    year = _YEAR.search(line.text[:at])
    if year and published and int(year.group(1)) < published.year - 1:
        return True
    opening = next((words for words in line.times if words.start < _OPENING), None)
    return bool(opening and opening.end <= at and lies_back(line, opening, longer_than=timedelta(days=365)))

"""Time words for what goes on while it is told: "for a second day", "has begun"."""

import re
from datetime import date, timedelta

from flows.extract.dates.calendar import UNKNOWN, Span, single
from flows.extract.dates.vocabulary import ORDINALS, SMALL_NUMBERS
from flows.extract.words import words_of

_NTH_DAY = re.compile(
    rf"(?:for|on|in) (?:a|an|the|its|their) ({'|'.join(ORDINALS)})"
    r"(?: (?:straight|consecutive|successive|and last))? day(?!\w)",
    re.IGNORECASE,
)
_DAYS_OF = re.compile(
    rf"(?<![\w-])(?:(\d\d?|{'|'.join(SMALL_NUMBERS)})(?: [a-z]+)? days|a week) of (?:[a-z-]+ ){{0,2}}"
    r"(?:talks|negotiations|meetings|discussions|consultations)(?!\w)",
    re.IGNORECASE,
)
_HAS_BEGUN = re.compile(
    r"(?:has|have|had) (?:already |now |just )?"
    r"(?:begun|started|taken effect|(?:come|gone|entered) into (?:effect|force))(?!\w)",
    re.IGNORECASE,
)
_UNITS = frozenset({"day", "days", "week"})
_BEGINNING = frozenset({"begun", "started", "taken", "come", "gone", "entered"})


def going_on(words: str, published: date | None) -> Span | None:
    """Return the span of such words, None for all others; unresolved without the day of publication.

    The second day of what is told today began yesterday; "three days of talks" were held up to the day of publication;
    what has begun began by then.
    """
    flat = " ".join(words.split())
    if nth := _NTH_DAY.fullmatch(flat):
        if not published:
            return UNKNOWN
        number = ORDINALS[nth.group(1).lower()]
        if number == 1:
            return single(published)
        return Span(published - timedelta(days=number - 1), published, "range")
    if days := _length(flat):
        return Span(published - timedelta(days=days - 1), published, "range") if published else UNKNOWN
    if _HAS_BEGUN.fullmatch(flat):
        return Span(None, published, "before") if published else UNKNOWN
    return None


def _length(words: str) -> int:
    """Return how many days of talks the words count, 0 for other words."""
    found = _DAYS_OF.fullmatch(words)
    if not found:
        return 0
    number = (found.group(1) or "seven").lower()
    return int(number) if number.isdigit() else SMALL_NUMBERS[number]


def find_days_of(sentence: str) -> str | None:
    """Return the words by which a sentence counts the days of talks: "three days of negotiations"."""
    return _found(_DAYS_OF, _UNITS, sentence)


def find_begun(sentence: str) -> str | None:
    """Return the words by which a sentence says that something has begun, without saying when."""
    return _found(_HAS_BEGUN, _BEGINNING, sentence)


def find_nth_day(sentence: str) -> str | None:
    """Return the words by which a sentence counts the days of something: "for a second day"."""
    return _found(_NTH_DAY, _UNITS, sentence)


def _found(pattern: re.Pattern[str], needs: frozenset[str], sentence: str) -> str | None:
    """Return what a pattern finds in a sentence; it is searched for only where one of the words it needs stands."""
    found = None if needs.isdisjoint(words_of(sentence)) else pattern.search(sentence)
    return found.group() if found else None

"""Time words for what goes on while it is told: "for a second day", "has begun"."""

import re
from datetime import date, timedelta

from flows.extract.dates.calendar import UNKNOWN, Span, single
from flows.extract.dates.vocabulary import ORDINALS

_NTH_DAY = re.compile(
    rf"(?:for|on|in) (?:a|an|the|its|their) ({'|'.join(ORDINALS)})"
    r"(?: (?:straight|consecutive|successive|and last))? day(?!\w)",
    re.IGNORECASE,
)
_HAS_BEGUN = re.compile(
    r"(?:has|have|had) (?:already |now |just )?"
    r"(?:begun|started|taken effect|(?:come|gone|entered) into (?:effect|force))(?!\w)",
    re.IGNORECASE,
)


def going_on(words: str, published: date | None) -> Span | None:
    """Return the span of such words, None for all others; unresolved without the day of publication.

    The second day of what is told today began yesterday; what has begun began by the day of publication.
    """
    flat = " ".join(words.split())
    if nth := _NTH_DAY.fullmatch(flat):
        if not published:
            return UNKNOWN
        number = ORDINALS[nth.group(1).lower()]
        if number == 1:
            return single(published)
        return Span(published - timedelta(days=number - 1), published, "range")
    if _HAS_BEGUN.fullmatch(flat):
        return Span(None, published, "before") if published else UNKNOWN
    return None


def find_begun(sentence: str) -> str | None:
    """Return the words by which a sentence says that something has begun, without saying when."""
    found = _HAS_BEGUN.search(sentence)
    return found.group() if found else None


def find_nth_day(sentence: str) -> str | None:
    """Return the words by which a sentence counts the days of something: "for a second day"."""
    found = _NTH_DAY.search(sentence)
    return found.group() if found else None

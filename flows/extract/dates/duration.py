"""Read how long something lasts, as an ISO 8601 duration, and tell time limits that no number bounds."""

from functools import lru_cache

from flows.extract.dates.calendar import Unit
from flows.extract.dates.counts import Count
from flows.extract.dates.reading import count
from flows.extract.dates.tokens import tokenize
from flows.extract.dates.vocabulary import PLURALS, VAGUE_PHRASES, VAGUE_WORDS

MAX_LENGTH = 300
"""Code points of the words that are read."""

_DESIGNATORS: dict[Unit, tuple[int, str]] = {
    "hour": (1, "H"), "day": (1, "D"), "week": (1, "W"), "fortnight": (2, "W"), "month": (1, "M"), "quarter": (3, "M"),
    "year": (1, "Y"), "decade": (10, "Y"), "century": (100, "Y"),
}  # fmt: skip


@lru_cache(maxsize=4096)  # news has few time words, and the rules ask for each several times
def duration(words: str) -> str | None:
    """Return the ISO 8601 duration of "72-hour" (PT72H), "three-day" (P3D), "another two months" (P2M), "a week" (P1W).

    Of several the first. None without a counted duration, and where it is a range ("10 to 15 days", "a year and a
    half"), open ("more than a week") or in working days, which need a calendar.
    """
    found = _first_count(tokenize(words[:MAX_LENGTH]).words)
    if found is None or found.low != found.high or found.bound or not found.countable:
        return None
    factor, designator = _DESIGNATORS[found.unit]
    return f"P{'T' if found.unit == 'hour' else ''}{found.low * factor}{designator}"


@lru_cache(maxsize=4096)
def is_vague(words: str) -> bool:
    """Tell whether the words name a time without a number that counts: "days", "soon", "in the coming weeks"."""
    w = tokenize(words[:MAX_LENGTH]).words
    if _first_count(w) is not None:
        return False
    if any(f" {' '.join(phrase)} " in f" {' '.join(w)} " for phrase in VAGUE_PHRASES):
        return True
    return not VAGUE_WORDS.isdisjoint(w) or not PLURALS.isdisjoint(w)


def _first_count(w: list[str]) -> Count | None:
    for place in range(len(w)):
        found = count(w, place) if w[place] else None
        if found:
            return found[0]
    return None

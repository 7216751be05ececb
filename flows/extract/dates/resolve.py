"""Resolve the time words of an article to the days that bound them."""

import re
from datetime import date
from functools import lru_cache

from flows.extract.dates.calendar import UNKNOWN, Span, edtf
from flows.extract.dates.find import expressions
from flows.extract.dates.frame import Frame, Phrase, constant
from flows.extract.dates.going_on import going_on
from flows.extract.dates.grammar import expression
from flows.extract.dates.reading import clock, count
from flows.extract.dates.tokens import Tokens, tokenize
from flows.extract.dates.vocabulary import NAMED_AFTER_A_DAY, NAMES, TIME_WORDS, word_set
from schemas.when import Direction, When

MAX_LENGTH = 300
"""Longer words (code points) are no time expression; they are not read."""

_DIGIT = re.compile(r"\d")
_OTHER_WORDS = frozenset(("may", "march", "mar", "sun", "sat", "wed", "mon"))
"""Names that are other words in lower case: read as names only beside a number."""
_NEUTRAL = frozenset(("already", "currently"))
"""Time words beside which another time keeps its meaning."""
_MARKS = frozenset("\"'“”‘(),.;:[]-!?")
_BLOCKERS = (
    word_set(
        "not no never n t after before since until till by within than from every each per most anniversary ever or "
        "unless except eve half war earliest latest"
    )
    | NAMED_AFTER_A_DAY
)
_TEMPORAL = word_set("before after since until till once when during prior following pending upon ahead")
"""Words that turn what a time beside them means: a phrase with such words around a time stays unresolved."""


def resolve(
    words: str, published: date | None, direction: Direction = "none", *, anchor: date | None = None
) -> When | None:
    """Return the days that time words name, seen from the day of publication.

    `words`: as the article has them. `published`: calendar day in the zone of the source. `direction`: where relative
    words point; "none" lets the words decide (a bare weekday is then the last such one). `anchor`: the day from which
    "a day earlier" and time limits count. None: the words are no time. A When without days: they are one, but nothing
    bounds it, or words and direction contradict each other. Only words with an absolute date pass the day of
    publication against the direction. Conventions: the annotation guide. Raises nothing.
    """
    return _resolved(words, published, direction, anchor)


@lru_cache(maxsize=64)  # the rules ask for the same words of an article in several directions, and again
def _resolved(words: str, published: date | None, direction: Direction, anchor: date | None) -> When | None:
    if len(words) > MAX_LENGTH:
        return None
    if span := going_on(words, published):
        return _when(words, span)
    phrase = _reading(words)
    if phrase is None:
        return None
    try:
        span = phrase.meaning(Frame(published, direction, anchor))
    except (OverflowError, ValueError):  # a year beyond the calendar
        span = UNKNOWN
    return _when(words, _held_to(span, published, direction))


@lru_cache(maxsize=4096)
def _reading(words: str) -> Phrase | None:
    """Return what time words say, whenever they are said; None for words that are no time."""
    tokens = tokenize(words, hidden=frozenset() if _DIGIT.search(words) else _OTHER_WORDS)
    found = _read(tokens) or _only_time_in(words)
    return found or (constant(UNKNOWN) if _is_time(tokens) else None)


def _read(tokens: Tokens) -> Phrase | None:
    """Return the phrase that takes up all the words, but for marks around it."""
    first, last = 0, len(tokens)
    while first < last and tokens.words[first] in _MARKS:
        first += 1
    found = expression(tokens.words, first)
    if found is None:
        return None
    rest = tokens.words[found[1] : last]
    return found[0] if all(word in _MARKS or word == "'s" for word in rest) else None


def _only_time_in(words: str) -> Phrase | None:
    """Return the one time in a longer phrase ("Friday in Geneva"), None if there are more or a word turns it."""
    tokens = tokenize(words, hidden=NAMES)
    found = expressions(tokens)
    dated = [entry for entry in found if not entry.duration]
    if len(dated) != 1:
        return None
    inside = {place for entry in found for place in range(entry.first, entry.last)}
    for place in range(len(tokens)):
        amount = count(tokens.words, place)
        inside.update(range(place, amount[1]) if amount else ())
    around = [word for place, word in enumerate(tokens.words) if place not in inside]
    if any(word[:1].isdigit() for word in around):
        return None
    if not _BLOCKERS.isdisjoint(around) or not (TIME_WORDS - _NEUTRAL).isdisjoint(around):
        return None
    return dated[0].phrase


def _is_time(tokens: Tokens) -> bool:
    """Tell whether words that the grammar can't read are about time nevertheless: "after the vote", "at 3 pm"."""
    w = tokens.words
    if not TIME_WORDS.isdisjoint(w) or w[0] in _TEMPORAL or (w[:2] == ["at", "the"] and w[2] == "end"):
        return True
    return any(clock(w, place) > place for place in range(len(tokens)))


def _held_to(span: Span, published: date | None, direction: Direction) -> Span:
    """Return the span, unresolved if it has no day on the side of publication that the direction names.

    A period that holds the day of publication stays whole: "this week" is Monday to Sunday, told on any day of it. One
    with an open end begins or ends with publication.
    """
    if span.fixed or published is None or direction == "none":
        return span
    if direction == "future":
        if span.latest is None and span.earliest and span.earliest < published:
            return span._replace(earliest=published)
        return UNKNOWN if span.latest and span.latest < published else span
    if span.earliest is None and span.latest and span.latest > published:
        return span._replace(latest=published)
    return UNKNOWN if span.earliest and span.earliest > published else span


def _when(words: str, span: Span) -> When:
    return When(as_written=words, earliest=span.earliest, latest=span.latest, edtf=edtf(span), precision=span.precision)

"""What counted times mean, as a function of the frame: "two days ago", "within 30 days", "in the coming days"."""

from datetime import date, timedelta
from typing import NamedTuple

from flows.extract.dates.calendar import UNKNOWN, VAGUE, Span, Unit, add, tolerance
from flows.extract.dates.frame import Frame, Meaning, Phrase
from flows.extract.dates.meanings import narrowed

FEWEST, MOST = 1, 9
"""An uncounted number ("several weeks ago") is at least one unit and under ten."""


class Count(NamedTuple):
    """A number of units: `low` to `high`; `bound` is "more" or "less" for open ones; `extra`: another, further."""

    low: int
    high: int
    unit: Unit
    bound: str = ""
    extra: bool = False
    adjective: bool = False
    countable: bool = True
    approximate: bool = False


def shifted(count: Count, sign: int, *, anchored: bool = False, exact: bool = False) -> Meaning:
    """Return the meaning of "two days ago" (sign -1), "in ten days" (1) and, anchored, "a day earlier", "a week later".

    From publication, a unit longer than a day may miss by a quarter of it: "a month ago" is a week more or less. It
    may not where the words are `exact`: "a year ago today".
    """

    def meaning(frame: Frame) -> Span:
        base = frame.anchor if anchored else frame.published
        if base is None or not count.countable:
            return UNKNOWN
        return moved(base, count, sign, slack=not (anchored or exact))._replace(fixed=anchored)

    return meaning


def moved(base: date, count: Count, sign: int, *, slack: bool) -> Span:
    """Return the days `count` units before (-1) or after (1) the base."""
    near, far = add(base, sign * count.low, count.unit), add(base, sign * count.high, count.unit)
    if count.unit == "hour" and sign < 0:
        near, far = add(base, -count.low, "hour"), base - timedelta(days=-(-count.high // 24))
    elif count.unit == "hour" and not slack:
        near = base + timedelta(days=count.low // 24)
    first, last = min(near, far), max(near, far)
    give = tolerance(count.unit) if slack and not count.bound else timedelta(0)
    span = Span(first - give, last + give, "day" if first == last and not give else "range")
    span = span._replace(approximate=count.approximate and first == last)
    if count.bound == "more":
        return Span(None, last, "before") if sign < 0 else Span(first, None, "after")
    if count.bound == "less":
        return narrowed(Span(first, base, "range")) if sign < 0 else narrowed(Span(base, last, "range"))
    return span


def uncounted_ago(unit: Unit, *, counted_below_ten: bool) -> Meaning:
    """Return the meaning of "several weeks ago" (one to nine units) and "years ago" (at least one unit)."""

    def meaning(frame: Frame) -> Span:
        if frame.published is None or unit == "hour":
            return hours_ago(frame)
        last = add(frame.published, -FEWEST, unit)
        return Span(add(frame.published, -MOST, unit) if counted_below_ten else None, last, "vague")

    return meaning


def hours_ago(frame: Frame) -> Span:
    """Return the days of "hours ago": that of publication and the one before."""
    if frame.published is None:
        return UNKNOWN
    return Span(frame.published - timedelta(days=1), frame.published, "range")


def coming_vague(frame: Frame) -> Span:
    """Return the meaning of "in the coming days": from publication on, with no end."""
    if frame.published is None or frame.direction == "past":
        return VAGUE
    return Span(frame.published, None, "vague")


def bare_vague(frame: Frame) -> Span:
    """Return the meaning of "just days": ahead, from publication on; else nothing bounds it."""
    return coming_vague(frame) if frame.direction == "future" else VAGUE


def recent_vague(frame: Frame) -> Span:
    """Return the meaning of "in recent weeks": up to publication."""
    if frame.published is None or frame.direction == "future":
        return VAGUE
    return Span(None, frame.published, "vague")


def time_limit(count: Count) -> Meaning:
    """Return the last day of a time limit ("24 hours", "within 30 days") from the anchor, else from publication."""

    def meaning(frame: Frame) -> Span:
        base = frame.anchor or frame.published
        if base is None or not count.countable or (count.extra and frame.anchor is None):
            return UNKNOWN
        anchored = frame.anchor is not None
        first, last = add(base, count.low, count.unit), add(base, count.high, count.unit)
        if count.bound == "more":
            return Span(first, None, "after", fixed=anchored)
        return Span(first, last, "day" if first == last else "range", fixed=anchored)

    return meaning


def bare_count(count: Count) -> Meaning:
    """Return the meaning of "24 hours" alone: a time limit, unless nothing says from when it runs."""

    def meaning(frame: Frame) -> Span:
        unanchored = frame.anchor is None and (frame.direction == "past" or count.adjective)
        return UNKNOWN if unanchored else time_limit(count)(frame)

    return meaning


def from_anchor_only(count: Count) -> Meaning:
    """Return the meaning of "for 30 days": its last day if the anchor tells when it begins, else unresolved."""
    return lambda frame: time_limit(count)(frame) if frame.anchor else UNKNOWN


def stretch(count: Count, sign: int) -> Meaning:
    """Return the days of "over the past two weeks" (-1) or "the next 48 hours" (1), publication included."""

    def meaning(frame: Frame) -> Span:
        if frame.published is None or not count.countable:
            return UNKNOWN
        if frame.direction == ("future" if sign < 0 else "past"):
            return UNKNOWN
        far = add(frame.published, sign * count.high, count.unit)
        if count.unit == "hour" and sign < 0:
            far = frame.published - timedelta(days=-(-count.high // 24))
        return Span(min(far, frame.published), max(far, frame.published), "range")

    return meaning


def offset_from(count: Count, phrase: Phrase, sign: int) -> Meaning:
    """Return the day `count` units after (1) or before (-1) another: "30 days from 5 May", "a week from Friday"."""

    def meaning(frame: Frame) -> Span:
        span = phrase.meaning(frame.pointing("future") if sign > 0 else frame)
        if span.earliest is None or span.latest is None or not count.countable:
            return UNKNOWN
        first = moved(span.earliest, count, sign, slack=False).earliest
        last = moved(span.latest, count, sign, slack=False).latest
        return Span(first, last, "day" if first == last else "range", fixed=span.fixed)

    return meaning


def running_for(phrase: Phrase, count: Count) -> Meaning:
    """Return the days from a start on for a number of units: "from midnight Friday for 30 days"."""

    def meaning(frame: Frame) -> Span:
        span = phrase.meaning(frame.pointing("future"))
        if span.earliest is None or span.latest is None or not count.countable:
            return UNKNOWN
        return Span(span.earliest, add(span.latest, count.high, count.unit), "range", fixed=span.fixed)

    return meaning

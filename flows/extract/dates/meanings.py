"""What days and units of the calendar mean, as a function of the frame. Conventions: the annotation guide."""

from collections.abc import Callable
from datetime import timedelta

from flows.extract.dates.calendar import (
    UNKNOWN,
    Span,
    Unit,
    add,
    day_of,
    single,
    unit_of,
    weekday_on_or_before,
)
from flows.extract.dates.frame import Frame, Meaning, Phrase, nearest


def weekday(number: int, which: str = "") -> Meaning:
    """Return the meaning of a weekday (Monday is 0), alone or after last, next, this, later, following and so on."""

    def meaning(frame: Frame) -> Span:
        if which in ("following", "previous"):
            if frame.anchor is None:
                return UNKNOWN
            if which == "previous":
                return single(weekday_on_or_before(frame.anchor - timedelta(days=1), number), fixed=True)
            return single(weekday_on_or_before(frame.anchor + timedelta(days=7), number), fixed=True)
        origin = frame.origin
        if origin is None:
            return UNKNOWN
        if which in ("last", "past"):
            return single(weekday_on_or_before(origin - timedelta(days=1), number))
        if which == "this" and frame.direction != "past":
            return single(weekday_on_or_before(origin + timedelta(days=6), number))
        if which == "later" and frame.direction == "future":
            return single(weekday_on_or_before(origin + timedelta(days=6), number))
        if which in ("next", "coming") or frame.direction == "future":
            return single(weekday_on_or_before(origin + timedelta(days=7), number))
        return single(weekday_on_or_before(origin, number))

    return meaning


def weekday_in(number: int, week: Phrase) -> Meaning:
    """Return the meaning of a weekday inside a named week ("Tuesday of next week")."""

    def meaning(frame: Frame) -> Span:
        monday = week.meaning(frame).earliest
        return single(monday + timedelta(days=number)) if monday else UNKNOWN

    return meaning


def whole(unit: Unit, shift: int) -> Meaning:
    """Return the meaning of "this week" (0), "last month" (-1), "the week after next" (2), seen from publication."""
    return lambda frame: unit_of(frame.published, unit, shift) if frame.published else UNKNOWN


def whole_from_anchor(unit: Unit, shift: int) -> Meaning:
    """Return the meaning of "the following day", "the previous month"."""
    return lambda frame: unit_of(frame.anchor, unit, shift)._replace(fixed=True) if frame.anchor else UNKNOWN


def rest_of(period: Phrase, *, elapsed: bool) -> Meaning:
    """Return the meaning of "earlier this week" (elapsed) and "later this month": the unit up to, or from, today."""

    def meaning(frame: Frame) -> Span:
        day = period.meaning(frame)
        if day.fixed and day.earliest == day.latest:  # "later that day"
            return day
        if frame.published is None or frame.direction == ("future" if elapsed else "past"):
            return UNKNOWN
        span = period.meaning(frame._replace(direction="past" if elapsed else "future"))
        if span.earliest is None or span.latest is None or not span.earliest <= frame.published <= span.latest:
            return span
        if elapsed:
            return narrowed(span._replace(latest=frame.published))
        return narrowed(span._replace(earliest=frame.published))

    return meaning


def narrowed(span: Span) -> Span:
    """Return the span with the precision that fits its bounds, after one of them has moved."""
    return span._replace(precision="day" if span.earliest == span.latest else "range", edge="")


def weekend(which: str = "") -> Meaning:
    """Return the meaning of a weekend: this, next, last or (no word) the one that the direction points to."""

    def meaning(frame: Frame) -> Span:
        origin = frame.origin
        if origin is None:
            return UNKNOWN
        saturday = unit_of(origin, "week").earliest
        assert saturday is not None
        saturday += timedelta(days=5)
        begun = origin >= saturday
        if which in ("last", "past"):
            saturday -= timedelta(weeks=1)
        elif which == "next":
            saturday += timedelta(weeks=1)
        elif frame.direction == "past" or (frame.direction == "none" and not which):
            over = origin > saturday or (begun and bool(which))
            saturday -= timedelta(weeks=0 if over else 1)
        return Span(saturday, saturday + timedelta(days=1), "range")

    return meaning


def from_today(days: int) -> Meaning:
    """Return the meaning of yesterday (-1), today (0), tomorrow (1)."""
    return lambda frame: single(frame.published + timedelta(days=days)) if frame.published else UNKNOWN


def same_day(first: Phrase, second: Phrase) -> Meaning:
    """Return the meaning of "tomorrow, 19 April": the first day, unresolved if the second is another."""

    def meaning(frame: Frame) -> Span:
        span = first.meaning(frame)
        if span.earliest is None:
            return UNKNOWN
        again = second.meaning(frame.seeking(span.earliest, "none"))
        return span if (again.earliest, again.latest) == (span.earliest, span.latest) else UNKNOWN

    return meaning


def overnight(frame: Frame) -> Span:
    """Return the night before publication, or the coming one: both its days."""
    if frame.published is None:
        return UNKNOWN
    first = frame.published - timedelta(days=0 if frame.direction == "future" else 1)
    return Span(first, first + timedelta(days=1), "range")


def at_midnight(frame: Frame) -> Span:
    """Return the border between the day of publication and the next: a bare "midnight" ahead may be counted to both."""
    if frame.published is None or frame.direction == "past":
        return UNKNOWN
    return Span(frame.published, frame.published + timedelta(days=1), "range")


def night_before(phrase: Phrase) -> Meaning:
    """Return the meaning of "overnight into Friday": that day and the one before."""

    def meaning(frame: Frame) -> Span:
        span = phrase.meaning(frame)
        return span._replace(earliest=span.earliest - timedelta(1), precision="range") if span.earliest else UNKNOWN

    return meaning


def around_nights(phrase: Phrase) -> Meaning:
    """Return the meaning of "overnight on Friday", which may be the night before or after."""

    def meaning(frame: Frame) -> Span:
        span = phrase.meaning(frame)
        if span.earliest is None or span.latest is None:
            return UNKNOWN
        return span._replace(
            earliest=span.earliest - timedelta(1), latest=span.latest + timedelta(1), precision="range"
        )

    return meaning


def before_now(frame: Frame) -> Span:
    """Return the meaning of "earlier", "already": not after publication, where the direction says that it is past."""
    if frame.published is None or frame.direction != "past":
        return UNKNOWN
    return Span(None, frame.published, "before")


def in_relative_year(in_year: Callable[[int], Span | None], shift: int) -> Meaning:
    """Return the meaning of "May last year" (-1), "5 June next year" (1)."""
    return lambda frame: (in_year(frame.published.year + shift) or UNKNOWN) if frame.published else UNKNOWN


def neighbouring(in_year: Callable[[int], Span | None], which: str) -> Meaning:
    """Return the meaning of "last June", "next March", "this Christmas"."""

    def meaning(frame: Frame) -> Span:
        if frame.published is None:
            return UNKNOWN
        if which == "this":
            return in_year(frame.published.year) or UNKNOWN
        spans = [in_year(frame.published.year + shift) for shift in range(-8, 9)]
        if which in ("last", "past"):
            passed = [span for span in spans if span and span.latest and span.latest < frame.published]
            return passed[-1] if passed else UNKNOWN
        coming = [span for span in spans if span and span.earliest and span.earliest > frame.published]
        return coming[0] if coming else UNKNOWN

    return meaning


def day_of_month(first: int, last: int, weekday: int | None = None) -> Meaning:
    """Return the meaning of "the 18th" or "Friday the 18th": the nearest fitting day of that number."""

    def meaning(frame: Frame) -> Span:
        origin = frame.origin
        if origin is None:
            return UNKNOWN
        months = (add(origin.replace(day=1), shift, "month") for shift in range(-3, 4))
        return nearest((days_of(month.year, month.month, first, last) for month in months), frame, weekday)

    return meaning


def day_of_named_month(first: int, last: int, shift: int) -> Meaning:
    """Return the meaning of "the 5th of next month" (1)."""

    def meaning(frame: Frame) -> Span:
        month = unit_of(frame.published, "month", shift).earliest if frame.published else None
        return (days_of(month.year, month.month, first, last) or UNKNOWN) if month else UNKNOWN

    return meaning


def days_of(year: int, month: int, first: int, last: int) -> Span | None:
    """Return the span of some days of one month, None if it lacks them or they are out of order."""
    start, end = day_of(year, month, first), day_of(year, month, last)
    if start is None or end is None or first > last:
        return None
    return start if first == last else Span(start.earliest, end.latest, "range")

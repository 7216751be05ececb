"""Parts of a period: early, mid and late May, the end of the year, its first half, the second week of June."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from flows.extract.dates.calendar import UNKNOWN, Span, Unit, add, weekday_on_or_before
from flows.extract.dates.frame import Phrase, yearly

Part = Callable[[Span], Span]

_OF_MONTH = {"early": (1, 10), "start": (1, 10), "mid": (11, 20), "late": (21, 31), "end": (21, 31)}
_OF_YEAR = {"early": (1, 4), "start": (1, 1), "mid": (5, 8), "late": (9, 12), "end": (12, 12)}
_OF_WEEK = {"early": (0, 2), "start": (0, 1), "mid": (1, 3), "late": (3, 6), "end": (4, 6)}
_OF_DECADE = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}


def of_phrase(phrase: Phrase, part: Part) -> Phrase:
    """Return the phrase for a part of another; a year that is still to be chosen is chosen for the part."""
    if phrase.in_year is None:
        return phrase._replace(meaning=lambda frame: _kept(phrase.meaning(frame), part), firm=True)
    in_year = phrase.in_year

    def part_in_year(year: int) -> Span | None:
        whole = in_year(year)
        found = part(whole) if whole else UNKNOWN
        return found if found.earliest else None

    return yearly(part_in_year)


def _kept(span: Span, part: Part) -> Span:
    if span.earliest is None or span.latest is None:
        return span
    return part(span)._replace(fixed=span.fixed)


def named(name: str) -> Part:
    """Return the part early, mid, late, start or end: 1-10, 11-20, 21-end of a month, thirds of a year, and so on."""

    def part(span: Span) -> Span:
        first, last = span.earliest, span.latest
        if first is None or last is None:
            return UNKNOWN
        edge: Literal["", "start", "end"] = "start" if name == "start" else "end" if name == "end" else ""
        if span.precision == "day":
            return span
        if span.precision == "month" and name in _OF_MONTH:
            low, high = _OF_MONTH[name]
            return Span(first.replace(day=low), min(last, first + timedelta(days=high - 1)), "range", edge=edge)
        if span.precision == "year" and name in _OF_YEAR:
            low, high = _OF_YEAR[name]
            return Span(
                date(first.year, low, 1), _last_of_month(first.year, high), "month" if low == high else "range",
                edge=edge,
            )  # fmt: skip
        if span.precision == "week" and name in _OF_WEEK:
            low, high = _OF_WEEK[name]
            return Span(first + timedelta(low), first + timedelta(high), "range", edge=edge)
        if (last.year - first.year, first.month, last.month) == (9, 1, 12) and name in _OF_DECADE:
            low, high = _OF_DECADE[name]
            return Span(date(first.year + low, 1, 1), date(first.year + high, 12, 31), "range")
        return span._replace(edge=edge) if edge else UNKNOWN

    return part


def half(number: int) -> Part:
    """Return the first (1) or second (2) half of a month (from the 16th) or of a year (from July)."""

    def part(span: Span) -> Span:
        first, last = span.earliest, span.latest
        if first is None or last is None:
            return UNKNOWN
        if span.precision == "month":
            middle = first.replace(day=16)
        elif span.precision == "year":
            middle = first.replace(month=7)
        else:
            return UNKNOWN
        return Span(middle, last, "range") if number == 2 else Span(first, middle - timedelta(days=1), "range")

    return part


def quarter(number: int) -> Part:
    """Return a quarter of a year, 1 to 4."""

    def part(span: Span) -> Span:
        if span.precision != "year" or span.earliest is None or not 1 <= number <= 4:
            return UNKNOWN
        first = span.earliest.replace(month=3 * number - 2)
        return Span(first, add(first, 3, "month") - timedelta(days=1), "range")

    return part


def nth_week(number: int) -> Part:
    """Return the days 1-7, 8-14, 15-21, 22-28 of a month (or year), or its last seven (-1)."""

    def part(span: Span) -> Span:
        first, last = span.earliest, span.latest
        if first is None or last is None or span.precision not in ("month", "year") or not -1 <= number <= 4:
            return UNKNOWN
        start = last - timedelta(days=6) if number == -1 else first + timedelta(days=7 * number - 7)
        return Span(start, start + timedelta(days=6), "range")

    return part


def first_units(number: int, unit: Unit, *, last: bool = False) -> Part:
    """Return the first (or last) number of units of a period: "the first three months of 2025"."""

    def part(span: Span) -> Span:
        if span.earliest is None or span.latest is None:
            return UNKNOWN
        start, end = span.earliest, span.latest
        if last:
            start = add(end + timedelta(days=1), -number, unit)
        else:
            end = add(start, number, unit) - timedelta(days=1)
        if start < span.earliest or end > span.latest:
            return UNKNOWN
        return Span(start, end, "day" if start == end else "range")

    return part


def day_before(phrase: Phrase) -> Phrase:
    """Return the eve of a day."""

    def part(span: Span) -> Span:
        if span.earliest is None or span.earliest != span.latest:
            return UNKNOWN
        eve = span.earliest - timedelta(days=1)
        return Span(eve, eve, "day")

    return of_phrase(phrase, part)


def nth_weekday(number: int, weekday: int, *, weekend: bool = False) -> Part:
    """Return the first to fifth, or last (-1), such weekday of a month; for a weekend its Saturday and Sunday."""

    def part(span: Span) -> Span:
        first, last = span.earliest, span.latest
        if first is None or last is None or span.precision != "month":
            return UNKNOWN
        if number == -1:
            day = weekday_on_or_before(last, weekday)
        else:
            day = weekday_on_or_before(first + timedelta(days=6), weekday) + timedelta(weeks=number - 1)
        if day > last:
            return UNKNOWN
        return Span(day, day + timedelta(days=1), "range") if weekend else Span(day, day, "day")

    return part


def week_around(phrase: Phrase, before: int | None = None, after: int = 0) -> Phrase:
    """Return the week (Monday to Sunday) of a day, or the days from `before` days earlier to `after` days later."""

    def part(span: Span) -> Span:
        first, last = span.earliest, span.latest
        if first is None or last is None:
            return UNKNOWN
        if before is None:
            monday = first - timedelta(days=first.weekday())
            return Span(monday, monday + timedelta(days=6), "week")
        return Span(first - timedelta(before), last + timedelta(after), "range")

    return of_phrase(phrase, part)


def weekend_around(phrase: Phrase) -> Phrase:
    """Return the Saturday and Sunday of the week of a day; "the weekend of 12-13 July" keeps its two days."""

    def part(span: Span) -> Span:
        first, last = span.earliest, span.latest
        if first is None or last is None or (last - first).days > 6:
            return UNKNOWN
        if first != last:
            return span
        saturday = first - timedelta(days=first.weekday()) + timedelta(days=5)
        return Span(saturday, saturday + timedelta(days=1), "range")

    return of_phrase(phrase, part)


def _last_of_month(year: int, month: int) -> date:
    return add(date(year, month, 1), 1, "month") - timedelta(days=1)

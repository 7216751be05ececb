"""Arithmetic on days, units of the calendar and the Extended Date/Time Format. Weeks run Monday to Sunday."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal, NamedTuple

from schemas.when import Precision

Unit = Literal["hour", "day", "week", "fortnight", "month", "quarter", "year", "decade", "century"]

_MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_DAYS: dict[str, int] = {"day": 1, "week": 7, "fortnight": 14}
_QUARTER_IN_DAYS: dict[str, int] = {"week": 1, "fortnight": 1, "month": 7, "quarter": 22, "year": 91, "decade": 913}


class Span(NamedTuple):
    """The days that bound a time. Both open: unresolved.

    `fixed`: the words state an absolute date, which no direction may move. `approximate`: the day is about right.
    `edge`: the part of a longer period that names its limit: the "start" or the "end" of June.
    """

    earliest: date | None
    latest: date | None
    precision: Precision
    fixed: bool = False
    approximate: bool = False
    edge: Literal["", "start", "end"] = ""


UNKNOWN = Span(None, None, "unknown")
VAGUE = Span(None, None, "vague")


def single(day: date, *, fixed: bool = False) -> Span:
    """Return the span of one day."""
    return Span(day, day, "day", fixed)


def add(day: date, number: int, unit: Unit) -> date:
    """Return the day `number` units later (earlier if negative); the 31st becomes the last day of a shorter month."""
    if unit == "hour":
        return day + timedelta(days=-(-number // 24))
    if unit in _DAYS:
        return day + timedelta(days=number * _DAYS[unit])
    months = day.year * 12 + day.month - 1 + number * _MONTHS[unit]
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError(f"year {year} is outside 1 to 9999")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def tolerance(unit: Unit) -> timedelta:
    """Return a quarter of the unit, rounded down to days: by so much may "a month ago" miss. Days and hours: none."""
    return timedelta(days=_QUARTER_IN_DAYS.get(unit, 0))


def unit_of(day: date, unit: Unit, shift: int = 0) -> Span:
    """Return the whole unit that holds the day, or the one `shift` units away."""
    if unit == "day":
        return single(day + timedelta(days=shift))
    if unit == "week":
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=shift)
        return Span(monday, monday + timedelta(days=6), "week")
    if unit == "month":
        first = add(day.replace(day=1), shift, "month")
        return month_span(first.year, first.month)
    if unit == "quarter":
        first = add(date(day.year, day.month - (day.month - 1) % 3, 1), shift, "quarter")
        return Span(first, add(first, 1, "quarter") - timedelta(days=1), "range")
    if unit == "year":
        return year_span(day.year + shift)
    if unit == "decade":
        return decade_span(day.year - day.year % 10 + 10 * shift)
    return UNKNOWN


def month_span(year: int, month: int) -> Span:
    """Return the span of one month."""
    return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def year_span(year: int) -> Span:
    """Return the span of one year."""
    return Span(date(year, 1, 1), date(year, 12, 31), "year")


def decade_span(first_year: int) -> Span:
    """Return the span of ten years."""
    return Span(date(first_year, 1, 1), date(first_year + 9, 12, 31), "range")


def day_of(year: int, month: int, day: int) -> Span | None:
    """Return the span of a day, or None where the calendar has no such day."""
    try:
        return single(date(year, month, day))
    except ValueError:
        return None


def weekday_on_or_before(day: date, weekday: int) -> date:
    """Return the last such weekday (Monday is 0) up to and including the day."""
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def easter(year: int) -> date:
    """Return Western Easter Sunday (the anonymous Gregorian algorithm, Nature 1876)."""
    golden, century = year % 19, year // 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (year % 100 // 4) - epact - year % 4) % 7
    correction = (golden + 11 * epact + 22 * sunday) // 451
    month, day = divmod(epact + sunday - 7 * correction + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Return Orthodox Easter Sunday (Meeus, Astronomical Algorithms, chapter 8; thirteen days apart until 2099)."""
    moon = (19 * (year % 19) + 15) % 30
    month, day = divmod(moon + (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7 + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def edtf(span: Span) -> str:
    """Return the span in EDTF level 1 (Library of Congress, 2019; ISO 8601-2), "" when it is unresolved."""
    first, last = span.earliest, span.latest
    if first is None and last is None:
        return ""
    if first is None or last is None:
        return f"{first or '..'}/{last or '..'}"
    if first == last:
        return f"{first}~" if span.approximate else str(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        if first.year == last.year:
            return f"{first.year:04}"
        if first.year % 10 == 0 and last.year == first.year + 9:
            return f"{first.year // 10:03}X"
    if first == last.replace(day=1) and last == month_span(last.year, last.month).latest:
        return f"{first.year:04}-{first.month:02}"
    return f"{first}/{last}"

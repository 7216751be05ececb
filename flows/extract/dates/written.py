"""Read dates as written: days, months, years and lists of days, with or without a weekday."""

import re
from collections.abc import Callable
from datetime import date

from flows.extract.dates.calendar import Span, day_of, decade_span, month_span, year_span
from flows.extract.dates.frame import Phrase, fixed, yearly
from flows.extract.dates.meanings import day_of_month, day_of_named_month, days_of, in_relative_year
from flows.extract.dates.reading import day_number, month_name, ordinal, weekday_name, year_number
from flows.extract.dates.vocabulary import DAY_PARTS, FUNCTION_WORDS

Parsed = tuple[Phrase, int] | None

_NUMERIC = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:t.*)?|(\d{1,4})([./])(\d{1,2})\5(\d{1,4})")
_TO = frozenset(("-", "to", "through", "thru", "until", "till", "/"))
_SHIFTS = {"last": -1, "this": 0, "next": 1}


def written_date(w: list[str], i: int) -> Parsed:
    """Read a date as written, from its weekday on if it has one."""
    if w[i][:1].isdigit() and (match := _NUMERIC.fullmatch(w[i])):
        return _numeric(match)._replace(firm=len(w[i]) >= len("3/4/2025")), i + 1
    weekday, j = None, i
    if (name := weekday_name(w, i)) is not None:
        weekday, j = name
        j = j + 1 if w[j] in DAY_PARTS else j
        j = j + 1 if w[j] in (",", "(") else j
        if (nth := the_nth(w, j, weekday)) and (nth[1] < j + 2 or month_name(w, nth[1] + (w[nth[1]] == "of")) is None):
            return nth
        j = j + 1 if w[j] in ("on", "the") else j
        found = _day_and_month(w, j, weekday)
        if found and w[j - 1] == "(":
            return (found[0], found[1] + 1) if w[found[1]] == ")" else None
        return found
    return _day_and_month(w, i, None) or _month(w, i) or _year(w, i)


def with_year(
    w: list[str], i: int, in_year: Callable[[int], Span | None], weekday: int | None, *, firm: bool
) -> Parsed:
    """Read the year that may follow something that comes once a year, and return the whole; never None."""
    j = i
    if w[j] in (",", "of", "in"):
        j += 1
    if (absolute := year_number(w, j)) is not None and w[absolute[1]] != "hours":
        return fixed(in_year(absolute[0])), absolute[1]
    shift = _SHIFTS.get(w[j])
    if shift is not None and w[j + 1] == "year":
        return Phrase(in_relative_year(in_year, shift)), j + 2
    return yearly(in_year, weekday, firm=firm), i


def day_list(w: list[str], i: int) -> tuple[int, int, int] | None:
    """Read days of one month, "7-11", "7 and 8", "7, 8 and 9": the first, the last and the next place."""
    first = day_number(w, i)
    if first is None:
        return None
    low, j = first
    if w[j] in _TO and (last := day_number(w, j + 1)):
        return low, last[0], last[1]
    k = j
    for _ in range(6):
        if w[k] != "," or (middle := day_number(w, k + 1)) is None:
            break
        k = middle[1]
    if w[k] == "," and w[k + 1] in ("and", "or"):
        k += 1
    if w[k] in ("and", "or"):
        the = 1 if w[k + 1] == "the" else 0
        if last := day_number(w, k + 1 + the):
            return low, last[0], last[1]
    return None


def the_nth(w: list[str], i: int, weekday: int | None = None) -> Parsed:
    """Read "the 18th", "the 18th and 19th" (of a month that the context tells), "the 5th of next month"."""
    if w[i] != "the" or w[i + 1][-2:] not in ("st", "nd", "rd", "th"):
        return None
    if days := day_list(w, i + 1):
        low, high, j = days
    elif one := day_number(w, i + 1):
        low, high, j = one[0], one[0], one[1]
    else:
        return None
    if w[j] == "of" and w[j + 1] in _SHIFTS and w[j + 2] == "month":
        return Phrase(day_of_named_month(low, high, _SHIFTS[w[j + 1]])), j + 3
    return Phrase(day_of_month(low, high, weekday), floating=True, firm=weekday is not None), j


def _numeric(match: re.Match[str]) -> Phrase:
    if match[1]:
        return _calendar_day(int(match[1]), int(match[2]), int(match[3]))
    first, second, third = int(match[4]), int(match[6]), int(match[7])
    if first >= 1000:
        return _calendar_day(first, second, third)
    if match[5] == "." or first > 12:
        return _calendar_day(third, second, first)
    if second > 12 or first == second:
        return _calendar_day(third, first, second)
    return fixed(None)


def _calendar_day(year: int, month: int, day: int) -> Phrase:
    """Return a day of a four-digit year; 3/4/2025 is ambiguous and 31.6.2025 is no day: unresolved."""
    return fixed(day_of(year, month, day) if 1000 <= year <= 2999 else None)


def _day_and_month(w: list[str], i: int, weekday: int | None) -> Parsed:
    """Read "5 May", "5th of May", "the fifth of May", "May 5", "May the 5th", "7-11 May", "May 7, 8 and 9"."""
    name = month_name(w, i)
    if name is None:
        j = i + 1 if w[i] == "the" else i
        days = day_list(w, j) or _one_day(ordinal(w, j) or day_number(w, j))
        if days is None:
            return None
        low, high, j = days
        dashed = w[j] == "-"
        name = month_name(w, j + 1 if dashed or w[j] == "of" else j)
        if name is None:
            return None
        month, j = name
        if dashed:
            year = year_number(w, j + 1) if w[j] == "-" else None
            return (fixed(days_of(year[0], month, low, high)), year[1]) if year else None
        closed = True
    else:
        month, j = name
        start = j + 1 if w[j] == "the" else j
        days = day_list(w, start)
        closed = days is None or w[days[2] - 2] in _TO or not w[days[2]].isalpha() or w[days[2]] in FUNCTION_WORDS
        if not closed or days is None:
            days = _one_day(
                day_number(w, start) or (ordinal(w, start) if w[j] == "the" or w[j + 1] != "half" else None)
            )
        if days is None or w[days[2]] in ("half", "quarter", "week", "weekend"):
            return None
        low, high, j = days
    return with_year(w, j, lambda year: days_of(year, month, low, high), weekday, firm=True)


def _one_day(found: tuple[int, int] | None) -> tuple[int, int, int] | None:
    return (found[0], found[0], found[1]) if found else None


def _month(w: list[str], i: int) -> Parsed:
    name = month_name(w, i)
    if name is None:
        return None
    month, j = name
    found = with_year(w, j, lambda year: month_span(year, month), None, firm=False)
    if found and w[found[1] - 1] == "-":
        return None
    return found


def _year(w: list[str], i: int) -> Parsed:
    """Read "2015", "1990s", "2026-03", "2014-16"."""
    if len(w[i]) == 5 and w[i].endswith("0s") and w[i][:4].isdigit():
        return fixed(decade_span(int(w[i][:4]))), i + 1
    found = year_number(w, i + 1 if w[i] == "year" else i + 2 if w[i] == "the" and w[i + 1] == "year" else i)
    if found is None:
        return None
    year, j = found
    if not 1800 <= year < 2200:
        return None
    if w[j] in ("-", "/") and len(w[j + 1]) == 2 and w[j + 1].isdigit():
        return _year_and_more(year, int(w[j + 1])), j + 2
    span = year_span(year)
    return Phrase(lambda frame: _fixed(span), firm=False), j


def _year_and_more(year: int, more: int) -> Phrase:
    if year % 100 < more and more > 12:
        return fixed(Span(date(year, 1, 1), date(year - year % 100 + more, 12, 31), "range"))
    if 1 <= more <= 12 and more != year % 100 + 1:
        return fixed(month_span(year, more))
    return fixed(None)


def _fixed(span: Span) -> Span:
    return Span(span.earliest, span.latest, span.precision, fixed=True)

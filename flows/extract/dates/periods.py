"""Read a period: a day or longer time without the preposition before it, with its parts and clock times.

Hours count only for the day they name. Midnight belongs to the day named beside it, at whichever end of it that is.
"""

from collections.abc import Callable, Set

from flows.extract.dates.calendar import UNKNOWN, year_span
from flows.extract.dates.frame import Phrase, constant
from flows.extract.dates.holidays import HOLIDAYS, holiday
from flows.extract.dates.meanings import rest_of, same_day, weekday
from flows.extract.dates.parts import (
    Part,
    day_before,
    first_units,
    half,
    named,
    nth_week,
    nth_weekday,
    of_phrase,
    quarter,
    week_around,
    weekend_around,
)
from flows.extract.dates.phrases import Phrases
from flows.extract.dates.reading import clock, count, ordinal, weekday_name
from flows.extract.dates.relative import (
    TODAY,
    WHICH,
    night,
    season,
    this_unit,
    today,
    unit_phrase,
    vague,
    weekday_phrase,
)
from flows.extract.dates.vocabulary import (
    DAY_PARTS,
    NAMES,
    ORDINALS,
    SEASONS,
    SMALL_NUMBERS,
    UNITS,
    WEEKDAY_ABBREVIATIONS,
    WEEKDAYS,
    word_set,
)
from flows.extract.dates.written import Parsed, the_nth, with_year, written_date

PARTS = Phrases({
    ("early",): "early", ("late",): "late", ("mid", "-"): "mid", ("mid",): "mid", ("middle", "of"): "mid",
    ("beginning", "of"): "start", ("start", "of"): "start", ("end", "of"): "end", ("close", "of"): "end",
    ("very", "end", "of"): "end", ("early", "in"): "early", ("late", "in"): "late", ("early", "on"): "early",
    ("late", "on"): "late", ("end", "-"): "end", ("earlier",): "earlier", ("later",): "later",
    ("earlier", "in"): "earlier", ("later", "in"): "later", ("earlier", "on"): "earlier", ("later", "on"): "later",
    ("very", "early", "on"): "early", ("very", "late", "on"): "late", ("rest", "of"): "later", ("so", "far"): "earlier",
    ("remainder", "of"): "later", ("early", "-"): "early", ("late", "-"): "late", ("first", "days", "of"): "start",
    ("opening", "days", "of"): "start", ("last", "days", "of"): "end", ("final", "days", "of"): "end",
    ("closing", "days", "of"): "end", ("last", "day", "of"): "last", ("first", "day", "of"): "first",
})  # fmt: skip
_ENDINGS = {"year": "year", "month": "month", "week": "week"}
_PLAIN: tuple[tuple[Callable[[list[str], int], Parsed], Set[str]], ...] = (
    (written_date, NAMES | ORDINALS.keys() | {"twenty", "thirty", "year"}),
    (weekday_phrase, WEEKDAYS.keys() | WEEKDAY_ABBREVIATIONS.keys() | WHICH.keys() | {"that"}),
    (unit_phrase, UNITS.keys() | WHICH.keys() | {"same", "that", "weekend"}),
    (today, TODAY.starts | {"day"}),
    (holiday, HOLIDAYS.starts | WHICH.keys()),
    (vague, UNITS.keys() | WHICH.keys() | {"recent"}),
    (season, SEASONS),
    (night, {"midnight", "overnight", "night"}),
)
"""Rules for a period, and the words with which each begins after "the"."""
_PLAIN_STARTS = frozenset(word for _, words in _PLAIN for word in words)
_RULES = {first: tuple(rule for rule, words in _PLAIN if first in words) for first in _PLAIN_STARTS}
_PART_STARTS = PARTS.starts | UNITS.keys() | word_set("eve last final latter closing opening weekend night nights h q")
PERIOD_STARTS = (
    _PLAIN_STARTS
    | _PART_STARTS
    | DAY_PARTS
    | SMALL_NUMBERS.keys()
    | word_set("half about around shortly just small late wee first final close end")
)
"""First words of a period after "the", but for figures: most places of a text can be passed over by one look-up."""
_HOURS_OF = frozenset(("early", "small", "late", "wee", "first", "final"))
_WEEKS = {"beginning": (0, 6), "starting": (0, 6), "commencing": (0, 6), "ending": (6, 0)}


def longest(*readings: Parsed) -> Parsed:
    """Return the reading that goes furthest; the first of equals."""
    best: Parsed = None
    for reading in readings:
        if reading and (best is None or reading[1] > best[1]):
            best = reading
    return best


def plain(w: list[str], i: int) -> Parsed:
    """Read a period that is no part of another."""
    first = w[i + 1] if w[i] == "the" else w[i]
    rules = (written_date, the_nth) if first[:1].isdigit() else _RULES.get(first, ())
    best: Parsed = None
    for rule in rules:
        found = rule(w, i)
        if found and (best is None or found[1] > best[1]):
            best = found
    return best


def period(w: list[str], i: int) -> Parsed:
    """Read a period with the clock times around it: "noon Wednesday", "late on Sunday", "Nov. 15 at 12:00 GMT"."""
    first = w[i + 1] if w[i] == "the" else w[i]
    if first not in PERIOD_STARTS and not first[:1].isdigit():
        return None
    j = _before_day(w, i)
    found = longest(_part(w, j), plain(w, j))
    if found is None:
        return night(w, i)
    phrase, k = _apposed(w, i, *found)
    k = k + 1 if w[k] == "'s" else k
    k = k + 1 if w[k] in ("early", "late") and w[k + 1] in DAY_PARTS else k
    k = k + 1 if w[k] in DAY_PARTS else k
    if w[k] == "(" and (name := weekday_name(w, k + 1)) and w[name[1]] == ")":
        k = name[1] + 1
    m = k + 1 if w[k] == "," else k
    for _ in range(2):
        m = m + 1 if w[m] in ("at", "from", "by", "around", "before", "about", "shortly", "just", "after") else m
    after = clock(w, m)
    return phrase, after if after > m else k


def _apposed(w: list[str], i: int, phrase: Phrase, k: int) -> tuple[Phrase, int]:
    """Read the date that may follow today, tomorrow or yesterday: "tomorrow, 19 April"; they must agree."""
    if w[k] != "," or today(w, i) is None:
        return phrase, k
    second = written_date(w, k + 1) or weekday_phrase(w, k + 1)
    if second is None or not second[0].floating or w[second[1]] in ("and", "or", "to", "-"):
        return phrase, k
    return Phrase(same_day(phrase, second[0])), second[1]


def _before_day(w: list[str], i: int) -> int:
    """Return the place after a time of day in front of the day: "noon", "5 p.m. on", "the early hours of"."""
    j = i + 1 if w[i] in ("about", "around", "shortly", "just") else i
    j = j + 1 if j > i and w[j] in ("before", "after") else j
    after = clock(w, j)
    if after > j:
        return after + 1 if w[after] in (",", "on", "of") else after
    j = i + 1 if w[i] == "the" else i
    if w[j] in _HOURS_OF and w[j + 1] == "hours" and w[j + 2] == "of":
        return j + 3
    if w[j : j + 4] == ["end", "of", "the", "day"] and (w[j + 4] == "on" or weekday_name(w, j + 4)):
        return j + 5 if w[j + 4] == "on" else j + 4
    if w[j : j + 3] == ["close", "of", "business"] or w[j : j + 3] == ["end", "of", "business"]:
        return j + 4 if w[j + 3] == "on" else j + 3
    if w[j] in ("early", "late") and w[j + 1] in DAY_PARTS:
        return j + 3 if w[j + 2] in ("of", "on") else j + 2
    if w[j] in DAY_PARTS and w[j + 1] in ("of", "on"):
        return j + 3 if w[j + 2] == "the" and w[j + 3] in DAY_PARTS else j + 2
    return i


def _part(w: list[str], i: int) -> Parsed:
    """Read a part of a period: "early May", "the end of next year", "the first quarter", "the week of 5 May"."""
    the = i + 1 if w[i] == "the" else i
    if w[the] not in _PART_STARTS and ordinal(w, the) is None:
        return None
    if w[the] == "eve" and w[the + 1] == "of":
        eve = plain(w, the + 2)
        return (day_before(eve[0]), eve[1]) if eve else None
    return longest(
        _named_part(w, the), _ending(w, the), _numbered_part(w, the), _week_part(w, the), _quarter_of_any_year(w, the)
    )


def _named_part(w: list[str], i: int) -> Parsed:
    for name, j in PARTS.all_at(w, i):
        if w[j] in SEASONS or (w[j] == "the" and w[j + 1] in SEASONS):
            return constant(UNKNOWN), j + 1
        target = longest(plain(w, j), this_unit(w, j) if w[j] in ("the", "this") or w[j - 1] in ("of", "-") else None)
        if target is None:
            continue
        if name in ("earlier", "later"):
            if day := weekday_name(w, j):
                return Phrase(weekday(day[0], name)), target[1]
            return Phrase(rest_of(target[0], elapsed=name == "earlier")), target[1]
        if name in ("first", "last"):
            return of_phrase(target[0], first_units(1, "day", last=name == "last")), target[1]
        return of_phrase(target[0], named(name)), target[1]
    return None


def _ending(w: list[str], i: int) -> Parsed:
    """Read "year-end", "month's end", "year end"."""
    if w[i] not in _ENDINGS:
        return None
    j = i + 2 if w[i + 1] in ("-", "'s") else i + 1
    unit = this_unit(w, i)
    return (of_phrase(unit[0], named("end")), j + 1) if unit and w[j] == "end" else None


def _numbered_part(w: list[str], i: int) -> Parsed:
    """Read "first half of", "third quarter of", "second week of", "last Friday in", "first weekend of" a period."""
    j = i + 1
    if w[i] in ("last", "final", "latter", "closing"):
        number = -1
    elif w[i] in ("opening",):
        number = 1
    elif (nth := ordinal(w, i)) is not None:
        number, j = nth
    else:
        return None
    part: Part | None = None
    k = j + 1
    if (several := count(w, j)) and number in (1, -1) and w[several[1]] == "of":
        part, k = first_units(several[0].low, several[0].unit, last=number == -1), several[1]
    elif w[j] == "half":
        part = half(2 if number == -1 else number) if number in (-1, 1, 2) else None
    elif w[j] == "quarter":
        part = quarter(4 if number == -1 else number)
    elif w[j] == "week":
        part = nth_week(number)
    elif w[j] == "weekend":
        part = nth_weekday(number, 5, weekend=True)
    elif (day := weekday_name(w, j)) is not None:
        part, k = nth_weekday(number, day[0]), day[1]
    if part is None:
        return None
    connected = w[k] in ("of", "in")
    k = k + 1 if connected else k
    target = longest(plain(w, k), this_unit(w, k) if connected else None)
    return (of_phrase(target[0], part), target[1]) if target else None


def _quarter_of_any_year(w: list[str], i: int) -> Parsed:
    """Read "Q1", "H2 2026", "first quarter 2026" and "the first quarter" of the nearest year."""
    if w[i] == "h" and w[i + 1] in ("1", "2"):
        in_half = half(int(w[i + 1]))
        return with_year(w, i + 2, lambda year: in_half(year_span(year)), None, firm=False)
    number, j = 0, i
    if w[i] == "q" and w[i + 1] in ("1", "2", "3", "4"):
        number, j = int(w[i + 1]), i + 2
    elif (nth := ordinal(w, i)) and w[nth[1]] == "quarter" and nth[0] <= 4:
        number, j = nth[0], nth[1] + 1
    if not number:
        return None
    part = quarter(number)
    return with_year(w, j, lambda year: part(year_span(year)), None, firm=False)


def _week_part(w: list[str], i: int) -> Parsed:
    """Read "the week of 5 May", "the week beginning 5 May", "the weekend of 12-13 July", "the month of May"."""
    if w[i] not in ("week", "weekend", "month", "night", "nights", "year"):
        return None
    if w[i] == "week" and w[i + 1] in _WEEKS:
        j = i + 3 if w[i + 2] == "on" else i + 2
        day = plain(w, j)
        return (week_around(day[0], *_WEEKS[w[i + 1]]), day[1]) if day else None
    j = i + 2
    if w[i + 1] == "from" or w[i + 1] == "of" or w[i + 1] == "on":
        j = j + 1 if w[j] == "the" and w[j + 1].isdigit() else j
        day = plain(w, j)
        if day is None:
            return None
        if w[i] == "week":
            return week_around(day[0]), day[1]
        return (weekend_around(day[0]) if w[i] == "weekend" else day[0]), day[1]
    return None

"""Small readers on tokens: numbers, units, names, clock times. Each returns what it read and the next place."""

from flows.extract.dates.counts import Count
from flows.extract.dates.phrases import Phrases
from flows.extract.dates.vocabulary import (
    CLOCK_WORDS,
    DAY_PARTS,
    MONTH_ABBREVIATIONS,
    MONTHS,
    ORDINALS,
    PLURALS,
    SMALL_NUMBERS,
    TENS,
    UNITS,
    WEEKDAY_ABBREVIATIONS,
    WEEKDAYS,
    ZONES,
    word_set,
)

_QUALIFIERS = Phrases({
    ("more", "than"): "more", ("at", "least"): "more", ("over",): "more", ("well", "over"): "more",
    ("a", "minimum", "of"): "more",
    ("less", "than"): "less", ("under",): "less", ("fewer", "than"): "less",
    ("no", "more", "than"): "", ("at", "most"): "", ("up", "to"): "", ("a", "maximum", "of"): "",
    ("just", "over"): "about", ("just", "under"): "about", ("about",): "about", ("around",): "about",
    ("roughly",): "about", ("approximately",): "about", ("some",): "about", ("nearly",): "about",
    ("almost",): "about", ("exactly",): "", ("just",): "", ("only",): "", ("barely",): "about",
    ("another",): "extra", ("a", "further"): "extra", ("an", "additional"): "extra",
    ("an", "extra"): "extra", ("an", "initial"): "", ("a", "full"): "whole", ("the", "full"): "",
})  # fmt: skip
_BETWEEN = word_set("more further additional extra calendar consecutive straight full whole working business short")
_UNCOUNTABLE = frozenset(("working", "business"))
_EXTRA = word_set("more further additional extra another")
COUNT_STARTS = _QUALIFIERS.starts | SMALL_NUMBERS.keys() | TENS.keys() | {"a", "an"}
"""First words of a count, but for figures."""
COUNT_WORDS = COUNT_STARTS | _QUALIFIERS.words | _BETWEEN | word_set("hundred couple dozen and or to half of")
"""Words of a count before its unit, but for figures."""


def weekday_name(w: list[str], i: int) -> tuple[int, int] | None:
    """Read a weekday (Monday is 0); an abbreviation may carry a full stop."""
    if w[i] in WEEKDAYS:
        return WEEKDAYS[w[i]], i + 1
    if w[i] in WEEKDAY_ABBREVIATIONS:
        return WEEKDAY_ABBREVIATIONS[w[i]], i + 2 if w[i + 1] == "." else i + 1
    return None


def month_name(w: list[str], i: int) -> tuple[int, int] | None:
    """Read a month, 1 to 12; an abbreviation may carry a full stop."""
    if w[i] in MONTHS:
        return MONTHS[w[i]], i + 1
    if w[i] in MONTH_ABBREVIATIONS:
        return MONTH_ABBREVIATIONS[w[i]], i + 2 if w[i + 1] == "." else i + 1
    return None


def day_number(w: list[str], i: int) -> tuple[int, int] | None:
    """Read a day of the month, 1 to 31: "5", "05", "5th"."""
    word = w[i]
    digits = word[:-2] if word[-2:] in ("st", "nd", "rd", "th") else word
    if len(digits) <= 2 and digits.isascii() and digits.isdigit() and 1 <= int(digits) <= 31:
        return int(digits), i + 1
    return None


def ordinal(w: list[str], i: int) -> tuple[int, int] | None:
    """Read an ordinal, 1 to 31: "5th", "fifth", "twenty-first"."""
    word = w[i]
    if word[-2:] in ("st", "nd", "rd", "th") and word[:-2].isdigit():
        return day_number(w, i)
    if word in ORDINALS:
        return ORDINALS[word], i + 1
    if word in ("twenty", "thirty"):
        j = i + 2 if w[i + 1] == "-" else i + 1
        number = TENS[word] + ORDINALS.get(w[j], 99)
        return (number, j + 1) if number <= 31 else None
    return None


def year_number(w: list[str], i: int) -> tuple[int, int] | None:
    """Read a year of four digits, 1000 to 2999."""
    word = w[i]
    if len(word) == 4 and word.isascii() and word.isdigit() and "1000" <= word <= "2999":
        return int(word), i + 1
    return None


def number(w: list[str], i: int) -> tuple[int, int] | None:
    """Read one cardinal: "24", "three", "twenty-one", "a", "a couple of", "a dozen", "a hundred"."""
    word = w[i]
    if word in ("a", "an", "one") and w[i + 1] in ("hundred", "couple", "dozen"):
        found, j = {"hundred": 100, "couple": 2, "dozen": 12}[w[i + 1]], i + 2
        return (found, j + 1 if w[i + 1] == "couple" and w[j] == "of" else j)
    if word in ("a", "an"):
        return 1, i + 1
    if word in TENS:
        j = i + 2 if w[i + 1] == "-" else i + 1
        if SMALL_NUMBERS.get(w[j], 99) < 10:
            return TENS[word] + SMALL_NUMBERS[w[j]], j + 1
        return TENS[word], i + 1
    if word in SMALL_NUMBERS:
        small = SMALL_NUMBERS[word]
        return (small * 100, i + 2) if w[i + 1] == "hundred" and small < 10 else (small, i + 1)
    if word.isascii() and word.isdigit() and len(word) <= 4:
        return int(word), i + 1
    return None


def count(w: list[str], i: int) -> tuple[Count, int] | None:
    """Read a counted duration: "24 hours", "three-day", "another two months", "10 to 15 days", "more than a week"."""
    if w[i] not in COUNT_STARTS and not w[i].isdigit():
        return None
    note, j = _QUALIFIERS.at(w, i) or ("", i)
    amount = number(w, j) if note != "whole" else (1, j)
    if amount is None and note == "extra":
        amount = 1, j
    if amount is None:
        return None
    low, j = amount
    high = low
    if w[j] in ("to", "or", "-") and w[j + 1] not in ("a", "an") and (upper := number(w, j + 1)):
        high, j = upper
    if w[j : j + 3] == ["and", "a", "half"]:
        high, j = high + 1, j + 3
    hyphen = w[j] == "-"
    j = j + 1 if hyphen else j
    extra, countable = note == "extra", True
    while w[j] in _BETWEEN:
        extra, countable = extra or w[j] in _EXTRA, countable and w[j] not in _UNCOUNTABLE
        j += 1
    unit = UNITS.get(w[j])
    if unit is None or high < low or w[j + 1] in ("old", "olds") or (w[j + 1] == "-" and w[j + 2] in ("old", "olds")):
        return None
    adjective = hyphen and w[j] not in PLURALS
    j += 1
    if w[j : j + 3] == ["and", "a", "half"]:
        high, j = high + 1, j + 3
    elif low == 1 and w[j : j + 2] == ["or", "two"]:
        high, j = 2, j + 2
    if w[j : j + 2] == ["of", "age"] or w[j : j + 2] == ["or", "more"] or w[j : j + 2] == ["or", "so"]:
        return None
    if w[j] == "-" and w[j + 1] == "long":
        adjective, j = True, j + 2
    bound = note if note in ("more", "less") else ""
    return Count(low, high, unit, bound, extra, adjective, countable, note == "about"), j


def clock(w: list[str], i: int) -> int:
    """Return the place after a time of day ("noon", "12:00 GMT", "5 p.m.", "1200 GMT"), or `i` if there is none."""
    j = i
    if w[j] in CLOCK_WORDS:
        j += 1
    elif w[j][:1].isdigit() and ":" in w[j] and "-" not in w[j]:
        j = _meridiem(w, j + 1)
    elif w[j][:1].isdigit() and w[j].endswith(("am", "pm")):
        j += 1
    elif w[j].isdigit() and len(w[j]) <= 4:
        after = _meridiem(w, j + 1)
        if after > j + 1:
            j = after
        elif w[j + 1] == "o" and w[j + 2] == "'" and w[j + 3] == "clock":
            j += 4
        elif len(w[j]) == 4 and (w[j + 1] in ZONES or w[j + 1] == "local" or w[j + 1] == "hours"):
            j += 2 if w[j + 1] == "hours" else 1
    elif w[j] in SMALL_NUMBERS and w[j + 1] == "o" and w[j + 2] == "'" and w[j + 3] == "clock":
        j += 4
    elif w[j] in ("half", "quarter") and w[j + 1] in ("past", "to") and number(w, j + 2):
        j += 3
    if j > i or (i > 0 and number(w, i) and w[i + 1] != "-"):
        j = _part_of_day(w, j, hour=i if j == i else -1)
    if j == i:
        return i
    j = _zone(w, j)
    if w[j] == "(" and ")" in w[j + 1 : j + 7]:
        close = w.index(")", j)
        return close + 1 if _zone(w, j + 1) == close or _same_hour(w, j + 1) == close else j
    return j


def _part_of_day(w: list[str], j: int, hour: int) -> int:
    """Return the place after "in the evening", "at night"; `hour`: where a bare number may be the hour ("at nine")."""
    k = j if hour < 0 else hour + 1
    if w[k] == "in" and w[k + 1] == "the" and w[k + 2] in DAY_PARTS:
        return k + 3
    if w[k] == "at" and w[k + 1] == "night":
        return k + 2
    if hour > 0 and w[hour - 1] == "at" and w[k] == "on" and weekday_name(w, k + 1):
        return k
    return j


def _same_hour(w: list[str], i: int) -> int:
    """Return the place after the same hour elsewhere, in brackets: "(1300 GMT)"."""
    j = _meridiem(w, i + 1) if w[i][:1].isdigit() else i
    return _zone(w, j)


def _zone(w: list[str], i: int) -> int:
    """Return the place after a time zone: "GMT", "local time", "Moscow time"."""
    if w[i + 1] == "time" and w[i].isalpha():
        return i + 2
    return i + 1 if w[i] in ZONES else i


def _meridiem(w: list[str], i: int) -> int:
    if w[i] in ("am", "pm"):
        return i + 1
    if w[i] in ("a", "p") and w[i + 1] == "." and w[i + 2] == "m":
        return i + 4 if w[i + 3] == "." else i + 3
    return i

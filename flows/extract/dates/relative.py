"""Read times told from the day of publication, or from another day: weekdays, units of the calendar, today."""

from flows.extract.dates.calendar import UNKNOWN, VAGUE, month_span
from flows.extract.dates.counts import Count, coming_vague, recent_vague, stretch
from flows.extract.dates.frame import Phrase, constant
from flows.extract.dates.meanings import (
    around_nights,
    at_midnight,
    from_today,
    neighbouring,
    night_before,
    overnight,
    weekday,
    weekday_in,
    weekend,
    whole,
    whole_from_anchor,
)
from flows.extract.dates.phrases import Phrases
from flows.extract.dates.reading import month_name, weekday_name
from flows.extract.dates.vocabulary import DAY_PARTS, PLURALS, SEASONS, UNITS, word_set
from flows.extract.dates.written import Parsed, with_year

WHICH = {
    "last": "last", "next": "next", "this": "this", "past": "past", "coming": "coming", "upcoming": "coming",
    "previous": "previous", "preceding": "previous", "following": "following", "current": "this",
}  # fmt: skip
_SHIFTS = {"last": -1, "this": 0, "next": 1}
TODAY = Phrases({
    ("the", "day", "before", "yesterday"): -2, ("the", "day", "after", "tomorrow"): 2,
    ("day", "before", "yesterday"): -2, ("day", "after", "tomorrow"): 2,
    ("later", "today"): 0, ("earlier", "today"): 0, ("today",): 0, ("tonight",): 0, ("yesterday",): -1,
    ("tomorrow",): 1, ("last", "night"): -1, ("last", "evening"): -1, ("tomorrow", "night"): 1,
    ("this", "morning"): 0, ("this", "afternoon"): 0, ("this", "evening"): 0, ("tonight", "'s"): 0,
    ("later", "tonight"): 0, ("late", "last", "night"): -1, ("earlier", "this", "morning"): 0,
    ("earlier", "this", "evening"): 0, ("later", "this", "evening"): 0, ("later", "this", "afternoon"): 0,
    ("early", "this", "morning"): 0, ("late", "yesterday"): -1, ("earlier", "yesterday"): -1,
    ("early", "tomorrow"): 1, ("later", "in", "the", "day"): 0, ("earlier", "in", "the", "day"): 0,
})  # fmt: skip
_NAMED_DAYS = word_set("bloody black palm super ash holy good maundy easter shrove cyber")
_CALENDARS = word_set(
    "lunar chinese persian iranian kurdish jewish islamic muslim tibetan buddhist thai khmer vietnamese"
)
"""Peoples and faiths whose new year is another day."""
_OTHER_WORDS = frozenset(("sun", "sat", "wed", "mon"))
_FEW = word_set("few several couple some")


def today(w: list[str], i: int) -> Parsed:
    """Read today, tomorrow, last night, the day before yesterday."""
    found = TODAY.at(w, i)
    if found is None:
        return None
    shift, j = found
    return Phrase(from_today(shift)), j + 1 if w[j] in DAY_PARTS else j


def weekday_phrase(w: list[str], i: int) -> Parsed:
    """Read a weekday: "Friday", "last Friday", "Tuesday of next week", "next week on Tuesday", "Friday night"."""
    j = i + 1 if w[i] == "the" else i
    which = ""
    if w[j] in WHICH and w[j + 1]:
        which, j = WHICH[w[j]], j + 1
        if which == "this" and w[j] in ("coming", "past"):
            which, j = w[j], j + 1
    that = w[i] == "that"
    name = weekday_name(w, j + 1 if that else j)
    if name is None:
        return _week_then_day(w, i)
    if that:  # in running text more often "said that Friday's talks failed"
        return Phrase(lambda frame: UNKNOWN, firm=False), name[1]
    if w[j] in _OTHER_WORDS and w[j + 1] != ".":
        return None
    if w[i] == "the" and not which and w[name[1]] not in ("before", "of", "after"):
        return None
    number, k = name
    bare = len(w[j]) < 6
    k = k + 1 if w[k] == "'s" else k
    k = k + 1 if w[k] in DAY_PARTS else k
    of = k + 1 if w[k] in ("of", "in") else k
    if not which and w[of] in _SHIFTS and w[of + 1] == "week":
        return Phrase(weekday_in(number, Phrase(whole("week", _SHIFTS[w[of]])))), of + 2
    if (not which and w[k : k + 2] == ["before", "last"]) or w[k : k + 2] == ["after", "next"]:
        return constant(UNKNOWN), k + 2
    if w[i] == "the" and not which:
        return None
    if w[k] == "last" and not which and not w[k + 1].isalpha():
        which, k = "last", k + 1
    return Phrase(weekday(number, which), floating=not which, firm=not bare), k


def _week_then_day(w: list[str], i: int) -> Parsed:
    if w[i] not in _SHIFTS or w[i + 1] != "week":
        return None
    j = i + 3 if w[i + 2] == "," and w[i + 3] == "on" else i + 2
    j = j + 1 if w[j] in ("on", "'s") else j
    name = weekday_name(w, j)
    if name is None:
        return None
    return Phrase(weekday_in(name[0], Phrase(whole("week", _SHIFTS[w[i]])))), name[1]


def night(w: list[str], i: int) -> Parsed:
    """Read "overnight", "overnight into Friday", "midnight" alone."""
    if w[i] == "midnight":
        return Phrase(at_midnight, firm=False), i + 1
    if w[i] == "night" and w[i + 1] in ("to", "into") and (day := weekday_phrase(w, i + 2)):
        return Phrase(night_before(day[0])), day[1]
    if w[i] != "overnight":
        return None
    into = w[i + 1] in ("into", "to")
    j = i + 2 if into or w[i + 1] in ("on", "from") else i + 1
    day = weekday_phrase(w, j) or today(w, j)
    if day is None:
        return Phrase(overnight), i + 1
    if w[day[1]] in ("to", "into") and not into and (next_day := weekday_phrase(w, day[1] + 1)):
        return Phrase(night_before(next_day[0])), next_day[1]
    return Phrase(night_before(day[0]) if into else around_nights(day[0])), day[1]


def unit_phrase(w: list[str], i: int) -> Parsed:
    """Read a unit of the calendar: "last week", "the next day", "the past month", "this weekend", "last June"."""
    j = i + 1 if w[i] == "the" else i
    article = j > i
    if article and w[j] in UNITS:
        return _the_unit(w, j)
    if w[j] in ("same", "that"):
        k = j + 2 if w[j + 1] in ("same", "very") else j + 1
        if w[k] in UNITS or w[k] in DAY_PARTS:
            return Phrase(whole_from_anchor(UNITS.get(w[k], "day"), 0)), k + 1
    if w[j] in ("next", "following", "previous") and w[j + 1] in DAY_PARTS:
        return Phrase(whole_from_anchor("day", -1 if w[j] == "previous" else 1)), j + 2
    if w[j] == "weekend":
        return (Phrase(weekend()), j + 1) if article else (Phrase(weekend(), firm=False), j + 1)
    which = WHICH.get(w[j])
    if which is None:
        return None
    j += 1
    if which == "this" and w[j] in ("coming", "past"):
        which, j = w[j], j + 1
    if w[j] == "weekend":
        return (Phrase(weekend(which)) if which not in ("previous", "following") else constant(UNKNOWN)), j + 1
    if w[j] in SEASONS:
        return constant(UNKNOWN), j + 1
    if (name := month_name(w, j)) and not article and which not in ("previous", "following"):
        month = name[0]
        return Phrase(neighbouring(lambda year: month_span(year, month), which)), name[1]
    unit = UNITS.get(w[j])
    if unit is None or w[j] in PLURALS:
        return None
    j = j + 1 if w[j + 1] != "'s" else j + 2
    if which in ("previous", "following"):
        return Phrase(whole_from_anchor(unit, -1 if which == "previous" else 1)), j
    if unit == "day":
        return (Phrase(whole_from_anchor("day", 1)), j) if which == "next" else None
    if unit == "century":
        return constant(UNKNOWN), j
    if which in ("past", "coming") or (article and which != "this"):
        return Phrase(stretch(Count(1, 1, unit), -1 if which in ("past", "last") else 1)), j
    return Phrase(whole(unit, _SHIFTS[which])), j


def _the_unit(w: list[str], j: int) -> Parsed:
    """Read "the week before last", "the day after"; the place is at the unit."""
    unit = UNITS[w[j]]
    pair = (w[j + 1], w[j + 2])
    if pair == ("before", "last"):
        return Phrase(whole(unit, -2)), j + 3
    if pair == ("after", "next"):
        return Phrase(whole(unit, 2)), j + 3
    return None


def this_unit(w: list[str], i: int) -> Parsed:
    """Read "the week", "the year" inside "the end of the year": the one of publication. "the day" is today."""
    j = i + 1 if w[i] in ("the", "this") else i
    unit = UNITS.get(w[j])
    if unit in (None, "hour", "fortnight") or w[j] in PLURALS or w[j + 1 : j + 2] in (["before"], ["after"]):
        return None
    assert unit is not None
    return Phrase(whole(unit, 0)), j + 1


def vague(w: list[str], i: int) -> Parsed:
    """Read "the coming days", "the next few weeks", "recent months": the words have no number that counts."""
    j = i + 1 if w[i] == "the" else i
    which = w[j]
    if which in PLURALS and j > i and (w[j + 1] == "ahead" or w[j + 1 : j + 3] == ["to", "come"]):
        return Phrase(coming_vague), j + (2 if w[j + 1] == "ahead" else 3)
    if which not in ("coming", "next", "past", "last", "recent", "upcoming", "following"):
        return None
    j += 1
    if w[j] in _FEW:
        j += 2 if w[j + 1] == "of" else 1
    elif which in ("next", "last", "following"):
        return None
    if w[j] == "short":
        j += 1
    if w[j] not in PLURALS:
        return None
    if which == "following":
        return constant(VAGUE), j + 1
    return Phrase(coming_vague if which in ("coming", "next", "upcoming") else recent_vague), j + 1


def season(w: list[str], i: int) -> Parsed:
    """Read "spring 2025", "the summer of 2024": unresolved, since the hemispheres differ."""
    j = i + 1 if w[i] == "the" else i
    if w[j] not in SEASONS:
        return None
    found = with_year(w, j + 1, lambda year: None, None, firm=False)
    end = found[1] if found else j + 1
    firm = end > j + 1
    return Phrase(lambda frame: UNKNOWN, firm=firm), end


def named_day(w: list[str], i: int) -> bool:
    """Tell whether the time at this place is part of a name: Bloody Sunday, Black Friday, the Lunar New Year."""
    return i > 0 and (w[i - 1] in _NAMED_DAYS or (w[i] == "new" and w[i - 1] in _CALENDARS))

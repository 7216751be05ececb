"""Read counted times: "two days ago", "within 30 days", "in two weeks' time", "over the past month", "just days"."""

from flows.extract.dates.calendar import UNKNOWN, VAGUE, Span, Unit, unit_of
from flows.extract.dates.counts import (
    Count,
    bare_count,
    bare_vague,
    coming_vague,
    from_anchor_only,
    offset_from,
    running_for,
    shifted,
    stretch,
    time_limit,
    uncounted_ago,
)
from flows.extract.dates.frame import Frame, Meaning, Phrase, constant
from flows.extract.dates.meanings import whole_from_anchor
from flows.extract.dates.periods import longest, period
from flows.extract.dates.phrases import Phrases
from flows.extract.dates.reading import COUNT_STARTS, count
from flows.extract.dates.vocabulary import PLURALS, UNITS, word_set
from flows.extract.dates.written import Parsed

_STRETCH = {"past": -1, "last": -1, "next": 1, "coming": 1}
FEW = Phrases({
    ("a", "few"): True, ("several",): True, ("some",): True, ("a", "couple", "of"): True, ("many",): False,
    ("a", "number", "of"): False, ("a", "matter", "of"): False, ("just", "a", "few"): True, ("only", "a", "few"): True,
    ("just",): False, ("only",): False, ("mere",): False, ("a", "matter", "of", "a", "few"): False,
})  # fmt: skip
"""What stands before a plural, and whether it means fewer than ten."""
_LIMITS = frozenset(("deadline", "ultimatum", "limit", "notice"))
COUNTED_STARTS = (
    COUNT_STARTS
    | FEW.starts
    | _STRETCH.keys()
    | PLURALS
    | word_set("in over during for within throughout through the these this inside lasting after short more")
)
"""First words of a counted time, but for figures."""
_RUNNING = frozenset(("from", "starting", "beginning", "effective", "commencing"))
_LIMIT_FROM = frozenset(("of", "from", "after", "following"))


def counted(w: list[str], i: int) -> Parsed:
    """Read an expression with a number of units, or an uncounted one ("weeks ago", "in a few days")."""
    if w[i] not in COUNTED_STARTS and not w[i][:1].isdigit():
        return None
    if w[i][:1].isdigit():
        return _count(w, i)
    return longest(
        _stretch(w, i), _within(w, i), _for(w, i), _in(w, i), _count(w, i), _uncounted(w, i), _anchored(w, i)
    )


def _count(w: list[str], i: int) -> Parsed:
    """Read a count and what follows it: ago, later, from now, from Friday, or nothing."""
    found = count(w, i)
    if found is None:
        return None
    number, j = found
    j = j + 1 if w[j] in ("'", "'s") and w[j + 1] in ("time", "notice") else j
    j = j + 1 if w[j] == "time" else j
    if w[j] == "ago":
        if w[j + 1] == "today":
            return Phrase(shifted(number, -1, exact=True)), j + 2
        return _ago_weekday(w, j + 1) or (Phrase(shifted(number, -1)), j + 1)
    if w[j] in ("earlier", "previously", "beforehand"):
        return Phrase(shifted(number, -1, anchored=True)), j + 1
    if w[j] in ("later", "afterwards", "afterward"):
        return Phrase(shifted(number, 1, anchored=True)), j + 1
    if (w[j] == "from" and w[j + 1] in ("now", "today")) or w[j] == "hence":
        return Phrase(shifted(number, 1, exact=w[j + 1] == "today")), j + (1 if w[j] == "hence" else 2)
    if w[j] in ("before", "after", "from", "following", "on", "starting", "beginning", "prior"):
        k = j + 2 if w[j] == "prior" and w[j + 1] == "to" else j + 1
        day = period(w, k)
        if day and (w[j] != "on" or number.unit == "week"):
            if w[j] in ("starting", "beginning"):
                return Phrase(running_for(day[0], number)), day[1]
            return Phrase(offset_from(number, day[0], -1 if w[j] in ("before", "prior") else 1)), day[1]
        if w[j] in ("before", "after") and not w[j + 1].isalpha():
            return Phrase(shifted(number, -1 if w[j] == "before" else 1, anchored=True)), j + 1
        if w[j] in ("before", "after", "following", "from", "prior"):
            return constant(UNKNOWN), j + 1
    if number.adjective and w[j] in _LIMITS:
        return Phrase(time_limit(number)), j + 1
    if w[j] in ("of", "away"):
        return Phrase(lambda frame: UNKNOWN, firm=False), j if w[j] == "of" else j + 1
    bare = (w[i] in ("a", "an", "one") and not number.adjective) or number.unit in ("decade", "century", "year")
    return Phrase(bare_count(number), firm=not bare and not number.bound), j


def _ago_weekday(w: list[str], j: int) -> Parsed:
    """Read the day after "a week ago": which Friday is meant is not certain."""
    day = period(w, j + 1 if w[j] == "on" else j)
    return (constant(UNKNOWN), day[1]) if day else None


def _stretch(w: list[str], i: int) -> Parsed:
    """Read "[over|within|for] the past two weeks", "the next 48 hours"."""
    j = i + 1 if w[i] in ("in", "over", "during", "for", "within", "throughout", "through") else i
    j = j + 1 if w[j] in ("the", "these", "this") else j
    sign = _STRETCH.get(w[j])
    if sign is None:
        return None
    found = count(w, j + 1)
    if found is None and w[j + 1] == "couple" and w[j + 2] == "of" and w[j + 3] in PLURALS:
        found = Count(2, 2, UNITS[w[j + 3]]), j + 4
    if found is None or w[j + 1] in ("a", "an"):
        return _within_unit(w, i, j)
    if w[found[1]] == "of":
        return constant(UNKNOWN), found[1]
    if w[i] == "within" and sign > 0:
        return Phrase(time_limit(found[0])), found[1]
    return Phrase(stretch(found[0], sign)), found[1]


def _within_unit(w: list[str], i: int, j: int) -> Parsed:
    """Read "within the next month"."""
    unit = UNITS.get(w[j + 1])
    if w[i] != "within" or unit is None or w[j + 1] in PLURALS or w[j] not in ("next", "coming"):
        return None
    return Phrase(time_limit(Count(1, 1, unit))), j + 2


def _within(w: list[str], i: int) -> Parsed:
    """Read "within 30 days", "no later than 10 days from Friday", "inside a week"."""
    if w[i] not in ("within", "inside", "in"):
        return None
    j = i + 2 if w[i + 1] in ("under", "at") and w[i + 2] in ("most", "just") else i + 1
    j = j + 1 if w[j] in ("just", "the") else j
    found = count(w, j)
    if found is None or (w[i] == "in" and w[found[1]] != "of"):
        return None
    number, k = found
    if w[k] in _LIMIT_FROM:
        day = period(w, k + 1)
        return (Phrase(offset_from(number, day[0], 1)), day[1]) if day else (constant(UNKNOWN), k + 1)
    return (Phrase(time_limit(number)), k) if w[i] != "in" else None


def _for(w: list[str], i: int) -> Parsed:
    """Read "for 30 days", "for another two months", "for a week from Monday"."""
    if w[i] not in ("for", "lasting"):
        return None
    found = count(w, i + 1)
    if found is None:
        return None
    number, j = found
    if w[j] in _RUNNING:
        day = period(w, j + 2 if w[j + 1] in ("on", "from") else j + 1)
        if day:
            return Phrase(running_for(day[0], number)), day[1]
    if w[j] == "now":
        return Phrase(shifted(number, -1)), j + 1
    return Phrase(from_anchor_only(number)), j


def _in(w: list[str], i: int) -> Parsed:
    """Read "in ten days", "in two weeks' time"."""
    if w[i] != "in":
        return None
    found = count(w, i + 2 if w[i + 1] == "just" else i + 1)
    if found is None or found[0].adjective or w[found[1]] in ("of", "after", "before", "from"):
        return None
    j = found[1]
    j = j + 1 if w[j] in ("'", "'s") and w[j + 1] == "time" else j
    return Phrase(shifted(found[0], 1)), j + 1 if w[j] == "time" else j


def _uncounted(w: list[str], i: int) -> Parsed:
    """Read "several weeks ago", "days ago", "in a few days", "within hours", "just days"."""
    j = i + 1 if w[i] in ("in", "within", "for", "after", "over") else i
    below_ten, k = FEW.at(w, j) or (False, j)
    k = k + 1 if w[k] in ("short", "more") else k
    if w[k] not in PLURALS:
        return None
    unit: Unit = UNITS[w[k]]
    k += 1
    k = k + 1 if w[k] == "'" else k
    k = k + 1 if w[k] == "time" else k
    if w[k] == "ago":
        vague_but_small = unit in ("day", "week", "month", "hour") or below_ten
        return Phrase(uncounted_ago(unit, counted_below_ten=vague_but_small)), k + 1
    if w[k] in ("later", "earlier", "afterwards"):
        return Phrase(_after_anchor(unit) if w[k] == "later" else lambda frame: VAGUE), k + 1
    if w[k] in ("before", "after", "from", "of") or w[i] in ("for", "after", "over"):
        return Phrase(lambda frame: VAGUE, firm=False), k
    if w[i] in ("in", "within"):
        return Phrase(coming_vague), k
    firm = w[j] in ("a", "several", "just", "only", "mere") and unit in ("hour", "day", "week", "month")
    return Phrase(bare_vague, firm=firm), k


def _after_anchor(unit: Unit) -> Meaning:
    """Return the meaning of "days later", "hours later": from the anchor on."""

    def meaning(frame: Frame) -> Span:
        if frame.anchor is None:
            return VAGUE
        if unit == "hour":
            return Span(frame.anchor, unit_of(frame.anchor, "day", 1).latest, "range", fixed=True)
        return Span(frame.anchor, None, "vague", fixed=True)

    return meaning


def _anchored(w: list[str], i: int) -> Parsed:
    """Read "the day before", "the week after" with no word behind: seen from the anchor."""
    if w[i] != "the" or w[i + 1] not in UNITS or w[i + 2] not in ("before", "after"):
        return None
    unit, sign = UNITS[w[i + 1]], -1 if w[i + 2] == "before" else 1
    day = period(w, i + 3)
    if day:
        return (Phrase(offset_from(Count(1, 1, unit), day[0], sign)), day[1]) if unit == "day" else None
    if w[i + 3].isalpha() and w[i + 3] not in ("in", "at", "when", "and", "but", "as"):
        return constant(UNKNOWN), i + 3
    return Phrase(whole_from_anchor(unit, sign)), i + 3

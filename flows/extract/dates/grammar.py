"""The grammar of a whole expression: ranges, and the words that open or close a period (by, since, before, from).

Rules never call themselves and look a bounded number of tokens ahead, so reading stays linear in the text.
"""

from collections.abc import Callable

from flows.extract.dates.bounds import about, before, between, limit, onwards, since, starting
from flows.extract.dates.calendar import VAGUE
from flows.extract.dates.counted import counted
from flows.extract.dates.counts import running_for, shifted
from flows.extract.dates.frame import Meaning, Phrase, constant
from flows.extract.dates.meanings import at_midnight, before_now, from_today
from flows.extract.dates.periods import longest, period
from flows.extract.dates.phrases import Phrases
from flows.extract.dates.reading import clock, count, month_name, weekday_name
from flows.extract.dates.vocabulary import VAGUE_PHRASES, VAGUE_WORDS, word_set
from flows.extract.dates.written import Parsed, day_list

_AT = "at"
_OPENINGS: dict[str, str] = {
    "limit": (
        "by, until, till, til, through, up to, up until, no later than, not later than, by no later than, "
        "on or before, not after, by or before, as late as, through to, due by, at the latest by, "
        "at latest by, latest by"
    ),
    "before": "before, prior to, ahead of, earlier than, sometime before, at some point before",
    "since": "since, ever since, since at least",
    "after": "after, later than, sometime after, until after",
    "onwards": (
        "from, as from, not before, no earlier than, not earlier than, no sooner than, not sooner than, at least, "
        "as early as, as soon as, not until, at least until, at least till, until at least, through at least, "
        "at least through, to at least, by at least, from as early as, for as early as"
    ),
    "start": (
        "starting, starting from, starting on, starting in, starting at, beginning, beginning from, beginning on, "
        "beginning in, effective, effective from, effective on, effective as of, with effect from, commencing, as of"
    ),
    "about": "about, around, circa, on or about, on or around, on about, on around, towards, toward",
    _AT: (
        "on, in, at, during, over, for, of, throughout, within, sometime, sometime in, some time in, sometime on, "
        "just, at some point, at some point in, as recently as, as long ago as, due, due on, scheduled for, set for, "
        "planned for, slated for, expected in, expected on, dated, only"
    ),
}
"""Prepositions and other openings of a time, by what they do to it; `at` leaves it as it is."""
OPENINGS = Phrases({tuple(words.split()): kind for kind, phrases in _OPENINGS.items() for words in phrases.split(", ")})
MEANINGFUL = frozenset(("limit", "before", "since", "after", "onwards", "start", "about"))
"""Kinds of opening that change the days, and so belong to the words of the expression."""

_JOINS = frozenset(("to", "into", "until", "till", "through", "thru", "-", "/", "and", "or"))
_NOW = frozenset(("now", "today"))
_VAGUE_PHRASES = Phrases(dict.fromkeys(VAGUE_PHRASES, VAGUE))
_BEFORE_BEEN = word_set("it that there this has had have 's is was already now just only s which")
_BEEN = frozenset(("been", "lasted", "passed"))
VAGUE_STARTS = (
    _VAGUE_PHRASES.starts | VAGUE_WORDS | word_set("very quite as too only earlier already previously formerly")
)


def expression(w: list[str], i: int) -> Parsed:
    """Read the longest time expression at this place, with its preposition."""
    here = period(w, i)
    return longest(_range(w, i, here), _opened(w, i), counted(w, i), here, _closed(w, here), _vague(w, i))


def opening(w: list[str], i: int) -> tuple[str, int]:
    """Return the kind of preposition at this place and the place after it; ("", i) if there is none."""
    return OPENINGS.at(w, i) or ("", i)


def _opened(w: list[str], i: int) -> Parsed:
    kind, j = opening(w, i)
    if not kind:
        return None
    j = j + 1 if kind != _AT and w[j] in ("about", "around", "on", "in", "at") else j
    j = j + 1 if w[j] == "the" and (weekday_name(w, j + 1) or month_name(w, j + 1)) else j
    if (kind == "after" and clock(w, j) > j) or (kind == "before" and w[j] in ("dawn", "sunrise", "daybreak")):
        kind = _AT
    here = period(w, j)
    ranged = _range(w, j, here) if kind in (_AT, "start") else None
    found = longest(here, ranged, counted(w, j) if kind != _AT else None)
    if found is None:
        return None
    phrase, k = found
    if kind == "limit" and w[k : k + 3] == ["at", "the", "latest"]:
        k += 3
    elif kind == "limit" and w[k : k + 3] == ["at", "the", "earliest"]:
        kind, k = "onwards", k + 3
    if kind == "onwards" and w[i] == "from":
        k = k + 1 if w[k] in ("on", "onwards", "onward") and not w[k + 1].isdigit() else k
        if w[k] == "for" and (length := count(w, k + 1)):
            return Phrase(running_for(phrase, length[0])), length[1]
        if w[k] == "," and w[k + 1] == "for" and (length := count(w, k + 2)):
            return Phrase(running_for(phrase, length[0])), length[1]
    if kind == "limit" and w[j] == "midnight" and k == j + 1:
        return Phrase(at_midnight, firm=False), k
    floating = phrase.floating and kind in (_AT, "start", "about")
    return Phrase(_MEANINGS[kind](phrase), floating=floating, firm=phrase.firm), k


_MEANINGS: dict[str, Callable[[Phrase], Meaning]] = {
    "limit": limit,
    "before": before,
    "since": since,
    "after": lambda phrase: onwards(phrase, from_end=True),
    "onwards": onwards,
    "start": starting,
    "about": about,
    _AT: lambda phrase: phrase.meaning,
}
"""What each kind of opening makes of a period."""


def _closed(w: list[str], found: Parsed) -> Parsed:
    """Read what follows a period: "[Friday] at the latest", "[September] at the earliest"."""
    if found is None or w[found[1]] != "at" or w[found[1] + 1] != "the":
        return None
    phrase, k = found
    if w[k + 2] == "latest":
        return Phrase(limit(phrase)), k + 3
    return (Phrase(onwards(phrase)), k + 3) if w[k + 2] == "earliest" else None


def _range(w: list[str], i: int, here: Parsed) -> Parsed:
    """Read "from A to B", "between A and B", "A to B", "A and B"; `here`: the period at `i`, if there is one."""
    leading = w[i] in ("from", "between")
    if not leading and here is None:
        return None
    j = i + 1 if leading else i
    if leading and day_list(w, j):
        days = period(w, j)
        if days:
            return Phrase(days[0].meaning, floating=days[0].floating), days[1]
    if leading and w[clock(w, j)] in _JOINS and clock(w, j) > j:
        return period(w, clock(w, j) + 1)
    if w[j] in _NOW and leading:
        first: Parsed = (Phrase(from_today(0)), j + 1)
    else:
        first = period(w, j) if leading else here
    if first is None or w[first[1]] not in _JOINS:
        return None
    phrase, k = first
    if w[k] == "/" and "-" not in w[k - 1]:  # 2026-03-04/2026-03-06
        return None
    if (w[k] in ("and", "or") and w[i] == "from") or (w[k] == "or" and leading):
        return None
    k += 1
    k = k + 1 if w[k] == "including" or (w[k - 1] == "through" and w[k] == "to") else k
    second = period(w, k + 1 if w[k] == "on" else k)
    if second is None:
        return None
    if w[first[1]] in ("and", "or") and not leading:
        ahead_or_back = w[j] in ("next", "last", "this") and weekday_name(w, j + 1) is not None
        if not second[0].floating or not (phrase.floating or ahead_or_back):
            return None
    return Phrase(between(phrase, second[0])), second[1]


def _vague(w: list[str], i: int) -> Parsed:
    """Read "soon", "shortly", "very soon"; "earlier" and "already"; "it had already been a month"."""
    if w[i] not in VAGUE_STARTS and w[i] not in _BEFORE_BEEN and w[i] not in _BEEN:
        return None
    if phrase := _VAGUE_PHRASES.at(w, i):
        return constant(VAGUE), phrase[1]
    j = i + 1 if w[i] in ("very", "quite", "as", "too", "only") else i
    if w[j] in VAGUE_WORDS:
        return constant(VAGUE), j + 1
    if w[j] in ("earlier", "already", "previously", "formerly"):
        found = _elapsed(w, i)
        return found or (Phrase(before_now, firm=False), j + 1)
    return _elapsed(w, i)


def _elapsed(w: list[str], i: int) -> Parsed:
    """Read "it had already been a month", "it has been two weeks since": so long ago."""
    j = i
    while w[j] in _BEFORE_BEEN and j < i + 5:
        j += 1
    if w[j] not in _BEEN:
        return None
    j = j + 1 if w[j + 1] != "for" else j + 2
    j = j + 1 if w[j] == "already" else j
    found = count(w, j)
    if found is None or found[0].adjective:
        return None
    k = found[1] + 1 if w[found[1]] in ("since", "already", "now") else found[1]
    return Phrase(shifted(found[0], -1), firm=False), k

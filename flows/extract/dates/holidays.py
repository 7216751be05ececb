"""Read holidays whose day the calendar knows. Ramadan, Eid and others that the moon decides stay unresolved."""

from collections.abc import Callable
from datetime import date, timedelta

from flows.extract.dates.calendar import VAGUE, Span, day_of, easter, orthodox_easter, single, weekday_on_or_before
from flows.extract.dates.frame import Phrase, constant
from flows.extract.dates.meanings import neighbouring
from flows.extract.dates.phrases import Phrases
from flows.extract.dates.written import Parsed, with_year


def _on(month: int, day: int) -> Callable[[int], Span | None]:
    return lambda year: day_of(year, month, day)


def _easter(days: int) -> Callable[[int], Span | None]:
    """Easter bounded by the Western and the Orthodox one, where they differ: the words don't say which."""

    def in_year(year: int) -> Span | None:
        western = easter(year) + timedelta(days=days)
        orthodox = orthodox_easter(year) + timedelta(days=days)
        return single(western) if western == orthodox else Span(western, orthodox, "range")

    return in_year


def _thanksgiving(year: int) -> Span:
    return single(weekday_on_or_before(date(year, 11, 28), 3))


HOLIDAYS: Phrases[Callable[[int], Span | None]] = Phrases(
    {
        ("orthodox", "christmas", "eve"): _on(1, 6),
        ("orthodox", "christmas"): _on(1, 7),
        ("christmas", "eve"): _on(12, 24),
        ("christmas", "day"): _on(12, 25),
        ("christmas",): _on(12, 25),
        ("boxing", "day"): _on(12, 26),
        ("new", "year", "'s", "eve"): _on(12, 31),
        ("new", "year", "'", "s", "eve"): _on(12, 31),
        ("new", "year", "'s", "day"): _on(1, 1),
        ("new", "years", "eve"): _on(12, 31),
        ("new", "years", "day"): _on(1, 1),
        ("new", "year"): _on(1, 1),
        ("new", "year", "'s"): _on(1, 1),
        ("may", "day"): _on(5, 1),
        ("valentine", "'s", "day"): _on(2, 14),
        ("halloween",): _on(10, 31),
        ("thanksgiving",): _thanksgiving,
        ("thanksgiving", "day"): _thanksgiving,
        ("orthodox", "easter"): lambda year: single(orthodox_easter(year)),
        ("orthodox", "easter", "sunday"): lambda year: single(orthodox_easter(year)),
        ("catholic", "easter"): lambda year: single(easter(year)),
        ("western", "easter"): lambda year: single(easter(year)),
        ("good", "friday"): _easter(-2),
        ("easter", "sunday"): _easter(0),
        ("easter", "monday"): _easter(1),
        ("easter",): _easter(0),
    }
)


def holiday(w: list[str], i: int) -> Parsed:
    """Read a holiday, alone, with a year, or after last, this, next, this coming."""
    which, j = "", i
    if w[j] in ("last", "next", "this"):
        which, j = w[j], j + 1
        if w[j] in ("coming", "past"):
            which, j = ("next" if w[j] == "coming" else "last"), j + 1
    found = HOLIDAYS.at(w, j)
    if found is None:
        return None
    in_year, k = found
    if w[j] == "new" and k == j + 2 and j > 1 and w[j - 2 : j] == ["in", "the"]:
        return constant(VAGUE), k
    if which:
        return Phrase(neighbouring(in_year, which)), k
    if w[j] == "good" and w[k] in ("agreement", "accord", "peace"):
        return None
    return with_year(w, k, in_year, None, firm=True)

"""From where time words are read, and how a date that lacks its year finds the nearest fitting one."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from flows.extract.dates.calendar import UNKNOWN, Span
from schemas.when import Direction

NEAREST = 3
"""Among so many nearest years a weekday beside a date may choose."""


class Frame(NamedTuple):
    """The point of view: day of publication, direction, anchor, and where a steered search starts.

    `reference` is set inside a range: the second day is sought from the first one, not from publication.
    """

    published: date | None
    direction: Direction
    anchor: date | None = None
    reference: date | None = None

    @property
    def origin(self) -> date | None:
        """The day from which floating words are sought."""
        return self.reference or self.published

    def pointing(self, direction: Direction) -> "Frame":
        """Return this frame with a direction that the words imply, unless it has one already."""
        return self._replace(direction=direction) if self.direction == "none" else self

    def pointing_back(self) -> "Frame":
        """Return this frame looking back: for the start of what is still under way."""
        return self._replace(direction="past")

    def seeking(self, reference: date, direction: Direction) -> "Frame":
        """Return a frame that seeks floating words from `reference`."""
        return self._replace(reference=reference, direction=direction)


Meaning = Callable[[Frame], Span]


class Phrase(NamedTuple):
    """What an expression means.

    `floating`: it is the nearest fitting of many days, so the other end of a range may steer it.
    `in_year`: its span in a given year, for expressions that come once a year.
    `firm`: a time in running text even without a preposition ("July 5" is, "May" and "2015" are not).
    """

    meaning: Meaning
    floating: bool = False
    in_year: Callable[[int], Span | None] | None = None
    firm: bool = True


def fixed(span: Span | None) -> Phrase:
    """Return a phrase that is the same span from everywhere; None is a day that the calendar lacks."""
    found = span._replace(fixed=True) if span else UNKNOWN
    return Phrase(lambda frame: found)


def constant(span: Span) -> Phrase:
    """Return a phrase that never resolves further than `span`."""
    return Phrase(lambda frame: span)


def nearest(candidates: Iterable[Span | None], frame: Frame, weekday: int | None = None) -> Span:
    """Return the candidate nearest to the origin that fits the direction; a weekday chooses among the nearest."""
    origin = frame.origin
    if origin is None:
        return UNKNOWN
    fitting: list[tuple[int, int, date, Span]] = []
    for span in candidates:
        if span is None or span.earliest is None or span.latest is None:
            continue
        if frame.direction == "past" and span.earliest > origin:
            continue
        if frame.direction == "future" and span.latest < origin:
            continue
        ahead = span.earliest > origin
        distance = max((span.earliest - origin).days, (origin - span.latest).days, 0)
        fitting.append((distance, int(ahead), span.earliest, span))
    fitting.sort(key=lambda entry: entry[:3])
    if not fitting:
        return UNKNOWN
    for *_, span in fitting[:NEAREST]:
        if weekday is not None and span.earliest is not None and span.earliest.weekday() == weekday:
            return span
    return fitting[0][3]


def yearly(in_year: Callable[[int], Span | None], weekday: int | None = None, *, firm: bool = True) -> Phrase:
    """Return a phrase that comes once a year (or less often: 29 February) and takes the nearest fitting year."""

    def meaning(frame: Frame) -> Span:
        if frame.origin is None:
            return UNKNOWN
        year = frame.origin.year
        for reach in (9,) if weekday is not None else (1, 9):  # 29 February may be eight years away
            years = range(max(year - reach, 1), min(year + reach, 9998) + 1)
            found = nearest((in_year(y) for y in years), frame, weekday)
            if found is not UNKNOWN:
                return found
        return UNKNOWN

    return Phrase(meaning, floating=True, in_year=in_year, firm=firm)

"""What prepositions make of a time, as a function of the frame: by, until, before, since, from, to."""

from flows.extract.dates.calendar import UNKNOWN, Span, single
from flows.extract.dates.frame import Frame, Meaning, Phrase
from flows.extract.dates.meanings import narrowed


def between(first: Phrase, second: Phrase) -> Meaning:
    """Return the days from one time to another; an end that lacks its year is sought from the other end."""

    def meaning(frame: Frame) -> Span:
        if first.floating and not second.floating:
            end = second.meaning(frame)
            start = first.meaning(frame.seeking(end.earliest, "past")) if end.earliest else UNKNOWN
        else:
            start = first.meaning(frame)
            if frame.direction == "future" and first.in_year and second.in_year and frame.origin:
                begun = first.meaning(frame.pointing_back())
                end = second.meaning(frame.seeking(begun.earliest, "future")) if begun.earliest else UNKNOWN
                start = begun if end.latest and end.latest >= frame.origin else start
            seeking = second.floating and start.earliest is not None
            end = second.meaning(frame.seeking(start.earliest, "future") if seeking and start.earliest else frame)
        if start.earliest is None or end.latest is None or start.earliest > end.latest:
            return UNKNOWN
        return narrowed(Span(start.earliest, end.latest, "range", fixed=start.fixed or end.fixed))

    return meaning


def limit(phrase: Phrase) -> Meaning:
    """Return the last day of "by X", "until X": the limit itself. By the start of X is by its first day."""

    def meaning(frame: Frame) -> Span:
        span = phrase.meaning(frame.pointing("future"))
        last = span.earliest if span.edge == "start" else span.latest
        return single(last, fixed=span.fixed) if last else UNKNOWN

    return meaning


def before(phrase: Phrase) -> Meaning:
    """Return "before X": up to X; for a longer period up to its first day, for the end of one up to its last."""

    def meaning(frame: Frame) -> Span:
        span = phrase.meaning(frame.pointing("future"))
        last = span.latest if span.edge == "end" else span.earliest
        return Span(None, last, "before", fixed=span.fixed) if last else UNKNOWN

    return meaning


def since(phrase: Phrase) -> Meaning:
    """Return "since X": from the first day of X on."""

    def meaning(frame: Frame) -> Span:
        span = phrase.meaning(frame.pointing("past"))
        if span.earliest is None or (frame.direction == "future" and not span.fixed):
            return UNKNOWN
        return Span(span.earliest, None, "after", fixed=span.fixed)

    return meaning


def onwards(phrase: Phrase, *, from_end: bool = False) -> Meaning:
    """Return "from X", "at least until X", "as early as X"; with `from_end` "after X"."""

    def meaning(frame: Frame) -> Span:
        span = phrase.meaning(frame.pointing("future"))
        first = span.latest if from_end else span.earliest
        return Span(first, None, "after", fixed=span.fixed) if first else UNKNOWN

    return meaning


def starting(phrase: Phrase) -> Meaning:
    """Return "starting X", "effective X": X, looking ahead."""
    return lambda frame: phrase.meaning(frame.pointing("future"))


def about(phrase: Phrase) -> Meaning:
    """Return "on or about X": X, marked as approximate."""
    return lambda frame: phrase.meaning(frame)._replace(approximate=True)

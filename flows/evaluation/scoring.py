"""The figures: precision, recall and F1 of events and actors, accuracy of what is said of the events found."""

from collections.abc import Iterable, Sequence
from typing import Literal

from pydantic import BaseModel, Field, computed_field

from flows.evaluation.gold import GoldEvent, GoldTime
from flows.evaluation.matching import core_actor_matches, match, quotes_of, spans
from schemas import Mention, all_event_types
from schemas.when import When

_UNSCORED_TIMES = {"issued"}
"""Gold dates a deadline by the day it is due; the day on which it was set is no answer to that."""


class Counts(BaseModel):
    """What was found and what should have been; precision, recall and F1 follow. All three are 0 without a match."""

    right: int = 0
    false: int = 0
    missed: int = 0

    def add(self, right: int = 0, false: int = 0, missed: int = 0) -> None:
        """Count more."""
        self.right += right
        self.false += false
        self.missed += missed

    @computed_field  # type: ignore[prop-decorator]
    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return _share(self.right, self.right + self.false)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def recall(self) -> float:
        """Share of what should have been found that was."""
        return _share(self.right, self.right + self.missed)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        return _share(2 * self.right, 2 * self.right + self.false + self.missed)


class Accuracy(BaseModel):
    """How often a value was right, of how often there was one to give."""

    right: int = 0
    of: int = 0

    def add(self, is_right: bool) -> None:
        """Count one more."""
        self.right += is_right
        self.of += 1

    @computed_field  # type: ignore[prop-decorator]
    @property
    def accuracy(self) -> float:
        """Share that was right; 0 where there was none to give."""
        return _share(self.right, self.of)


class Figures(BaseModel):
    """How well an engine reads. Optional gold counts neither as found nor as missed, but what is said of it does."""

    events: Counts = Field(default_factory=Counts)
    by_type: dict[str, Counts] = Field(default_factory=lambda: {kind.type: Counts() for kind in all_event_types()})
    core_actors: Counts = Field(default_factory=Counts)
    """Of events that were matched: participants, parties, issuers and addressees."""
    status: Accuracy = Field(default_factory=Accuracy)
    assertion: Accuracy = Field(default_factory=Accuracy)
    time: Accuracy = Field(default_factory=Accuracy)
    """Of events that were matched and that the gold gives a day for."""
    evidence: int = 0
    """Evidence sentences of all events found."""
    ungrounded: int = 0
    """Of these, not to be found in the article as its source gives it."""


class Error(BaseModel):
    """An event that was missed, or one that isn't in the gold, with its sentences, best one first."""

    kind: Literal["missed", "false"]
    article: str
    type: str
    sentences: list[str]


def score(
    articles: Iterable[tuple[str, str, Sequence[GoldEvent], Sequence[Mention]]],
) -> tuple[Figures, list[Error]]:
    """Return the figures and the errors for articles, each its id, title and text, gold events and events found."""
    figures, errors = Figures(), []
    for name, text, events, found in articles:
        matched = match(events, found, text)
        for event, mention in ((events[one], found[other]) for one, other in matched.items()):
            if not event.optional:
                figures.events.add(right=1)
                figures.by_type[event.type].add(right=1)
            figures.core_actors.add(*core_actor_matches(event, mention))
            figures.status.add(mention.status in event.status)
            figures.assertion.add(mention.assertion in event.assertion)
            if event.time and (event.time.earliest or event.time.latest):
                figures.time.add(is_time_right(event.time, mention))
        for one, event in enumerate(events):
            if one not in matched and not event.optional:
                figures.events.add(missed=1)
                figures.by_type[event.type].add(missed=1)
                errors.append(Error(kind="missed", article=name, type=event.type, sentences=event.evidence))
        for other, mention in enumerate(found):
            quotes = quotes_of(mention)
            figures.evidence += len(quotes)
            figures.ungrounded += len(quotes) - len(spans(quotes, text))
            if other not in matched.values():
                figures.events.add(false=1)
                figures.by_type[mention.type].add(false=1)
                errors.append(Error(kind="false", article=name, type=mention.type, sentences=quotes))
    return figures, errors


def is_time_right(gold: GoldTime, mention: Mention) -> bool:
    """Tell whether a time of the mention agrees with the gold's first or last day; two open ends agree as well."""
    times: list[When | None] = [getattr(mention, name) for name in mention.time_fields if name not in _UNSCORED_TIMES]
    return any(
        time.earliest == gold.earliest or time.latest == gold.latest
        for time in times
        if time and (time.earliest or time.latest)
    )


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0

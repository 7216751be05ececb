"""A mention of an actor: what the rest of the pipeline sees of one."""

from typing import NamedTuple

from flows.extract.actors.gazetteer import gazetteer
from flows.extract.actors.spans import Span
from flows.extract.actors.tokens import Tokens
from schemas.mention import ActorKind

_ARTICLES = frozenset({"the", "a", "an"})
NOWHERE = -1
"""The offset of a name that only the title has."""


class ActorMention(NamedTuple):
    """One mention of an actor in a text."""

    start: int
    """Offset of the first code point in the text; -1 for a name that only the title has."""
    end: int
    """Offset after the last code point; -1 for a name that only the title has."""
    name: str
    """The fullest form here, as written: `text[start:end]`, without a leading "the"; of "the two Koreas", each name."""
    canonical: str
    """The gazetteer's name of the actor, of the state for one who acts for a state; the written one if it has none."""
    kind: ActorKind
    """The kind of the actor; "person" only for someone of whom nothing tells whom he acts for."""
    iso3: str | None
    """ISO 3166-1 alpha-3 of the state; for a place, of the state in which it lies."""
    inferred: bool
    """The name only stands for the actor: a metonym, a person, "the government"."""
    place: bool
    """Read as a place ("in Washington"): never an actor."""
    person: bool
    """The name is that of a person."""

    @property
    def key(self) -> str:
        """What two mentions of one actor share: iso3, else the canonical name without case."""
        return self.iso3 or self.canonical.casefold()

    def of_title(self) -> "ActorMention":
        """Return the mention as that of a name which only the title has."""
        return self._replace(start=NOWHERE, end=NOWHERE)


def mentions_of(tokens: Tokens, spans: list[Span]) -> list[ActorMention]:
    """Return the mentions that the spans of a text are, each without the article before it.

    A word that names several states together ("Koreas") is a mention of each of them.
    """
    text, lower, starts, ends = tokens.text, tokens.lower, tokens.starts, tokens.ends
    mentions: list[ActorMention] = []
    for span in spans:
        first = span.first
        if span.kind == "person" and not span.canonical:
            span.canonical = tokens.written(max(span.role, first), span.last)
        while first < span.last - 1 and lower[first] in _ARTICLES:
            first += 1
        start, end = starts[first], ends[span.last - 1]
        name = text[start:end]
        if span.states:
            mentions += [one_of_several(iso3, start, end) for iso3 in span.states]
            continue
        canonical = span.canonical or name
        mentions.append(
            ActorMention(start, end, name, canonical, span.kind, span.iso3, span.inferred, span.place, span.person)
        )
    return mentions


def one_of_several(iso3: str, start: int = NOWHERE, end: int = NOWHERE) -> ActorMention:
    """Return the mention of one of the states that a word names together, by the state's own name."""
    canonical = gazetteer().states[iso3].entry.canonical
    return ActorMention(start, end, canonical, canonical, "state", iso3, True, False, False)

"""A mention of an actor: what the rest of the pipeline sees of one."""

from dataclasses import dataclass, replace

from flows.extract.actors.spans import Span
from flows.extract.actors.tokens import Tokens
from schemas.mention import ActorKind

NOWHERE = -1
"""The offset of a name that only the title has."""


@dataclass(frozen=True, slots=True)
class ActorMention:
    """One mention of an actor in a text."""

    start: int
    """Offset of the first code point in the text; -1 for a name that only the title has."""
    end: int
    """Offset after the last code point; -1 for a name that only the title has."""
    name: str
    """The fullest form here, as written: `text[start:end]`, without a leading "the"."""
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
        return replace(self, start=NOWHERE, end=NOWHERE)


def mentions_of(tokens: Tokens, spans: list[Span]) -> list[ActorMention]:
    """Return the mentions that the spans of a text are, each without the article before it."""
    mentions: list[ActorMention] = []
    for span in spans:
        first = span.first
        if span.kind == "person" and not span.canonical:
            span.canonical = tokens.written(max(span.role, first), span.last)
        while first < span.last - 1 and tokens.lower[first] in ("the", "a", "an"):
            first += 1
        start, end = tokens.starts[first], tokens.ends[span.last - 1]
        name = tokens.text[start:end]
        mentions.append(
            ActorMention(
                start,
                end,
                name,
                span.canonical or name,
                span.kind,
                span.iso3,
                span.inferred,
                span.place,
                span.person,
            )
        )
    return mentions

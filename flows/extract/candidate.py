"""A candidate: a draft whose sentences and names have been found in the article."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from schemas.mention import Actor, Mention


@dataclass(frozen=True)
class Flaw:
    """Something in a draft that the article does not bear out."""

    stage: Literal["ground", "judge"]
    reason: str
    detail: str


@dataclass(frozen=True)
class Candidate:
    """An event on its way from draft to mention: grounded, not yet judged."""

    event_type: type[Mention]
    evidence: tuple[int, ...]
    """Sentence numbers, best one first."""
    summary: str
    status: str
    assertion: str
    said_by: str | None
    actors: tuple[Actor, ...]
    location: str | None
    fields: Mapping[str, Any] = field(default_factory=dict)
    """The type's own fields as the engine answered them; times and durations as words of the article."""

    def core_actors(self) -> frozenset[str]:
        """Return the keys of the core actors, which make them the same in two candidates."""
        return self.keys(*self.event_type.core_roles)

    def keys(self, *roles: str) -> frozenset[str]:
        """Return the keys of the actors in these roles: the state's code, else the folded name."""
        return frozenset(actor.key for actor in self.actors if actor.role in roles)

    def with_(self, **changes: Any) -> "Candidate":
        """Return a copy with some fields changed."""
        return replace(self, **changes)


def distinct(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Return the actors with one entry for each role and actor, the first one."""
    first: dict[tuple[str, str], Actor] = {}
    for actor in actors:
        first.setdefault((actor.role, actor.key), actor)
    return tuple(first.values())

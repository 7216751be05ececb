"""Merging: drafts of one article that tell the same happening become one candidate."""

from collections.abc import Sequence
from datetime import date

from flows.extract import dates
from flows.extract.candidate import Candidate
from flows.extract.grounding import distinct
from schemas.when import When

MAX_EVIDENCE = 6
FEWEST = 2
"""A lead with so many core actors needs no further ones: later sentences name bystanders too."""


def merged(candidates: Sequence[Candidate], published: date | None) -> list[Candidate]:
    """Return the candidates with those of one happening joined, in the order in which they were found.

    The first found leads: its status, words and best evidence stay, gaps are filled from the others. `published` is
    the article's day, from which relative time words are compared.
    """
    kept: list[Candidate] = []
    for candidate in candidates:
        for place, earlier in enumerate(kept):
            if same_happening(earlier, candidate, published):
                kept[place] = join(earlier, candidate)
                break
        else:
            kept.append(candidate)
    return kept


def same_happening(one: Candidate, other: Candidate, published: date | None) -> bool:
    """Tell whether two candidates of one article are one happening.

    They are when they are of one type, no time tells them apart, and they rest on the same best sentence or one's core
    actors contain the other's.
    """
    if one.event_type is not other.event_type or _times_differ(one, other, published):
        return False
    if one.evidence[0] == other.evidence[0]:
        return one.core_actors() <= other.core_actors() or other.core_actors() <= one.core_actors()
    ours, theirs = one.core_actors(), other.core_actors()
    if not ours or not theirs:
        return bool(set(one.evidence) & set(other.evidence))
    return (ours <= theirs or theirs <= ours) and _phases_agree(one, other)


def join(lead: Candidate, other: Candidate) -> Candidate:
    """Return `lead` with the other's evidence, actors and fields where its own are missing."""
    evidence = tuple(dict.fromkeys(lead.evidence + other.evidence))[:MAX_EVIDENCE]
    fields = {name: value if value not in (None, []) else other.fields.get(name) for name, value in lead.fields.items()}
    core = lead.event_type.core_roles
    known = {actor.iso3 or actor.canonical.casefold() for actor in lead.actors}
    added = (
        actor
        for actor in other.actors
        if (actor.iso3 or actor.canonical.casefold()) not in known
        and (actor.role not in core or len(lead.core_actors()) < FEWEST)
    )
    return lead.with_(
        evidence=evidence,
        actors=distinct((*lead.actors, *added)),
        said_by=lead.said_by or other.said_by,
        location=lead.location or other.location,
        fields=fields,
    )


_FUTURE = frozenset({"proposed", "scheduled"})
_PAST = frozenset({"concluded", "broken_off", "cancelled"})


def _phases_agree(one: Candidate, other: Candidate) -> bool:
    """Talks that are over and talks that are to come are two rounds."""
    phases = {one.status, other.status}
    return not (phases & _FUTURE and phases & _PAST)


def _times_differ(one: Candidate, other: Candidate, published: date | None) -> bool:
    name = one.event_type.time_fields[0] if one.event_type.time_fields else None
    ours, theirs = (_when(candidate, name, published) for candidate in (one, other))
    return bool(ours and theirs and _disjoint(ours, theirs))


def _when(candidate: Candidate, name: str | None, published: date | None) -> When | None:
    words = candidate.fields.get(name) if name else None
    return (
        dates.resolve(words, published, candidate.event_type.direction(str(name), candidate.status)) if words else None
    )


def _disjoint(one: When, other: When) -> bool:
    if not (one.earliest and one.latest and other.earliest and other.latest):
        return False
    return one.latest < other.earliest or other.latest < one.earliest

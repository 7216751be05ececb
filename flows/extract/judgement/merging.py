"""Merging: drafts of one article that tell the same happening become one candidate."""

import re
from collections.abc import Sequence

from flows.extract import dates
from flows.extract.article import Article
from flows.extract.candidate import Candidate
from flows.extract.grounding import distinct
from schemas.draft import MAX_EVIDENCE
from schemas.when import When

FEWEST = 2
"""A lead with so many core actors needs no further ones: later sentences name bystanders too."""


def merged(candidates: Sequence[Candidate], article: Article) -> list[Candidate]:
    """Return the candidates with those of one happening joined, in the order in which they were found.

    The first found leads: its status, words and best evidence stay, gaps are filled from the others.
    """
    kept: list[Candidate] = []
    for candidate in candidates:
        for place, earlier in enumerate(kept):
            if same_happening(earlier, candidate, article):
                kept[place] = join(earlier, candidate, article)
                break
        else:
            kept.append(candidate)
    return kept


def same_happening(one: Candidate, other: Candidate, article: Article) -> bool:
    """Tell whether two candidates of one article are one happening.

    They are when they are of one type, no time tells them apart, and they rest on the same best sentence, one's core
    actors contain the other's, or they have an actor and the very day in common.
    """
    if one.event_type is not other.event_type:
        return False
    ours, theirs = one.core_actors(), other.core_actors()
    nested = ours <= theirs or theirs <= ours
    times = _main_time(one, article), _main_time(other, article)
    if times[0] and times[1] and _disjoint(times[0], times[1]):
        return False
    if one.evidence[0] == other.evidence[0]:
        return nested
    if times[0] and times[1] and times[0].earliest and times[0].earliest == times[1].earliest and ours & theirs:
        return True
    if not ours or not theirs:
        return bool(set(one.evidence) & set(other.evidence))
    return nested and not _next_round(one, other, article)


def join(lead: Candidate, other: Candidate, article: Article) -> Candidate:
    """Return `lead` with the other's evidence, actors and fields where its own are missing or say less exactly when."""
    evidence = tuple(dict.fromkeys(lead.evidence + other.evidence))[:MAX_EVIDENCE]
    fields = {name: value if value not in (None, []) else other.fields.get(name) for name, value in lead.fields.items()}
    ours, theirs = _main_time(lead, article), _main_time(other, article)
    if ours and theirs and theirs.precision == "day" and ours.precision != "day":
        name = lead.event_type.time_fields[0]
        fields[name] = other.fields[name]
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
_ANOTHER = re.compile(r"\b(?:next|further|future|another|again|new|follow-up|second|third|later)\b", re.IGNORECASE)


def _next_round(one: Candidate, other: Candidate, article: Article) -> bool:
    """Tell whether one's talks are over and the other's are to come, as another round."""
    phases = {one.status, other.status}
    if not (phases & _FUTURE and phases & _PAST):
        return False
    coming = one if one.status in _FUTURE else other
    return bool(_ANOTHER.search(article.sentences[coming.evidence[0] - 1])) or bool(_main_time(coming, article))


def _main_time(candidate: Candidate, article: Article) -> When | None:
    for name in candidate.event_type.time_fields[:1]:
        if words := candidate.fields.get(name):
            direction = candidate.event_type.direction(name, candidate.status)
            return dates.resolve(words, article.document.published_date, direction)
    return None


def _disjoint(one: When, other: When) -> bool:
    if not (one.earliest and one.latest and other.earliest and other.latest):
        return False
    return one.latest < other.earliest or other.latest < one.earliest

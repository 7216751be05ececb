"""Merging: drafts of one article that tell the same happening become one candidate."""

import re
from collections.abc import Iterable, Sequence

from flows.extract import dates
from flows.extract.article import Article
from flows.extract.candidate import Candidate
from flows.extract.grounding import distinct
from schemas.draft import MAX_EVIDENCE
from schemas.when import When

_COMMON = frozenset(
    {"rebels", "insurgents", "militants", "separatists", "guerrillas", "militias", "gunmen", "fighters"}
)
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
    actors contain the other's, or they have an actor and the very day of their beginning in common.
    """
    if one.event_type is not other.event_type:
        return False
    ours, theirs = one.core_actors(), other.core_actors()
    nested = _lie_in(ours, theirs) or _lie_in(theirs, ours) or _bind_the_same(one, other)
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


def _lie_in(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Tell whether each of `ours` is one of `theirs`; "rebels", a word for many, may be "northern rebels"."""
    return all(
        any(name == other or (name in _COMMON and other.endswith(f" {name}")) for other in theirs) for name in ours
    )


def _bind_the_same(one: Candidate, other: Candidate) -> bool:
    """Tell whether two limits are set for the same, and by the same as far as the text names who sets them."""
    issues, bound = one.event_type.core_roles[0], one.event_type.core_roles[-1]
    if issues == bound:
        return False
    (set_by, ours), (also_set_by, theirs) = ((each.keys(issues), each.keys(bound)) for each in (one, other))
    return bool(ours) and ours == theirs and (not set_by or not also_set_by or bool(set_by & also_set_by))


def join(lead: Candidate, other: Candidate, article: Article) -> Candidate:
    """Return `lead` with the other's evidence, actors and fields where its own are missing or say less exactly when."""
    evidence = tuple(dict.fromkeys(lead.evidence + other.evidence))[:MAX_EVIDENCE]
    fields = {name: value if value not in (None, []) else other.fields.get(name) for name, value in lead.fields.items()}
    ours, theirs = _main_time(lead, article), _main_time(other, article)
    if ours and theirs and theirs.precision == "day" and ours.precision != "day":
        name = lead.event_type.time_fields[0]
        fields[name] = other.fields[name]
    core = lead.event_type.core_roles
    known = {actor.key for actor in lead.actors}
    added = (
        actor
        for actor in other.actors
        if actor.key not in known and (actor.role not in core or len(lead.core_actors()) < FEWEST)
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
_PUT_OFF = frozenset({"suspended"})
"""These may go on at the time told: only "another round" tells them apart."""
_ANOTHER = re.compile(r"\b(?:next|further|future|another|again|new|follow-up|second|third|later)\b", re.IGNORECASE)


def _next_round(one: Candidate, other: Candidate, article: Article) -> bool:
    """Tell whether one's talks are over and the other's are to come, as another round."""
    phases = {one.status, other.status}
    if not phases & _FUTURE or not phases & (_PAST | _PUT_OFF):
        return False
    coming = one if one.status in _FUTURE else other
    if _ANOTHER.search(article.sentences[coming.evidence[0] - 1]):
        return True
    return bool(phases & _PAST and _main_time(coming, article))


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

"""Matching: whether a mention tells a happening that is known already.

Headlines and wording don't decide (six headlines of one event share .12 to .50 of their words, PLATFORM.md); type,
actors, times and the distance between publications do.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import combinations

from schemas import Event, Mention, event_type
from schemas.mention import Actor
from schemas.when import When

HORIZON: dict[str, timedelta] = {
    "talks": timedelta(days=4),
    "moratorium": timedelta(days=120),
    "deadline": timedelta(days=60),
}
"""How long after its last report an event may be told again without a date that ties the two: a round of talks is news
for days, a halt for as long as it lasts, a limit until it has run out."""

DEFAULT_HORIZON = timedelta(days=14)
LONGEST_HORIZON = max(*HORIZON.values(), DEFAULT_HORIZON)

_OVER = frozenset({"expired", "terminated", "collapsed", "met", "missed", "withdrawn"})
_FRESH = frozenset({"proposed", "agreed", "set"})


def best_match(mention: Mention, events: Iterable[Event]) -> Event | None:
    """Return the event that a mention tells, the better match, then the later; None for a new happening."""
    scored = [
        (score, event.last_reported or date.min, event.event_id, event)
        for event in events
        if (score := match(mention, event))
    ]
    return max(scored, key=lambda item: item[:3])[3] if scored else None


def match(mention: Mention, event: Event) -> float:
    """Return how well a mention fits an event, from 0 (another happening) to 1."""
    if mention.type != event.type:
        return 0.0
    shared = actors_shared(core(mention.actors, mention.type), core(event.actors, event.type))
    if not shared or not _near(mention, event):
        return 0.0
    times = [
        (ours, theirs)
        for name in mention.time_fields
        if (ours := getattr(mention, name)) and (theirs := getattr(event, name, None))
    ]
    if any(disjoint(ours, theirs) for ours, theirs in times[:1]) and not _continues(mention):
        return 0.0
    if event.status in _OVER and mention.status in _FRESH:
        return 0.0
    return shared


def core(actors: Sequence[Actor], kind: str) -> frozenset[str]:
    """Return the core actors as keys: the state's code, else the folded name."""
    roles = event_type(kind).core_roles
    return frozenset(actor.key for actor in actors if actor.role in roles)


def lookup_keys(actors: Sequence[Actor], kind: str) -> list[frozenset[str]]:
    """Return what a mention and an event that match have in common: the only core actor, else some pair of them."""
    keys = core(actors, kind)
    return [keys] if len(keys) == 1 else [frozenset(pair) for pair in combinations(sorted(keys), 2)]


def actors_shared(ours: frozenset[str], theirs: frozenset[str]) -> float:
    """Return the share of common core actors, 0 unless one side's are all among the other's or most are common.

    One common actor of a pair is not enough: a mediator's state talks to many.
    """
    common = ours & theirs
    if not common:
        return 0.0
    share = len(common) / len(ours | theirs)
    if len(common) == 1:
        return share if len(ours) == len(theirs) == 1 else 0.0
    return share if share >= 0.5 or common in (ours, theirs) else 0.0


def disjoint(one: When, other: When) -> bool:
    """Tell whether two times can't be the same; open or unresolved ones can always be."""
    if one.latest and other.earliest and one.latest < other.earliest:
        return True
    return bool(other.latest and one.earliest and other.latest < one.earliest)


def _continues(mention: Mention) -> bool:
    """An extension moves a halt's or a limit's days; it is the same event all the same."""
    return mention.status == "extended"


def _near(mention: Mention, event: Event) -> bool:
    if mention.published_date is None or event.last_reported is None or event.first_reported is None:
        return mention.published_date == event.last_reported
    horizon = HORIZON.get(mention.type, DEFAULT_HORIZON)
    return event.first_reported - horizon <= mention.published_date <= event.last_reported + horizon

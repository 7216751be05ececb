"""Which event found is which event of the gold: same type, overlapping evidence, one to one."""

import re
from collections.abc import Iterable, Sequence

from flows.evaluation.gold import GoldActor, GoldEvent
from schemas import Mention
from schemas.mention import Actor

Span = tuple[int, int]


def spans(quotes: Iterable[str], text: str) -> list[Span]:
    """Return where the quotes first stand in `text`, in code points, end exclusive; quotes that don't are left out."""
    starts = ((text.find(quote), len(quote)) for quote in quotes if quote)
    return [(start, start + length) for start, length in starts if start >= 0]


def quotes_of(mention: Mention) -> list[str]:
    """Return the sentences that a mention rests on, best one first."""
    return [evidence.quote for evidence in mention.evidence]


def match(events: Sequence[GoldEvent], found: Sequence[Mention], text: str) -> dict[int, int]:
    """Return for each place in `events` that is matched the place in `found`; `text` is the article's title and text.

    Events that are required come before optional ones, then those with the most evidence in common.
    """
    places = [spans(event.evidence, text) for event in events]
    found_places = [spans(quotes_of(mention), text) for mention in found]
    candidates = [
        (event.optional, -shared, one, other)
        for one, event in enumerate(events)
        for other, mention in enumerate(found)
        if event.type == mention.type and (shared := _overlap(places[one], found_places[other]))
    ]
    matched: dict[int, int] = {}
    for _, _, one, other in sorted(candidates):
        if one not in matched and other not in matched.values():
            matched[one] = other
    return matched


def core_actor_matches(event: GoldEvent, mention: Mention) -> tuple[int, int, int]:
    """Return how many core actors of a pair agree, how many are only found, and how many only in the gold."""
    core = type(mention).core_roles
    wanted = [actor for actor in event.actors if actor.role in core]
    left = [actor for actor in mention.actors if actor.role in core]
    agreed = 0
    for actor in wanted:
        same = next((at for at, other in enumerate(left) if is_same_actor(actor, other)), None)
        if same is not None:
            del left[same]
            agreed += 1
    return agreed, len(left), len(wanted) - agreed


def is_same_actor(gold: GoldActor, actor: Actor) -> bool:
    """Tell whether both are one actor: the same state, or a name that equals or holds one of the accepted names.

    Names of up to three letters ("US") must be equal.
    """
    if gold.iso3 and gold.iso3 == actor.iso3:
        return True
    accepted = [_bare(name) for name in gold.names]
    return any(_is_same_name(one, _bare(name)) for one in accepted for name in (actor.name, actor.canonical))


def _overlap(some: Sequence[Span], others: Sequence[Span]) -> int:
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in some for b in others)


_STYLES = re.compile(r"\b(?:the|mr|mrs|ms|president|minister|secretary of state|government of)\b")


def _bare(name: str) -> str:
    """Return the name in lower case without titles, accented letters and signs."""
    return " ".join(re.sub(r"[^a-z0-9 ]", "", _STYLES.sub(" ", name.lower())).split())


def _is_same_name(one: str, other: str) -> bool:
    if not one or not other:
        return False
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) > 3 and shorter in longer)

"""The state that "the government", "the army" and "President X" mean, and the side that forces are loyal to."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from flows.extract.actors.gazetteer import gazetteer
from flows.extract.actors.spans import COUNTED, Span, merged
from flows.extract.actors.tokens import Tokens
from flows.extract.actors.vocabulary import vocabulary

# How much a mention says of what the text is about, by where it stands.
_TITLE_WEIGHT = 3.0
_TITLE_REST_WEIGHT = 2.0
_LEAD_WEIGHT = 2.0
_PLACE_WEIGHT = 0.6
_LEAD_TOKENS = 60
# Press releases name their own state all through; it is seldom "the government" of which they speak.
_OWN_STATE_WEIGHT = {"USA": 0.5}
# How much more a text speaks of its chief state than of any other, so that "President X" is of that one.
_CLEARLY = 1.6
# Tokens between a government and its opponent ("the government and the Tamil rebels").
_NEXT_TO = 4
_WHERE = frozenset({"in", "the", "based", "operating", "from", "fighting"})


def chief_state(spans: Iterable[Span], title_spans: Iterable[Span]) -> tuple[str | None, bool]:
    """Return the iso3 of the state that the text is chiefly about, None when it names none, and whether clearly so.

    Every mention counts, places less; the headline and the opening count more, and so does a group for its home.
    """
    weights: defaultdict[str, float] = defaultdict(float)
    for span in spans:
        weight = _LEAD_WEIGHT if span.first < _LEAD_TOKENS else 1.0
        if span.iso3:
            weights[span.iso3] += weight * (_PLACE_WEIGHT if span.place else 1.0)
        if span.kind in ("armed_group", "party"):
            for home in span.home:
                weights[home] += weight / len(span.home)
    in_title = list(dict.fromkeys(span.iso3 for span in title_spans if span.iso3))
    for position, iso3 in enumerate(in_title):
        weights[iso3] += _TITLE_REST_WEIGHT if position else _TITLE_WEIGHT
    for own, factor in _OWN_STATE_WEIGHT.items():
        weights[own] *= factor
    ranked = sorted(weights, key=lambda iso3: -weights[iso3])
    if not ranked or not weights[ranked[0]]:
        return None, False
    return ranked[0], len(ranked) == 1 or weights[ranked[0]] > _CLEARLY * weights[ranked[1]]


def settle_groups(tokens: Tokens, spans: list[Span]) -> None:
    """Give the groups that the text describes the home that it gives them: "rebels in western Ivory Coast"."""
    vocab = vocabulary()
    for span, following in pairwise(spans):
        if span.telling is None or span.home or not following.place or following.iso3 is None:
            continue
        between = tokens.lower[span.last : following.first]
        if not between:
            continue
        if all(word in _WHERE or word in vocab.directions for word in between):
            span.home = frozenset({following.iso3})


def settle_brussels(tokens: Tokens, spans: list[Span]) -> None:
    """Let "Brussels", where it acts, mean the European Union, unless the text names Belgium."""
    if "brussels" not in tokens.lower or "Belgi" in tokens.text:
        return
    if not any(span.canonical == "European Union" for span in spans):
        return
    union = gazetteer().by_key["european union"].entry
    for span in spans:
        if span.use == "capital" and span.iso3 == "BEL" and not span.place:
            span.canonical, span.kind, span.iso3 = union.canonical, union.kind, None


def join_loyal(tokens: Tokens, spans: list[Span]) -> list[Span]:
    """Join "forces loyal to X" to one actor: X's side, or a group of that name where nothing tells X's side."""
    joined: list[Span] = []
    for position in tokens.places(("loyal",)):
        if tokens.word(position + 1) != "to" or tokens.word(position - 1) not in vocabulary().followers:
            continue
        behind = bisect_left(spans, position + 2, key=lambda span: span.first)
        target = next((span for span in spans[behind : behind + 1] if span.first < position + 8), None)
        if target is None or target.place:
            continue
        side = Span(position - 1, target.last, "name", "", target.kind, None, True, role=position - 1)
        side.act_for(target)
        if target.kind == "person":
            side.canonical, side.kind = tokens.written(side.first, side.last), "armed_group"
            side.telling = frozenset({COUNTED})
        joined.append(side)
    return merged(spans, joined)


def resolve_governments(spans: list[Span], chief: str | None, clear: bool) -> None:
    """Resolve "the government", "the army" and "President X", whose `canonical` is "", in place.

    In this order: the state of the person who heads it, of the capital and of the rebels next to it, the one state
    whose government the text names (of several the one named last before), the state that the text is about (for a
    person only where it is `clear`). Where there is none, or the text names somebody else for the same office, a person
    is nobody's and "the government" has no iso3.
    """
    if not any(span.government and not span.canonical for span in spans):
        return
    named = {span.iso3 for span in spans if span.government and span.iso3 and not span.person}
    held = {(span.iso3, span.noun) for span in spans if span.person and span.iso3 and span.noun}
    latest = next((span.iso3 for span in spans if span.government and span.iso3 and not span.person), None)
    for position, span in enumerate(spans):
        if not span.government or span.canonical:
            latest = span.iso3 if span.government and span.iso3 and not span.person else latest
            continue
        following = spans[position + 1] if position + 1 < len(spans) else None
        iso3: str | None
        by_office = span.person and span.role >= 0  # nothing but "President" tells whom he acts for
        opponent = _opponents_state(spans, position)
        seat = _seat(spans, position)
        if following is not None and following.person and following.iso3 and following.first == span.last + 1:
            iso3 = following.iso3  # "the government of President X"
        elif seat is not None:
            iso3 = seat
        elif opponent is not None and (not named or opponent in named):
            iso3 = opponent
        else:
            iso3 = latest or (chief if clear or not by_office else None)
        if iso3 is None or (by_office and (iso3, span.noun) in held):
            span.kind = "person" if span.person else "state"
        else:
            span.act_for(Span(0, 0, "name", gazetteer().states[iso3].entry.canonical, "state", iso3, True))


def _seat(spans: list[Span], position: int) -> str | None:
    """Return the state of the capital that stands with it: "In Ankara, the government", "the army in Juba"."""
    span = spans[position]
    if span.person:
        return None
    before = spans[position - 1] if position else None
    if before is not None and before.place and before.use == "capital" and span.first - before.last == 2:
        return before.iso3
    after = spans[position + 1] if position + 1 < len(spans) else None
    return (
        after.iso3
        if after is not None and after.place and after.use == "capital" and after.first - span.last == 1
        else None
    )


def _opponents_state(spans: list[Span], position: int) -> str | None:
    """Return the home of a group next to the government ("Tamil rebels and the government"), if it has just one."""
    span = spans[position]
    for other in spans[max(0, position - 1) : position + 2]:
        gap = other.first - span.last if other.first > span.first else span.first - other.last
        if gap <= _NEXT_TO and len(other.home) == 1 and other.kind in ("armed_group", "party"):
            return next(iter(other.home))
    return None

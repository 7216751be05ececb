"""Whom the words mean that name nobody: "the government", "the rebels", "Mr Taylor", "the two sides"."""

from collections import Counter
from collections.abc import Iterable

from flows.extract.actors.gazetteer import gazetteer
from flows.extract.actors.spans import Span
from flows.extract.actors.tokens import Tokens
from flows.extract.actors.vocabulary import vocabulary

_TITLE_WEIGHT = 3.0
_LEAD_WEIGHT = 2.0
_LEAD_TOKENS = 60
_PLACE_WEIGHT = 0.6
_NEXT_TO = 4
# Press releases name their own state all through; it is seldom "the government" of which they speak.
_OWN_STATE_WEIGHT = {"USA": 0.5}


def chief_state(spans: Iterable[Span], title_spans: Iterable[Span]) -> str | None:
    """Return the iso3 of the state that the text is chiefly about, or None when it names no state.

    Every mention counts, places too; the headline and the opening count more.
    """
    weights: Counter[str] = Counter()
    for span in spans:
        weight = _LEAD_WEIGHT if span.first < _LEAD_TOKENS else 1.0
        if span.iso3:
            weights[span.iso3] += weight * (_PLACE_WEIGHT if span.place else 1.0)
        for home in span.home if span.kind in ("armed_group", "party") else ():
            weights[home] += weight / len(span.home)
    for span in title_spans:
        if span.iso3:
            weights[span.iso3] += _TITLE_WEIGHT
    if not weights:
        return None
    return max(weights, key=lambda iso3: weights[iso3] * _OWN_STATE_WEIGHT.get(iso3, 1.0))


def resolve_governments(spans: list[Span], chief: str | None) -> list[Span]:
    """Resolve "the government", "the army" and "President X" to the one state whose government the text names.

    With several such states the one named last before counts; with none, the state that the text is about. Where there
    is no such state either, an office becomes a person and "the government" goes.
    """
    named = [(span.first, span.iso3) for span in spans if span.government and span.iso3 and not span.person]
    resolved: list[Span] = []
    for position, span in enumerate(spans):
        if not (span.government and not span.canonical):
            resolved.append(span)
            continue
        iso3 = chief
        opponent = _opponents_state(spans, position)
        following = spans[position + 1] if position + 1 < len(spans) else None
        if following is not None and following.person and following.iso3 and following.first == span.last + 1:
            iso3 = following.iso3  # "the government of President X"
        elif opponent is not None and (not named or opponent in {code for _, code in named}):
            iso3 = opponent
        elif len({code for _, code in named}) == 1:
            iso3 = named[0][1]
        elif named:
            earlier = [code for first, code in named if first < span.first]
            iso3 = earlier[-1] if earlier else named[0][1]
        if iso3 is None:
            span.kind = "person" if span.person else "state"
            resolved.append(span)
            continue
        entry = gazetteer().states[iso3].entry
        span.canonical, span.kind, span.iso3 = entry.canonical, "state", iso3
        resolved.append(span)
    return resolved


def _opponents_state(spans: list[Span], position: int) -> str | None:
    """Return the home of a group next to the government ("Tamil rebels and the government"), if it has just one."""
    span = spans[position]
    for other in spans[max(0, position - 1) : position] + spans[position + 1 : position + 2]:
        gap = other.first - span.last if other.first > span.first else span.first - other.last
        if gap <= _NEXT_TO and len(other.home) == 1 and other.kind in ("armed_group", "party"):
            return next(iter(other.home))
    return None


def link_groups(tokens: Tokens, spans: list[Span], chief: str | None) -> list[Span]:
    """Link the groups that the text describes to those that it names; drop "the group" where nothing is linked.

    "The rebels" are the one non-state group of the text; else the only group that it describes more closely; else
    themselves. Kidnappers are linked with kidnappers.
    """
    _coalitions(spans)
    described = [
        span
        for span in spans
        if span.nominal is not None and span.kind in ("armed_group", "party") and span.noun != "opposition"
    ]
    if not described:
        return spans
    named = {span.canonical: span for span in spans if span.kind == "armed_group" and span.nominal is None}
    parties = {span.canonical: span for span in spans if span.kind == "party" and span.nominal is None}
    only = next(iter(named.values())) if len(named) == 1 else None
    if not named and len(parties) == 1:
        only = next(iter(parties.values()))
    several = any(span.plural for span in described)
    captors = vocabulary().captors
    by_telling: dict[frozenset[str], Span] = {}
    for span in described:
        if span.nominal and not span.plural and span.noun not in captors:
            by_telling.setdefault(_telling(span), span)
    dropped: set[int] = set()
    for span in described:
        if span.plural:
            span.canonical = _plain(span.canonical)
            continue
        if span.noun in captors:
            target: Span | None = next((other for other in described if other.noun in captors), span)
            if only is not None:
                target = only
        elif _COUNTED in (span.nominal or ()) or span.noun in ("gunmen", "gangs"):
            span.canonical = _plain(span.canonical)
            continue
        elif span.nominal:
            target = (
                only
                if only is not None and _may_be(span, only, chief) and not several
                else by_telling.get(_telling(span), span)
            )
        elif only is not None and not several:
            target = only
        elif not named and len(by_telling) == 1:
            target = next(iter(by_telling.values()))
        else:
            target = None
            if span.noun == "group":
                target = _last_named(spans, span)
        if target is None:
            if span.noun == "group" and span.role < 0:
                dropped.add(id(span))
            else:
                span.canonical = "rebels" if span.noun in _REBELS else _plain(span.canonical)
            continue
        if target is not span:
            span.canonical, span.kind, span.home = target.canonical, target.kind, target.home
            span.inferred = True
    for span in described:
        span.canonical = _plain(span.canonical) if span.nominal and not span.inferred else span.canonical
    for span in spans:
        if span.person and span.nominal is not None and span.kind in ("armed_group", "party"):
            twin = next(
                (
                    other
                    for other in described
                    if not other.person and other.nominal == span.nominal and other.noun == span.noun
                ),
                None,
            )
            if twin is not None:
                span.canonical, span.kind = twin.canonical, twin.kind
    return [span for span in spans if id(span) not in dropped]


_COUNTED = "#"
_REBELS = frozenset("rebels rebel insurgents insurgent guerrillas guerrilla".split())


def _telling(span: Span) -> frozenset[str]:
    """Return the words that tell the group from others; the people it is of, if known, else its adjectives."""
    people = frozenset(word for word in span.nominal or () if word.startswith("~"))
    rest = frozenset(word for word in span.nominal or () if not word.startswith("~"))
    return rest or people


def _may_be(described: Span, named: Span, chief: str | None) -> bool:
    """Return whether the home of the described group, or else the state of the text, agrees with that of the named one."""
    home = described.home or frozenset({chief} if chief else ())
    if not named.home:
        return not described.home or chief in described.home
    return not home or bool(named.home & home) or not described.home


def _plain(words: str) -> str:
    return " ".join(words.split())


def _last_named(spans: list[Span], before: Span) -> Span | None:
    for span in sorted(spans, key=lambda item: -item.first):
        if span.first < before.first and span.kind in ("armed_group", "party") and span.nominal is None:
            return span
    return None


def _coalitions(spans: list[Span]) -> None:
    """Let "the coalition" mean the coalition that the text has named."""
    named = next((span for span in spans if span.noun == "coalition" and not span.inferred), None)
    if named is not None:
        for span in spans:
            if span.noun == "coalition":
                span.canonical = named.canonical

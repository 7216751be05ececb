"""Whom "the rebels", "the group" or "the kidnappers" mean among the groups that the text names or describes."""

from flows.extract.actors.gazetteer import lookup
from flows.extract.actors.spans import COUNTED, Span
from flows.extract.actors.tokens import Tokens
from flows.extract.actors.vocabulary import vocabulary

_GROUPS = ("armed_group", "party")
_ONE = frozenset({"group", "movement", "faction", "militia", "organization", "organisation", "army", "party"})


def link_groups(tokens: Tokens, spans: list[Span], chief: str | None) -> list[Span]:
    """Link the groups that the text describes to those that it names; return the spans without an unlinked "the group".

    "The rebels" are the one non-state group of the text; else the only one that it describes more closely; else
    themselves. A described group is the named one if their homes agree. Kidnappers are linked with kidnappers.
    """
    if all(span.telling is None for span in spans):
        return spans
    _link_coalitions(spans)
    vocab = vocabulary()
    described = [
        span for span in spans if span.telling is not None and span.kind in _GROUPS and span.noun != "opposition"
    ]
    only = _only_group(spans)
    several = any(span.plural for span in described)
    closer: dict[frozenset[str], Span] = {}
    beside = {
        id(span): _named_beside(tokens, spans, position)
        for position, span in enumerate(spans)
        if span.telling is not None
    }
    for span in described:
        only_people = _distinct(span) == _people(span)
        if only_people and beside[id(span)] is not None:
            continue  # "Palestinian faction Fatah" is not all "Palestinian militants"
        if COUNTED in (span.telling or ()):
            continue  # "two suspected militants" are not all "militants"
        if _distinct(span) and not span.plural and span.noun not in vocab.captors and span.kind == "armed_group":
            closer.setdefault(_distinct(span), span)
    called = _called(spans)
    peoples = {_people(span) for span in described if only is not None and _people(span) and _may_be(span, only, chief)}
    several = several or len(peoples) > 1
    captor = next((span for span in described if span.noun in vocab.captors), None)
    latest: Span | None = None
    dropped: set[int] = set()
    for span in spans:
        if span.kind in _GROUPS and span.telling is None:
            latest = span
        if span.telling is None or span.kind not in _GROUPS or span.noun == "opposition" or span.plural:
            continue
        if COUNTED in span.telling or "foreign" in span.telling or span.noun in ("gunmen", "gangs", "mercenaries"):
            continue
        distinct = _distinct(span)
        target = beside[id(span)]
        if target is not None:
            pass
        elif span.noun in vocab.captors:
            target = only or captor
        elif distinct and span.noun in vocab.other_armed:
            target = closer.get(distinct)  # "Loyalist paramilitaries" need not be the one group of the text
        elif only is not None and not several and (not distinct or _may_be(span, only, chief)):
            target = only
        elif distinct:
            target = closer.get(distinct)
        else:
            target = next(iter(closer.values())) if len(closer) == 1 and only is None and latest is None else None
            target = latest if target is None and span.noun == "group" else target
            target = called[span.noun] if target is None and span.noun in called else target
            if target is None:
                span.canonical = "rebels" if span.noun in vocab.rebels else span.canonical
        if target is not None and target is not span:
            span.canonical, span.kind, span.home, span.inferred = target.canonical, target.kind, target.home, True
        elif target is None and span.noun == "group" and span.role < 0:
            dropped.add(id(span))
    return [span for span in spans if id(span) not in dropped] if dropped else spans


def link_title(title_spans: list[Span], spans: list[Span]) -> None:
    """Let the groups that the title describes mean the one that the linked `spans` of the text call by the noun."""
    vocab = vocabulary()
    for described in title_spans:
        if (
            described.telling is None
            or described.kind not in _GROUPS
            or described.plural
            or COUNTED in described.telling
        ):
            continue
        nouns = vocab.rebels if described.noun in vocab.rebels else {described.noun}
        meant = {
            span.canonical: span for span in spans if span.noun in nouns and span.kind in _GROUPS and not span.person
        }
        if len(meant) == 1:
            described.act_for(next(iter(meant.values())))
            described.inferred = True


def _called(spans: list[Span]) -> dict[str, Span]:
    """Return the nouns by which the text calls just one of the groups that it names ("M23 rebels")."""
    called: dict[str, dict[str, Span]] = {}
    for span in spans:
        if span.telling is None and span.kind in _GROUPS and span.role >= 0 and not span.person:
            called.setdefault(span.noun, {}).setdefault(span.canonical, span)
    return {noun: next(iter(groups.values())) for noun, groups in called.items() if len(groups) == 1}


def _named_beside(tokens: Tokens, spans: list[Span], position: int) -> Span | None:
    """Return the named group that stands with a described one: "rebels of the M23", "rebel group ETA"."""
    span = spans[position]
    for other in spans[position + 1 : position + 2] + spans[max(0, position - 1) : position]:
        after = other.first > span.first
        if after and other.kind == "other" and span.kind == "armed_group" and lookup(other.canonical) is None:
            between = tokens.lower[span.last : other.first]
            if between in (["of"], ["of", "the"]) and other.role < 0 and not other.person:
                other.kind = "armed_group"  # "rebels of the Union of Free Lakes"
        if other.kind not in _GROUPS or other.telling is not None or other.person:
            continue
        between = tokens.lower[span.last : other.first] if after else tokens.lower[other.last : span.first]
        if after and between in (["of"], ["of", "the"], ["from", "the"]):
            return other
        one = not span.plural and tokens.lower[span.last - 1] in _ONE
        if one and between in ([[], [","], [",", "the"]] if after else [[",", "a"], [",", "an"], [",", "the"]]):
            return other
    return None


def _only_group(spans: list[Span]) -> Span | None:
    """Return the one armed group, or else the one party, that the text names; None for none or several."""
    for kind in _GROUPS:
        named = [span for span in spans if span.kind == kind and span.telling is None]
        named = [span for span in named if not span.person] or named
        if named:
            return named[0] if len({span.canonical for span in named}) == 1 else None
    return None


def _distinct(span: Span) -> frozenset[str]:
    """Return the words that tell the group from others: its adjectives, or else the people that it is of."""
    telling = span.telling or frozenset()
    return frozenset(word for word in telling if not word.startswith("~")) or telling


def _people(span: Span) -> frozenset[str]:
    """Return the people or state that the group is of, as among its telling words."""
    return frozenset(word for word in span.telling or () if word.startswith("~"))


def _may_be(described: Span, named: Span, chief: str | None) -> bool:
    """Return whether the homes of the two groups agree; a named group without one is at home in the chief state."""
    if not described.home:
        return True
    return bool(named.home & described.home) if named.home else chief in described.home


def _link_coalitions(spans: list[Span]) -> None:
    """Let "the coalition" mean the coalition that the text has named."""
    named = next((span for span in spans if span.noun == "coalition" and not span.inferred), None)
    for span in spans:
        if named is not None and span.noun == "coalition":
            span.canonical = named.canonical

"""Short names: "the Front", "the Council", "the Agency" are the group or body that the text has named in full."""

from flows.extract.actors.spans import Span, merged, owners
from flows.extract.actors.tokens import Tokens

_BODIES = frozenset(
    {"council", "assembly", "union", "agency", "commission", "organization", "organisation", "tribunal"}
)
_HEADS = _BODIES | {"front", "movement", "league", "alliance"}
_KINDS = frozenset({"international_body", "armed_group", "party", "other"})


def find_short_names(tokens: Tokens, spans: list[Span]) -> list[Span]:
    """Return `spans` with the capitalised heads that stand alone for a name before them: "the Front".

    The last name before that has the word means it; where there is none, the word is left out.
    """
    lower = tokens.lower
    places = [place for place in tokens.capitals if lower[place] in _HEADS and tokens.word(place - 1) == "the"]
    if not places:
        return spans
    taken = owners(spans)
    named: dict[str, Span] = {}
    upcoming = iter(spans)
    span = next(upcoming, None)
    added: list[Span] = []
    for place in places:
        while span is not None and span.last <= place:
            if span.kind in _KINDS and span.telling is None and not (span.person or span.inferred):
                words = {*span.canonical.lower().split(), *lower[span.first : span.last]}
                named |= dict.fromkeys(_HEADS & words, span)
            span = next(upcoming, None)
        meant = named.get(lower[place])
        if tokens.word(place - 2) == "of" and tokens.capitalized(place - 3):
            continue  # "the State of the Union"
        if meant is None or place in taken or tokens.capitalized(place + 1) or tokens.word(place + 1) in ("of", "for"):
            continue
        short = Span(place, place + 1, "name", "", meant.kind, None, True)
        short.act_for(meant)
        added.append(short)
    return merged(spans, added)

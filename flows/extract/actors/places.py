"""Place readings: "in Washington", "PARIS -", "visit to Moscow" name where something happens, not who acts."""

from flows.extract.actors.spans import Span
from flows.extract.actors.tokens import Tokens
from flows.extract.actors.vocabulary import vocabulary

# Uses that can be a place at all; "the Kremlin" is one in "talks in the Kremlin" too.
_CAN_BE_PLACE = frozenset({"name", "capital", "seat"})
_DATELINE_MARKS = frozenset({"-", "—", "―", "("})


def mark_places(tokens: Tokens, spans: list[Span]) -> None:
    """Set `place` on the spans of states and cities that are read as a place."""
    for position, span in enumerate(spans):
        if (
            span.use in _CAN_BE_PLACE
            and span.role < 0
            and (span.kind == "state" or (span.kind == "other" and span.nominal is None))
        ):
            span.place = span.place or _is_place(tokens, span) or _with_place(tokens, spans, position)


def _is_place(tokens: Tokens, span: Span) -> bool:
    vocab = vocabulary()
    following = tokens.word(span.last)
    possessive = tokens.possessive(span.last)
    if span.use == "capital" and _dateline(tokens, span):
        return True
    if following in vocab.land_nouns or (span.use == "capital" and following in vocab.venue_nouns):
        return True
    before = span.first - 1
    directed = False
    while tokens.word(before) == "the" or tokens.word(before) in vocab.directions or tokens.word(before) == "and":
        if tokens.word(before) == "and" and tokens.word(before - 1) not in vocab.directions:
            break
        directed = directed or tokens.word(before) in vocab.directions
        before -= 1
    if directed:
        return True
    word, earlier = tokens.word(before), tokens.word(before - 1)
    if possessive and tokens.word(span.last + possessive) in vocab.non_places:
        return False
    if span.use == "capital" and possessive and tokens.word(span.last + possessive) in vocab.land_nouns:
        return True
    if following == "-" and tokens.joined(span.last) and tokens.capitalized(span.last + 1):
        return False  # "in Russia-Ukraine talks"
    if word in vocab.place_prepositions:
        return True
    if word == ",":
        return earlier in ("capital", "city", "town", "port")
    if word == "to":
        return earlier in vocab.motion_words or (
            span.use == "capital" and earlier.endswith("ing") and earlier != "according"
        )
    if word == "from":
        return earlier in vocab.departure_words or span.use == "capital"
    if word == "for":
        return earlier in ("leave", "left", "leaves", "leaving", "head", "heading", "headed", "bound", "departed")
    if word == "of":
        return (
            earlier in vocab.land_nouns
            or earlier in vocab.directions
            or earlier in ("invasion", "occupation", "out", "part", "rest")
        )
    return False


def _dateline(tokens: Tokens, span: Span) -> bool:
    """Return whether the name opens a line and a dash or an agency follows ("PARIS -", "Paris (AP)")."""
    at_start = span.first == 0 or tokens.words[span.first - 1] == "\n"
    if not at_start:
        return False
    following = tokens.word(span.last)
    dash = following in _DATELINE_MARKS and not (following == "-" and tokens.joined(span.last))
    return dash or (tokens.words[span.first].isupper() and len(tokens.words[span.first]) > 3 and following in ",/")


def _with_place(tokens: Tokens, spans: list[Span], position: int) -> bool:
    """Return whether the name goes on what began as a place: "in Israel and Gaza", "Doha, Qatar,", "left Rome for Paris"."""
    previous, span = spans[position - 1] if position else None, spans[position]
    between = tokens.lower[previous.last if previous else 0 : span.first]
    if previous is not None and previous.place:
        if between in (["and"], [",", "and"], ["and", "the"], ["or"], [","]):
            return previous.use in ("name", "capital", "place")
        return span.use == "capital" and between == ["for"]
    # "Maidan Shahr, Afghanistan": a town that the gazetteer lacks
    vocab = vocabulary()
    before = span.first - 1
    unknown = between[-1:] == [","] and len(between) > 1 and tokens.capitalized(before - 1)
    in_place = any(tokens.word(at) in vocab.place_prepositions for at in range(before - 4, before - 1))
    return unknown and in_place and tokens.word(span.last) in ",.\n;"

"""Place readings: "in Washington", "PARIS -", "visit to Moscow" name where something happens, not who acts."""

from flows.extract.actors.spans import Span
from flows.extract.actors.tokens import Tokens
from flows.extract.actors.vocabulary import vocabulary

# Uses that can be a place at all; "the Kremlin" is one in "talks in the Kremlin" too.
_CAN_BE_PLACE = frozenset({"name", "capital", "seat"})
_DATELINE_MARKS = frozenset({"-", "—", "―", "("})
_LEAVES = frozenset({"leave", "left", "leaves", "leaving", "head", "heads", "heading", "headed", "bound", "departed"})
_PARTS = frozenset({"invasion", "occupation", "out", "part", "rest"})
_AND = (["and"], [",", "and"], ["and", "the"], ["or"], [","])


def mark_places(tokens: Tokens, spans: list[Span]) -> None:
    """Set `place` on the spans of states, territories and cities that are read as a place, in place."""
    for position, span in enumerate(spans):
        territory = span.kind == "state" or (span.kind == "other" and span.telling is None)
        if territory and span.use in _CAN_BE_PLACE and span.role < 0:
            previous = spans[position - 1] if position else None
            span.place = span.place or _is_place(tokens, span) or _goes_on(tokens, previous, span)


def _is_place(tokens: Tokens, span: Span) -> bool:
    """Return whether the words around the name alone make it a place."""
    vocab = vocabulary()
    capital = span.use == "capital"
    possessive = tokens.possessive(span.last)
    following, owned = tokens.word(span.last), tokens.word(span.last + possessive)
    if capital and (
        _dateline(tokens, span) or following in vocab.venue_nouns or (possessive and owned in vocab.land_nouns)
    ):
        return True
    if following in vocab.land_nouns or _after_town(tokens, span):
        return True
    before = span.first - 1
    while tokens.word(before) == "the" or (
        tokens.word(before) == "and"
        and tokens.word(before - 1) in vocab.directions
        and not tokens.capitalized(before - 1)
    ):
        before -= 1
    if tokens.word(before) in vocab.directions:
        return True  # "southern Yemen", "nearby Togo"
    if (possessive and owned in vocab.non_places) or (tokens.hyphen(span.last) and tokens.capitalized(span.last + 1)):
        return False  # "in Israel's interest", "in Russia-Ukraine talks"
    return _led_to(tokens, tokens.word(before), tokens.word(before - 1), capital)


def _led_to(tokens: Tokens, word: str, earlier: str, capital: bool) -> bool:
    """Return whether the word before the name, with the one before that, leads to a place."""
    vocab = vocabulary()
    if word in vocab.place_prepositions or (capital and word in ("capital", "city")):
        return True
    if word == ",":
        return earlier in ("capital", "city", "town", "port")  # "the capital, Kabul,"
    if word == "to":
        return earlier in vocab.motion_words or (capital and earlier not in vocab.address_words)
    if word == "from":
        return capital or earlier in vocab.departure_words
    if word == "for":
        return earlier in _LEAVES
    return word == "of" and (earlier in vocab.land_nouns or earlier in vocab.directions or earlier in _PARTS)


def _dateline(tokens: Tokens, span: Span) -> bool:
    """Return whether the name opens a line and a dash or an agency follows ("PARIS -", "Paris (AP)")."""
    if span.first and tokens.words[span.first - 1] != "\n":
        return False
    following = tokens.word(span.last)
    if following in _DATELINE_MARKS and not tokens.hyphen(span.last):
        return True
    return following in (",", "/") and len(tokens.words[span.first]) > 3 and tokens.words[span.first].isupper()


def _after_town(tokens: Tokens, span: Span) -> bool:
    """Return whether the name goes on a dateline whose town the gazetteer lacks ("OYAM, Uganda -")."""
    before = span.first - 2
    if tokens.word(before + 1) != "," or tokens.word(span.last) not in _DATELINE_MARKS | {"–"}:
        return False
    while before >= 0 and tokens.words[before].isupper() and before > span.first - 6:
        before -= 1
    return before < span.first - 2 and tokens.word(before) == "\n"


def _goes_on(tokens: Tokens, previous: Span | None, span: Span) -> bool:
    """Return whether the name goes on what began as a place: "in Israel and Gaza", "left Rome for Paris"."""
    last = previous.last if previous is not None else 0
    between = tokens.lower[max(last, span.first - 6) : span.first]
    if previous is not None and previous.place and last >= span.first - 3:
        return (between in _AND and previous.use in ("name", "capital", "place")) or (
            span.use == "capital" and between == ["for"]
        )
    # "in Oyam, Uganda": a town that the gazetteer lacks
    if between[-1:] != [","] or len(between) < 2 or not tokens.capitalized(span.first - 2):
        return False
    prepositions = vocabulary().place_prepositions
    return tokens.word(span.last) in ",.\n;" and any(word in prepositions for word in between[:-2])

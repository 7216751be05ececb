"""Place readings: "in Washington", "PARIS -", "visit to Moscow" name where something happens, not who acts."""

from functools import cache

from flows.extract.actors.spans import Span
from flows.extract.actors.tokens import Tokens
from flows.extract.actors.vocabulary import Words, vocabulary

# Uses that can be a place at all; "the Kremlin" is one in "talks in the Kremlin" too.
_CAN_BE_PLACE = frozenset({"name", "capital", "seat"})
_DATELINE_MARKS = frozenset({"-", "—", "―", "("})
_LEAVES = frozenset({"leave", "left", "leaves", "leaving", "head", "heads", "heading", "headed", "bound", "departed"})
_PARTS = frozenset({"invasion", "occupation", "out", "part", "rest"})
_TAKEN = frozenset({"takeover", "capture", "siege", "fall", "seizure", "control", "liberation"})
_TAKES = frozenset(
    {"seize", "seized", "capture", "captured", "retake", "retook", "besiege", "besieged", "shelled", "stormed"}
)
_MARCHES = frozenset({"march", "marched", "marching", "advance", "advanced", "advancing"})
_AND = (["and"], [",", "and"], ["and", "the"], ["or"], [","])
_AUXILIARIES = frozenset({"has", "have", "had", "will", "would", "could", "can", "may", "might"})
_BULLETS = frozenset("•*·▪●■-–—")
_NOT_FROM_A_PLACE = frozenset(
    {"call", "calls", "words", "word", "demand", "demands", "question", "request", "requests", "transfer", "handover"}
)


def mark_places(tokens: Tokens, spans: list[Span]) -> None:
    """Set `place` on the spans of states, territories and cities that are read as a place, in place."""
    for position, span in enumerate(spans):
        if span.kind == "international_body" and span.role < 0 and tokens.words[span.first].isupper():
            span.place = span.last - span.first > 1 and _dateline(tokens, span)  # "UNITED NATIONS (AP)"
        territory = span.kind == "state" or (span.kind == "other" and span.telling is None)
        if territory and span.use in _CAN_BE_PLACE and span.role < 0:
            previous = spans[position - 1] if position else None
            following = spans[position + 1] if position + 1 < len(spans) else None
            span.place = (
                span.place
                or _is_place(tokens, span)
                or _goes_on(tokens, previous, span)
                or _leads_on(tokens, span, following)
            )


def _acts(tokens: Tokens, span: Span) -> bool:
    """Return whether a verb of those who act follows ("In the city, Damascus said")."""
    following = tokens.lower[span.last]
    return following in _AUXILIARIES or following in vocabulary().say_verbs


def _leads_on(tokens: Tokens, span: Span, following: Span | None) -> bool:
    """Return whether this is where a way begins: "from Russia to Germany", but not "a letter from Iran to France"."""
    if tokens.lower[span.last] != "to" or following is None or following.kind != "state" or following.role >= 0:
        return False
    before = span.first - 2 if tokens.word(span.first - 1) == "the" else span.first - 1
    earlier = tokens.word(before - 1)
    addressed = earlier in vocabulary().address_words or earlier in _NOT_FROM_A_PLACE
    near = following.first - span.last - (tokens.word(span.last + 1) == "the") == 1
    return tokens.word(before) == "from" and near and not addressed


def _is_place(tokens: Tokens, span: Span) -> bool:
    """Return whether the words around the name alone make it a place."""
    vocab, lower = vocabulary(), tokens.lower
    capital = span.use == "capital"
    following = lower[span.last]
    possessive = tokens.possessive(span.last) if following == "'" else 0
    owned = lower[span.last + possessive]
    if capital and (
        _dateline(tokens, span) or following in vocab.venue_nouns or (possessive and owned in vocab.land_nouns)
    ):
        return True
    before = span.first - 1
    if following in vocab.land_nouns or (lower[before] == "," and _after_town(tokens, span)):
        return True
    while lower[before] == "the" or (
        lower[before] == "and" and lower[before - 1] in vocab.directions and not tokens.capitalized(before - 1)
    ):
        before -= 1
    word = lower[before]
    if word in vocab.directions:  # "southern Yemen", "nearby Togo", but "neighbouring Togo has"
        return not (word.startswith("neighb") and _acts(tokens, span))
    if possessive and owned in vocab.non_places:
        return False  # "in Israel's interest"
    if following == "-" and tokens.hyphen(span.last) and tokens.capitalized(span.last + 1):
        return False  # "in Russia-Ukraine talks"
    if word == "," and _acts(tokens, span):
        return False
    return word in _leads() and _led_to(word, lower[before - 1], capital)


@cache
def _leads() -> Words:
    """Return the words that can lead to a place."""
    return vocabulary().place_prepositions | _TAKES | {"capital", "city", ",", "to", "from", "for", "on", "of"}


def _led_to(word: str, earlier: str, capital: bool) -> bool:
    """Return whether the word before the name, with the one before that, leads to a place."""
    vocab = vocabulary()
    if word in vocab.place_prepositions or (capital and (word in ("capital", "city") or word in _TAKES)):
        return True
    if word == ",":
        return earlier in ("capital", "city", "town", "port")  # "the capital, Kabul,"
    if word == "to":
        return earlier in vocab.motion_words or (capital and earlier not in vocab.address_words)
    if word == "from":
        sent = earlier in vocab.address_words or earlier in _NOT_FROM_A_PLACE  # "a letter from Tehran"
        return (capital and not sent) or earlier in vocab.departure_words
    if word == "for":
        return earlier in _LEAVES
    if word == "on":
        return capital and earlier in _MARCHES
    if word == "of" and capital and earlier in _TAKEN:
        return True
    return word == "of" and (earlier in vocab.land_nouns or earlier in vocab.directions or earlier in _PARTS)


def _dateline(tokens: Tokens, span: Span) -> bool:
    """Return whether the name opens a line and a dash or an agency follows ("PARIS -", "Paris (AP)")."""
    before = span.first - 1
    if tokens.word(before) in _BULLETS:
        before -= 1
    if tokens.word(before) != "\n":
        return False
    following = tokens.word(span.last)
    if following in _DATELINE_MARKS and not tokens.hyphen(span.last):
        return True
    return following in (",", "/", ":") and len(tokens.words[span.first]) > 3 and tokens.words[span.first].isupper()


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
    if between[-1:] == [","] and _acts(tokens, span):
        return False  # "left Kuwait, Baghdad said"
    if previous is not None and previous.place and last >= span.first - 3:
        if tokens.word(span.first - 1) == "to" or (between == ["to", "the"]):
            return _leads_on(tokens, previous, span)
        if previous.use == "place" and tokens.sentence_start(previous.first) and between != [","]:
            return False  # "Somaliland and Somalia agreed"
        return (between in _AND and previous.use in ("name", "capital", "place")) or (
            span.use == "capital" and between == ["for"]
        )
    # "in Oyam, Uganda": a town that the gazetteer lacks
    if between[-1:] != [","] or len(between) < 2 or not tokens.capitalized(span.first - 2):
        return False
    prepositions = vocabulary().place_prepositions
    return tokens.word(span.last) in ",.\n;" and any(word in prepositions for word in between[:-2])

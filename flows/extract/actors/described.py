"""Actors without a name of their own: "the rebels", "the government", "government of Sudan", "the nuclear powers"."""

from functools import cache

from flows.extract.actors.spans import COUNTED, Span, merged, owners
from flows.extract.actors.tokens import Tokens
from flows.extract.actors.vocabulary import Words, vocabulary

_WORDS_BEFORE_AT_MOST = 10
# At the edge of a group's words these say nothing of the group.
_EMPTY = frozenset({"of", "and", "all", "most", "many", "other", "-", "the", "new", "former"})
_STATES_OF_GOVERNMENT = frozenset(
    {"coalition", "transitional", "central", "federal", "interim", "ruling", "civilian", "national", "military"}
)

_BEFORE_NAMES = frozenset({"the", "neighbouring", "neighboring", "nearby"})
_NOT_OF_GOVERNMENT = frozenset({"side", "statement", "secretary"})


def find_described(tokens: Tokens, spans: list[Span]) -> list[Span]:
    """Return `spans` with the groups, powers and governments that stand without a name of the gazetteer.

    A government has `canonical` "" until the text is known to the end.
    """
    vocab = vocabulary()
    places = tokens.places(vocab.described_nouns)
    if not places:
        return spans
    taken = owners(spans)
    added: list[Span] = []
    for position in places:
        if position in taken:
            continue
        word, span = tokens.lower[position], None
        if word in vocab.bloc_nouns:
            span = _bloc(tokens, taken, position)
        elif word in vocab.government_nouns:
            span = _government(tokens, taken, position)
        elif word != "coalition":
            span = _group(tokens, taken, position)
        elif tokens.word(position - 1) == "the":
            span = Span(
                position, position + 1, "name", "coalition", "other", None, True, noun=word, telling=frozenset()
            )
        if span is not None:
            taken.update(dict.fromkeys(range(span.first, span.last), span))
            added.append(span)
    return merged(spans, added)


# --- groups ---------------------------------------------------------------------------------------------------------


def _group(tokens: Tokens, taken: dict[int, Span], position: int) -> Span | None:
    vocab = vocabulary()
    word = tokens.lower[position]
    singular = word in vocab.armed_singulars
    if tokens.hyphen(position + 1) or (singular and position + 1 in taken):
        return None  # "rebel-held", "the militant Hamas"
    head = _member(tokens, taken, position) if singular or word in ("opposition", "militia") else position
    first = _first_modifier(tokens, taken, position)
    if singular and head == position:
        # "a rebel ultimatum" is the rebels'; "a rebel" is one of them.
        following = tokens.word(position + 1)
        if (
            word == "insurgency"
            or not following.isalpha()
            or following in vocab.after_military
            or following in vocab.civil_nouns
        ):
            return None
    if word in vocab.group_nouns and not _tells_a_group(tokens, first, position):
        return None
    return _group_span(tokens, first, position, head)


def _member(tokens: Tokens, taken: dict[int, Span], position: int) -> int:
    """Return the last noun of those who belong to the group ("rebel delegation spokesman"), else `position`."""
    vocab = vocabulary()
    ahead = position + 1
    while tokens.word(ahead) in _before_members() and ahead < position + 4:
        ahead += 1
    if tokens.word(ahead) not in vocab.members or ahead in taken:
        return position
    while tokens.word(ahead + 1) in vocab.members and ahead + 1 not in taken:
        ahead += 1
    return ahead


@cache
def _before_members() -> Words:
    """Return the words that can stand between a group and its members ("rebel peace delegation")."""
    vocab = vocabulary()
    return (vocab.modifiers | vocab.title_modifiers) - vocab.members - {"and", "of"}


def _first_modifier(tokens: Tokens, taken: dict[int, Span], position: int) -> int:
    """Return the first token of the modifiers before the noun at `position` ("main northern rebel group")."""
    vocab = vocabulary()
    first = position
    while first > 0 and position - first < _WORDS_BEFORE_AT_MOST and first - 1 not in taken:
        before = first - 1
        word = tokens.lower[before]
        known = word in vocab.modifiers or word in vocab.armed_singulars or word in vocab.directions
        name = tokens.capitalized(before) and not tokens.sentence_start(before)
        name = name and not (word in vocab.not_names or word in vocab.say_verbs or word in vocab.titles)
        if not (known or name or tokens.hyphen(before) or tokens.hyphen(first)):
            break
        first = before
    while first < position and tokens.lower[first] in _EMPTY:
        first += 1
    return first


def _tells_a_group(tokens: Tokens, first: int, position: int) -> bool:
    """Return whether "group", "faction" and the like are a conflict's: by an armed word, a number, or "the group"."""
    vocab = vocabulary()
    if first == position:
        return tokens.lower[position] == "group" and tokens.word(position - 1) == "the"
    before = tokens.lower[first:position]
    if not (vocab.armed_singulars.isdisjoint(before) and vocab.group_adjectives.isdisjoint(before)):
        return True
    if "militia" in tokens.lower[position]:
        return True
    return tokens.lower[first] in vocab.numbers and tokens.word(position + 1) != "of"


def _group_span(tokens: Tokens, first: int, noun: int, head: int) -> Span:
    vocab = vocabulary()
    word = tokens.lower[noun]
    telling = frozenset(tokens.lower[first:noun]) - vocab.plain_modifiers - {"-", "'"}
    if tokens.lower[first] in vocab.numbers and word not in vocab.group_nouns:
        telling |= {COUNTED}
    named_by = head if tokens.lower[head] in vocab.group_nouns else noun
    plural = "s" if named_by == noun and word in vocab.armed_singulars else ""
    return Span(
        first,
        head + 1,
        "name",
        tokens.written(first, named_by + 1) + plural,
        "party" if word == "opposition" else "armed_group",
        None,
        False,
        plural=tokens.lower[head] in vocab.several_groups,
        role=head if head > noun else -1,
        telling=telling,
        noun=word,
    )


# --- governments and powers -----------------------------------------------------------------------------------------


def _government(tokens: Tokens, taken: dict[int, Span], position: int) -> Span | None:
    """Return "the government", "government troops", "the military" of a state that the text tells elsewhere."""
    vocab = vocabulary()
    word, before, after = tokens.lower[position], tokens.word(position - 1), tokens.word(position + 1)
    if (
        tokens.hyphen(position - 1)
        or tokens.hyphen(position + 1)
        or (word == "government" and before in vocab.not_yet_governments)
    ):
        return None
    name_before = (
        tokens.capitalized(position - 1) and position - 1 not in taken and not tokens.sentence_start(position - 1)
    )
    if name_before and tokens.capitalized(position):
        return None  # part of a proper name
    last = position + 1
    while last not in taken and tokens.word(last) in vocab.acting_nouns and tokens.word(last) not in _NOT_OF_GOVERNMENT:
        last += 1
    if word not in ("government", "authorities"):
        noun_follows = after not in vocab.after_military and after not in vocab.say_verbs and after != "\n"
        definite = before in ("the", "s") or before in vocab.modifiers or tokens.sentence_start(position)
        if not definite or (word == "military" and last == position + 1 and noun_follows):
            return None
    first = position
    surname = name_before and before not in vocab.not_names and word in ("government", "regime")
    if before in _STATES_OF_GOVERNMENT or surname:
        first -= 1
    elif word == "ministry":
        while tokens.word(first - 1) in vocab.office_words and first - 1 not in taken:
            first -= 1  # "foreign ministry"
    role = last - 1 if last > position + 1 else -1
    return Span(first, last, "name", "", "state", None, True, role=role, noun=word, government=True)


def _bloc(tokens: Tokens, taken: dict[int, Span], position: int) -> Span | None:
    """Return states named together by what they are ("five nuclear powers", "neighboring countries")."""
    vocab = vocabulary()
    first = position
    while (
        first > 0
        and first - 1 not in taken
        and (tokens.lower[first - 1] in vocab.bloc_modifiers or tokens.hyphen(first - 1))
    ):
        first -= 1
    before = tokens.lower[first:position]
    numbered = all(word in vocab.numbers or word in ("-", "member") for word in before)
    if numbered and not (before and tokens.lower[position] == "powers"):  # "the six powers", but not "six states"
        return None
    return Span(first, position + 1, "name", tokens.written(first, position + 1), "other", None, False, plural=True)


# --- "government of Sudan" ------------------------------------------------------------------------------------------


def join_of(tokens: Tokens, spans: list[Span]) -> list[Span]:
    """Join "government of Sudan", "foreign minister of Egypt", "Sultan of Oman" with the state or body they are of."""
    kept: list[Span] = []
    lower = tokens.lower
    for span in spans:
        before = span.first - 1
        if lower[before] in _BEFORE_NAMES:
            before -= 1
        if lower[before] == "of" and span.role < 0 and _may_have_offices(tokens, span):
            head = before - 1
            if tokens.word(head) == "affairs" and tokens.word(head - 2) == "of":
                head -= 3  # "Minister of Foreign Affairs of X"
            previous = kept[-1] if kept else None
            if previous is not None and previous.last == head + 1 and previous.government and not previous.canonical:
                kept.pop()
                _take_in(span, previous.first, head, previous.noun)
            elif head >= 0 and (previous is None or previous.last <= head):
                _join_office(tokens, span, head, previous.last if previous is not None else 0)
        kept.append(span)
    return kept


def _may_have_offices(tokens: Tokens, span: Span) -> bool:
    named = span.use not in ("demonym", "place") and span.kind in ("state", "international_body")
    return named and not (span.states or span.person or tokens.possessive(span.last))


def _join_office(tokens: Tokens, span: Span, head: int, floor: int) -> None:
    vocab = vocabulary()
    word = tokens.lower[head]
    if word not in vocab.acting_nouns or word in ("side", "state", "department", "force"):
        return
    before = (vocab.title_modifiers, vocab.titles, vocab.modifiers)
    first = head
    while first > floor and any(tokens.lower[first - 1] in words for words in before):
        first -= 1
    while first < head and tokens.lower[first] in ("of", "and", "the"):
        first += 1
    _take_in(span, first, head, word)


def _take_in(span: Span, first: int, head: int, noun: str) -> None:
    span.first, span.role, span.noun, span.use, span.inferred = first, head, noun, "name", False
    span.government = span.government or noun in vocabulary().government_nouns

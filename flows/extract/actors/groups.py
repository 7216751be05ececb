"""Names with their nouns: "Russian officials" are Russia, "Tamil rebels" a group, "a Filipino man" is nobody's act."""

from flows.extract.actors.described import find_described, join_of
from flows.extract.actors.phrases import Phrase, read_phrase
from flows.extract.actors.spans import Span
from flows.extract.actors.tokens import Tokens
from flows.extract.actors.vocabulary import vocabulary

_LOCAL = frozenset({"authorities", "government", "administration", "leaders", "leadership"})
_MEETINGS = frozenset({"talks", "negotiations", "dispute", "row", "agreement", "accord"})
_BLOCS = frozenset({"bloc", "alliance", "union", "coalition", "grouping"})


def find_groups(tokens: Tokens, names: list[Span]) -> list[Span]:
    """Return `names`, each grown by its nouns, and the groups and governments that the text describes without a name.

    Decoys go, and so do names of which the next word says that they do not act ("Filipino man", "US-built").
    """
    return join_of(tokens, find_described(tokens, _grown(tokens, names)))


def _grown(tokens: Tokens, names: list[Span]) -> list[Span]:
    kept: list[Span] = []
    joined = False  # whether the name to the right acts, so that "European and Ukrainian leaders" are two
    for span in reversed(names):
        right = kept[-1] if kept else None
        grown = None if span.use == "decoy" else _with_nouns(tokens, span, right, joined)
        joined = grown is not None
        if grown is None:
            continue
        if right is not None and grown.last > right.first:
            grown.last = max(grown.last, kept.pop().last)
        kept.append(grown)
    kept.reverse()
    return kept


def _with_nouns(tokens: Tokens, span: Span, right: Span | None, joined: bool) -> Span | None:
    """Return `span` with the nouns after it, or None where they say that it does not act."""
    if span.use == "person" or span.states:
        return span
    before, following = tokens.lower[span.first - 1], tokens.lower[span.last]
    if before == "-" and tokens.hyphen(span.first - 1) and tokens.word(span.first - 2) in vocabulary().prefixes:
        return None  # "pro-Russian"
    if before == "ethnic" and span.kind == "state":
        return None  # "ethnic Serbs"
    if following == "-" and tokens.hyphen(span.last):
        compound = _compound(tokens, span)
        return span if compound is None and span.use == "place" else compound
    limit = right.first if right is not None else len(tokens)
    if span.use == "place":
        phrase = read_phrase(tokens, span.last, min(limit, span.last + 4))
        if tokens.word(span.last) in _LOCAL and span.kind == "state" and span.last < limit:
            return _local(tokens, span)
        return _described(tokens, span, phrase) if phrase.armed else span
    possessive = tokens.possessive(span.last) if following == "'" else 0
    position = span.last + possessive
    if span.kind == "international_body" and not possessive and _take_in_members(tokens, span):
        return span
    phrase = read_phrase(tokens, position, limit)
    bare = span.use in ("name", "capital") and not possessive and span.kind == "state"
    if phrase.head < 0 or (phrase.head == position and bare and tokens.lower[position] in vocabulary().verbs_too):
        return _without_noun(tokens, span, position, right, joined)
    return _with_phrase(tokens, span, position, phrase, right)


def _local(tokens: Tokens, span: Span) -> Span:
    """Return the authorities of a place, who need not be those of the state in which it lies ("Tigray authorities")."""
    name, home = tokens.written(span.first, span.last + 1), frozenset({span.iso3 or ""})
    return Span(span.first, span.last + 1, "name", name, "other", None, False, home, role=span.last)


def _take_in_members(tokens: Tokens, span: Span) -> bool:
    """Let a body take in the nouns of those who are in it: "EU member states", "ECOWAS countries"."""
    last = span.last + 1 if tokens.word(span.last) == "member" else span.last
    taken = tokens.word(last) in vocabulary().bloc_nouns or tokens.word(last) == "members"
    if taken:
        span.grow(last, tokens.lower[last])
    return taken


def _with_phrase(tokens: Tokens, span: Span, position: int, phrase: Phrase, right: Span | None) -> Span | None:
    vocab = vocabulary()
    noun = tokens.lower[phrase.head]
    bloc = span.use == "region" and noun in _BLOCS
    if (phrase.armed or phrase.party) and not bloc and (span.kind == "state" or span.use in ("demonym", "region")):
        return _described(tokens, span, phrase)
    if span.use == "demonym" and span.kind != "state" and noun not in vocab.member_nouns and noun not in vocab.titles:
        return span
    if bloc and right is not None and right.kind == "international_body" and right.first == phrase.head + 1:
        right.first = span.first  # "the West African bloc ECOWAS"
        return None
    if span.use == "region" and noun not in vocab.region_nouns and tokens.words[span.first].islower():
        return None  # "the western side"
    if span.kind == "state":
        span.government = not vocab.government_nouns.isdisjoint(tokens.lower[position : phrase.head + 1])
        span.inferred = span.inferred and span.use == "capital"
    elif span.use in ("region", "demonym"):
        span.use = "name"
    span.grow(phrase.head, noun)
    return span


def _without_noun(tokens: Tokens, span: Span, position: int, right: Span | None, joined: bool) -> Span | None:
    vocab = vocabulary()
    if span.use == "region":
        if tokens.word(position) not in ("and", ",") or not joined or right is None or right.first > position + 2:
            return None
        span.use = "name"
    if span.use == "demonym" and tokens.word(position) in vocab.land_nouns and span.kind != "state":
        return None  # "a Shi'ite district"
    if span.use == "demonym" and span.kind == "state":
        if position == span.last and _some_people(tokens, span):
            return None
        ahead = position
        while tokens.word(ahead) in vocab.modifiers and ahead < position + 3:
            ahead += 1
        if tokens.word(ahead) in vocab.civil_nouns:
            return None
        span.place = tokens.word(ahead) in vocab.land_nouns and tokens.word(ahead + 1) not in _MEETINGS
    if right is not None and span.kind == "state":
        return _owner(tokens, span, position, right)
    return span


def _some_people(tokens: Tokens, span: Span) -> bool:
    """Return whether some of the people are meant: "150 Palestinians", "thousands of Syrians", "a Cuban who"."""
    before = tokens.word(span.first - 1)
    if before in ("a", "an"):
        return tokens.word(span.last) in ("who", "whose", "aged", "living", "born")
    if not tokens.lower[span.last - 1].endswith(("s", "ese")):
        return False
    if before == "of":
        before = tokens.word(span.first - 2)
        return before in ("thousands", "hundreds", "dozens", "scores", "millions", "number")
    return before.isdigit() or before in vocabulary().numbers or before in ("hundred", "thousand", "million", "dozen")


def _owner(tokens: Tokens, span: Span, position: int, right: Span) -> Span | None:
    """Return a state before what is its own: None where the other span takes it in ("Sri Lanka's Tamil rebels")."""
    between = tokens.lower[position : right.first]
    if not all(word in vocabulary().modifiers for word in between):
        return span
    if right.canonical == "United Nations Security Council" and not between:
        if span.use == "demonym" or position > span.last:  # "Russia's Security Council" is Russia's
            span.grow(right.last - 1, "council")
        return span
    if right.canonical.endswith("of the Red Cross") and not between and span.use == "demonym":
        right.first, right.kind = span.first, "other"
        right.canonical = tokens.written(right.first, right.last)
        return None  # "the Korean Red Cross"
    if right.kind in ("armed_group", "party"):
        if right.telling is not None:
            right.first = span.first
            right.home |= {span.iso3 or ""}
            return None
        span.place = position > span.last or (span.use == "demonym" and not between)  # "Lebanon's Hezbollah"
    return span


def _compound(tokens: Tokens, span: Span) -> Span | None:
    """Read a hyphen: "Saudi-led coalition" is one group, "US-brokered" the state's act, "US-built" nobody's (None)."""
    vocab = vocabulary()
    participle = tokens.word(span.last + 1)
    ahead = span.last + 2
    while (
        tokens.word(ahead) in vocab.modifiers
        and tokens.word(ahead) not in vocab.coalition_nouns
        and ahead < span.last + 5
    ):
        ahead += 1
    noun = tokens.word(ahead)
    if participle == "led" and noun in vocab.coalition_nouns:
        coalition = Span(span.first, ahead + 1, "name", tokens.written(span.first, ahead + 1), "other", None, False)
        coalition.telling, coalition.noun = frozenset(), "coalition"
        return coalition
    if participle == "led" and noun in vocab.armed_plurals:
        return _described(tokens, span, Phrase(ahead, True, modifiers=[f"{span.key}-led"]))
    if participle == "led" and noun in vocab.government_nouns and span.kind != "state":
        written = tokens.written(span.first, ahead + 1)
        return Span(span.first, ahead + 1, "name", written, "other", None, False, span.home, role=ahead)
    if participle not in vocab.passive_participles:
        return span
    if noun in vocab.armed_plurals or noun in vocab.group_nouns:
        return _described(tokens, span, Phrase(ahead, True, modifiers=[f"{span.key}-{participle}"]))
    return None


def _described(tokens: Tokens, span: Span, phrase: Phrase) -> Span:
    """Return the group that a name and its noun describe ("Tamil rebels", "Yemeni parties")."""
    vocab = vocabulary()
    head = phrase.head
    nouns = (vocab.armed_plurals, vocab.group_nouns, vocab.party_nouns, vocab.armed_singulars)
    named_by = head
    while named_by > span.last and not any(tokens.lower[named_by] in words for words in nouns):
        named_by -= 1
    plural = "s" if tokens.lower[named_by] in vocab.armed_singulars else ""
    people = tokens.written(span.first, span.last) if span.use == "place" else span.canonical
    return Span(
        span.first,
        head + 1,
        "name",
        tokens.written(span.first, named_by + 1) + plural,
        "armed_group" if phrase.armed else "party",
        None,
        False,
        home=frozenset({span.iso3}) if span.iso3 else span.home,
        plural=phrase.plural,
        role=head if tokens.lower[head] in vocab.members else -1,
        telling=frozenset(phrase.modifiers) - vocab.plain_modifiers | {"~" + people.casefold()},
        noun=tokens.lower[head],
    )

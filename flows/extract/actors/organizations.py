"""Groups and bodies that the gazetteer lacks, known by their form: "Patriotic Movement of X", "Some Front (SF)"."""

from functools import cache

from flows.extract.actors.spans import Span, merged, owners
from flows.extract.actors.tokens import Tokens
from flows.extract.actors.vocabulary import Words, vocabulary
from schemas.mention import ActorKind

_JOINERS = frozenset({"of", "for", "and", "in", "to", "the", "&", "-", "'", "s"})
_TOKENS_AT_MOST = 12
_LONG_ENOUGH = 3
"""Words of a name of which a text may use the initials without introducing them."""
_NO_ACTORS = frozenset({"treaty", "agreement", "act", "zone", "disease", "convention", "tax", "programme"})


def find_organizations(tokens: Tokens, names: list[Span]) -> list[Span]:
    """Return `names` together with the organisations that `tokens` name, and with the acronyms introduced for either.

    Names inside an organisation go. "Israeli Army" and the like stay the state's.
    """
    acronyms = any(_acronym_at(tokens, position) for position in tokens.places("("))
    heads, lower = _heads(), tokens.lower
    positions = tokens.capitals if acronyms else [place for place in tokens.capitals if lower[place] in heads]
    long_names = [span for span in names if span.last - span.first >= _LONG_ENOUGH and span.use == "name"]
    if not positions and not long_names:
        return names
    owner = owners(names)
    found: list[Span] = []
    for position in positions:
        if found and position < found[-1].last:
            continue
        span = _by_head(tokens, owner, position) or (_by_acronym(tokens, owner, position) if acronyms else None)
        if span is not None and (not found or span.first >= found[-1].last):
            found.append(span)
    spans = merged(names, found)
    named = [*found, *(span for span in long_names if span.kind in ("armed_group", "party"))]
    initials = {_initials(tokens, span): span for span in reversed(named) if span.last - span.first >= _LONG_ENOUGH}
    return _with_acronyms(tokens, spans, initials) if acronyms or initials else spans


@cache
def _heads() -> Words:
    """Return all words that can be the head of an organisation's name."""
    vocab = vocabulary()
    return vocab.armed_heads.union(vocab.group_first_words, vocab.party_heads, vocab.body_heads)


def _kind(head: str) -> ActorKind | None:
    vocab = vocabulary()
    if head in vocab.armed_heads or head in vocab.group_first_words:
        return "armed_group"
    if head in vocab.party_heads:
        return "party"
    return "other" if head in vocab.body_heads else None


def _by_head(tokens: Tokens, owner: dict[int, Span], position: int) -> Span | None:
    """Return the organisation whose head ("Front", "Movement") stands at `position`."""
    vocab = vocabulary()
    head = tokens.lower[position]
    kind = _kind(head)
    if kind is None:
        return None
    inside = owner.get(position)
    if inside is not None and (inside.last - inside.first > 1 or inside.use == "decoy"):
        return None
    if head in vocab.armed_plurals and tokens.sentence_start(position):
        return None  # "Fighters for ..."
    first = position if head in vocab.group_first_words else _leftmost(tokens, position)
    last = _rightmost(tokens, position)
    state = owner.get(first)
    if (
        state is not None
        and state.kind == "state"
        and tokens.possessive(state.last) == 2
        and state.last + 2 <= position
    ):
        if kind == "other":
            return None  # "Taiwan's Mainland Affairs Council" is Taiwan's act
        first = state.last + 2
    if last - first < 2 or (
        first == position and kind != "armed_group" and tokens.word(position + 1) not in ("of", "for")
    ):
        return None
    for at in range(first, last):
        if (span := owner.get(at)) and (
            span.use == "decoy" or span.person or (span.home and span.last - span.first > 1)
        ):
            return None
    if _of_a_state(tokens, owner, first, last):
        return None
    return Span(first, last, "name", tokens.written(first, last), kind, None, False)


def _leftmost(tokens: Tokens, position: int) -> int:
    """Return the first token of the capitalised words that lead up to `position`."""
    vocab = vocabulary()
    first = position
    while first > 0 and position - first < _TOKENS_AT_MOST:
        before = first - 1
        word = tokens.lower[before]
        if tokens.capitalized(before) and word not in vocab.not_names and word not in vocab.say_verbs:
            first = before
        elif (tokens.hyphen(before) or (word == "'" and tokens.joined(before))) and tokens.capitalized(before - 1):
            first = before - 1
        elif word == "s" and tokens.possessive(before - 1) and tokens.capitalized(before - 2):
            first = before - 2
        else:
            break
    return first


def _rightmost(tokens: Tokens, position: int) -> int:
    """Return the end of the name whose head is at `position` ("Front for the Liberation of X")."""
    vocab = vocabulary()
    last, of = position + 1, False
    body = _kind(tokens.lower[position]) == "other"
    while last < len(tokens) and last - position < _TOKENS_AT_MOST:
        word = tokens.lower[last]
        if tokens.capitalized(last) and tokens.words[last - 1] != ".":
            if last == position + 1 and body and not _goes_on(tokens, last):
                break  # "National Assembly Speaker Ali Saad"
            last += 1
        elif tokens.hyphen(last) and (tokens.word(last + 1) in vocab.particles or tokens.word(last + 1) == "i"):
            last += 2  # "Jaish-e X"
        elif word in ("of", "for", "-") or (word == "and" and of):
            ahead = last + 1
            while tokens.word(ahead) in _JOINERS and ahead < last + 3:
                ahead += 1
            if not tokens.capitalized(ahead):
                break
            of = of or word != "-"
            last = ahead + 1
        else:
            break
    return last


def _goes_on(tokens: Tokens, position: int) -> bool:
    """Return whether a head is among the capitalised words from `position` on ("Local Authority Management Centre")."""
    last = position
    while tokens.capitalized(last) and last < position + _LONG_ENOUGH:
        if tokens.lower[last] in _heads() or tokens.lower[last] in vocabulary().state_heads:
            return True
        last += 1
    return False


def _of_a_state(tokens: Tokens, owner: dict[int, Span], first: int, last: int) -> bool:
    """Return whether the words are no more than offices and organs, of a state named first ("Israeli Army")."""
    vocab = vocabulary()
    lead = owner.get(first)
    rest = tokens.lower[lead.last if lead is not None else first : last]
    if "congress" in rest and len(rest) > 1:
        return False  # "Iraqi National Congress" is a party
    small = ("'", "s", "of", "the", "and")
    return all(word in vocab.state_heads or word in vocab.titles or word in small for word in rest)


# --- acronyms -------------------------------------------------------------------------------------------------------


def _acronym_at(tokens: Tokens, position: int) -> str | None:
    """Return the acronym in parentheses at `position`, or None."""
    if tokens.word(position) != "(" or tokens.word(position + 2) != ")":
        return None
    word = tokens.words[position + 1]
    return word if 2 <= len(word) <= 8 and sum(letter.isupper() for letter in word) >= 2 else None


def _by_acronym(tokens: Tokens, owner: dict[int, Span], position: int) -> Span | None:
    """Return the organisation that begins at `position` and whose initials follow in parentheses."""
    if position in owner or tokens.lower[position] in vocabulary().not_names:
        return None
    last, initials = position, ""
    while last < min(len(tokens), position + _TOKENS_AT_MOST):
        if tokens.capitalized(last):
            initials += tokens.words[last][0]
        elif tokens.lower[last] not in _JOINERS:
            break
        last += 1
    acronym = _acronym_at(tokens, last)
    if acronym is None or len(initials) < 3 or acronym.upper() != initials.upper():
        return None
    kind = next((kind for word in tokens.lower[position:last] if (kind := _kind(word))), None)
    if kind is None and tokens.lower[last - 1] in _NO_ACTORS:
        return None
    return Span(position, last, "name", tokens.written(position, last), kind or "other", None, False)


def _initials(tokens: Tokens, span: Span) -> str:
    return "".join(word[0] for word in tokens.words[span.first : span.last] if word[0].isupper())


def _with_acronyms(tokens: Tokens, spans: list[Span], initials: dict[str, Span]) -> list[Span]:
    """Let every mention of an acronym mean whom it was introduced for, or else whose `initials` it is."""
    meant = {acronym: span for acronym, span in initials.items() if len(acronym) >= _LONG_ENOUGH}
    introduced: dict[str, Span] = {}
    for span in spans:
        acronym = _acronym_at(tokens, span.last)
        if acronym is not None and span.use in ("name", "organ"):
            introduced.setdefault(acronym, span)
    meant |= introduced
    if not meant:
        return spans
    owner = owners(spans)
    added: list[Span] = []
    for position in tokens.capitals:
        word = tokens.words[position]
        source = meant.get(word)
        if source is None or (word not in introduced and position in owner):
            continue
        inside = owner.get(position)
        if inside is not None and (inside.last - inside.first > 1 or inside.use == "demonym"):
            continue
        mention = Span(position, position + 1, "name", "", "other", None, False)
        mention.act_for(source)
        added.append(mention)
    return merged(spans, added)

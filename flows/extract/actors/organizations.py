"""Groups and bodies that the gazetteer lacks, known by their form: "Patriotic Movement of X", "Some Front (SF)"."""

from flows.extract.actors.spans import Span, merged, owners
from flows.extract.actors.tokens import Tokens
from flows.extract.actors.vocabulary import vocabulary
from schemas.mention import ActorKind

_JOINERS = frozenset({"of", "for", "and", "in", "to", "the", "&", "-", "'", "s"})
_TOKENS_AT_MOST = 12
_NO_ACTORS = frozenset({"treaty", "agreement", "act", "zone", "disease", "convention", "tax", "programme"})


def find_organizations(tokens: Tokens, names: list[Span]) -> list[Span]:
    """Return `names` together with the organisations that `tokens` name, and with the acronyms introduced for either.

    Names inside an organisation go. "Israeli Army" and the like stay the state's.
    """
    owner = owners(names)
    found: list[Span] = []
    parentheses = "(" in tokens.text
    for position in tokens.capitals:
        if found and position < found[-1].last:
            continue
        span = _by_head(tokens, owner, position) or (_by_acronym(tokens, owner, position) if parentheses else None)
        if span is not None and (not found or span.first >= found[-1].last):
            found.append(span)
    spans = merged(names, found)
    return _with_acronyms(tokens, spans) if parentheses else spans


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
    while last < len(tokens) and last - position < _TOKENS_AT_MOST:
        word = tokens.lower[last]
        if tokens.capitalized(last) and tokens.words[last - 1] != ".":
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


def _with_acronyms(tokens: Tokens, spans: list[Span]) -> list[Span]:
    """Let every mention of an acronym that the text introduces mean whom it was introduced for."""
    meant: dict[str, Span] = {}
    for span in spans:
        acronym = _acronym_at(tokens, span.last)
        if acronym is not None and span.use in ("name", "organ"):
            meant.setdefault(acronym, span)
    if not meant:
        return spans
    owner = owners(spans)
    added: list[Span] = []
    for position, word in enumerate(tokens.words):
        source = meant.get(word)
        if source is None:
            continue
        inside = owner.get(position)
        if inside is not None and (inside.last - inside.first > 1 or inside.use == "demonym"):
            continue
        mention = Span(position, position + 1, "name", "", "other", None, False)
        mention.act_for(source)
        added.append(mention)
    return merged(spans, added)

"""Groups and bodies that the gazetteer lacks, known by their form: "Patriotic Movement of X", "Some Front (SF)"."""

from flows.extract.actors.spans import Span
from flows.extract.actors.tokens import Tokens
from flows.extract.actors.vocabulary import vocabulary
from schemas.mention import ActorKind

_JOINERS = frozenset({"of", "for", "and", "in", "to", "the", "&", "-", "'", "s"})
_LONGEST = 12


def find_organizations(tokens: Tokens, names: list[Span]) -> list[Span]:
    """Return `names` together with the organisations that `tokens` name; names inside an organisation go."""
    covered = {position: span for span in names for position in range(span.first, span.last)}
    found: list[Span] = []
    acronyms: dict[str, Span] = {}
    end = 0
    for position in range(len(tokens)):
        if position < end:
            continue
        span = _by_head(tokens, covered, position) or _by_acronym(tokens, covered, position, acronyms)
        if span is not None and span.first >= end:
            found.append(span)
            end = span.last
            acronym = _acronym_after(tokens, span.last)
            if acronym and position + 1 <= span.last:
                acronyms[acronym] = span
    for span in names:
        acronym = _acronym_after(tokens, span.last)
        if acronym and span.use == "name":
            acronyms.setdefault(acronym, span)
    kept = _without_overlaps(names, found)
    return _repeats(tokens, kept, acronyms)


def _kind_of_head(word: str) -> ActorKind | None:
    vocab = vocabulary()
    if word in vocab.armed_heads or word in vocab.group_first_words:
        return "armed_group"
    if word in vocab.party_heads:
        return "party"
    return "other" if word in vocab.body_heads else None


def _by_head(tokens: Tokens, covered: dict[int, Span], position: int) -> Span | None:
    """Return the organisation whose head ("Front", "Movement") stands at `position`."""
    kind = _kind_of_head(tokens.lower[position])
    if kind is None or not tokens.capitalized(position):
        return None
    if tokens.lower[position] in vocabulary().armed_plurals and tokens.sentence_start(position):
        return None  # "Fighters for ..."
    inside = covered.get(position)
    if inside is not None and (inside.last - inside.first > 1 or inside.use == "decoy"):
        return None
    vocab = vocabulary()
    first = position
    while first > 0 and position - first < _LONGEST:
        before = first - 1
        if (
            tokens.capitalized(before)
            and tokens.lower[before] not in vocab.not_names
            and tokens.lower[before] not in vocab.say_verbs
        ):
            first = before
        elif tokens.words[before] in ("-", "'") and tokens.joined(before) and tokens.capitalized(before - 1):
            first = before - 1
        elif tokens.lower[before] == "s" and tokens.words[before - 1] == "'" and tokens.capitalized(before - 2):
            first = before - 2
        else:
            break
    if tokens.lower[position] in vocab.group_first_words:
        first = position
    last = position + 1
    while last < len(tokens) and last - position < _LONGEST:
        if tokens.capitalized(last) and not tokens.words[last - 1] == ".":
            last += 1
            continue
        if (
            tokens.words[last] == "-"
            and tokens.joined(last)
            and tokens.joined(last + 1)
            and tokens.word(last + 1) in vocab.particles | {"i"}
        ):
            last += 2  # "Jaish-e X"
            continue
        ahead = last
        while ahead < last + 3 and tokens.word(ahead) in _JOINERS:
            ahead += 1
        if (
            ahead > last
            and tokens.capitalized(ahead)
            and (tokens.lower[last] in ("of", "for", "-") or _linked(tokens, last, position))
        ):
            last = ahead + 1
        else:
            break
    if last - first < 2:
        return None
    if first == position and kind in ("other", "party") and tokens.word(position + 1) not in ("of", "for"):
        return None
    if any(
        span.use == "decoy" or span.person or (span.kind in ("armed_group", "party") and span.last - span.first > 1)
        for span in (covered.get(at) for at in range(first, last))
        if span
    ):
        return None
    lead = covered.get(first)
    if lead is not None and lead.first == first:
        rest = [word for word in tokens.lower[lead.last : last] if word not in ("'", "s", "of", "the", "and")]
        assembly = "congress" in rest and len(rest) > 1  # "Iraqi National Congress" is a party
        if not assembly and all(word in vocab.state_heads or word in vocab.titles for word in rest):
            return None  # "Israeli Army" is the state
    if all(
        word in vocab.titles or word in vocab.title_modifiers or word in vocab.state_heads
        for word in tokens.lower[first:last]
    ):
        return None
    return Span(first, last, "name", tokens.text[tokens.starts[first] : tokens.ends[last - 1]], kind, None, False)


def _linked(tokens: Tokens, last: int, position: int) -> bool:
    """Return whether an "and" at `last` goes on inside the name: only behind "of" or "for" ("for Reconciliation and Democracy")."""
    return tokens.lower[last] == "and" and any(word in ("of", "for") for word in tokens.lower[position:last])


def _acronym_after(tokens: Tokens, position: int) -> str | None:
    """Return the acronym in parentheses at `position`, or None."""
    if tokens.word(position) == "(" and tokens.word(position + 2) == ")" and position + 1 < len(tokens):
        word = tokens.words[position + 1]
        if 2 <= len(word) <= 8 and sum(letter.isupper() for letter in word) >= 2:
            return word
    return None


def _by_acronym(tokens: Tokens, covered: dict[int, Span], position: int, acronyms: dict[str, Span]) -> Span | None:
    """Return the organisation that begins at `position` and whose initials follow in parentheses."""
    if not tokens.capitalized(position) or position in covered or tokens.lower[position] in vocabulary().not_names:
        return None
    ahead, initials = position, ""
    while ahead < min(len(tokens), position + _LONGEST):
        if tokens.capitalized(ahead):
            initials += tokens.words[ahead][0]
        elif tokens.lower[ahead] not in _JOINERS:
            break
        ahead += 1
    acronym = _acronym_after(tokens, ahead)
    if acronym is None or acronym.upper() != initials.upper() or len(initials) < 3:
        return None
    kind = next((kind for word in tokens.lower[position:ahead] if (kind := _kind_of_head(word))), None)
    if kind is None and tokens.lower[ahead - 1] in (
        "treaty",
        "agreement",
        "act",
        "zone",
        "disease",
        "convention",
        "tax",
        "programme",
    ):
        return None
    return Span(
        position,
        ahead,
        "name",
        tokens.text[tokens.starts[position] : tokens.ends[ahead - 1]],
        kind or "other",
        None,
        False,
    )


def _without_overlaps(names: list[Span], found: list[Span]) -> list[Span]:
    taken = {position for span in found for position in range(span.first, span.last)}
    kept = [span for span in names if not any(at in taken for at in range(span.first, span.last))]
    return sorted([*kept, *found], key=lambda span: span.first)


def _repeats(tokens: Tokens, spans: list[Span], acronyms: dict[str, Span]) -> list[Span]:
    """Add the later mentions of an introduced acronym; they mean the same actor."""
    if not acronyms:
        return spans
    by_first = {span.first: span for span in spans}
    taken = {position for span in spans for position in range(span.first, span.last)}
    for position, word in enumerate(tokens.words):
        source = acronyms.get(word)
        if source is None:
            continue
        span = by_first.get(position)
        if span is not None and span.last - span.first == 1 and span.use != "demonym":
            span.act_for(source)
            span.use = "name"
        elif position not in taken:
            added = Span(position, position + 1, "name", "", "other", None, False)
            added.act_for(source)
            spans.append(added)
    return sorted(spans, key=lambda span: span.first)

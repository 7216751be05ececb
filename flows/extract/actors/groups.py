"""Nouns of those who act: "Russian officials", "government of Sudan", "Tamil rebels", "the opposition", "world powers"."""

from flows.extract.actors.spans import Span
from flows.extract.actors.tokens import Tokens
from flows.extract.actors.vocabulary import vocabulary

_MODIFIERS_AT_MOST = 5
_NUMBERS = frozenset("two three four five six seven eight nine ten several".split())
_SEVERAL = frozenset({"groups", "factions", "militias", "movements"})
_COUNTED = "#"  # among the telling words: some of them ("two gunmen"), not the group
# Nouns of those who act that are verbs too: after a bare name ("Turkey forces ...") they are not taken.
_VERBS_TOO = frozenset(
    "forces force sides side states state guard guards heads head rulers leads council chief team rules".split()
)
_AFTER_THE_MILITARY = frozenset(
    ", . ; : and or but has have had is are was were will would could may might said says say in on of to for from by with also , ?".split()
)
_DETERMINERS = frozenset("the a an its their his her this that these those our my your".split())
_OF_AFTER = frozenset(
    "ministry minister ministers department house secretary chief head council court representative academy commander office chairman leader leaders president king sultan emir government governments army military spokesman spokeswoman spokesperson prime".split()
)


def find_groups(tokens: Tokens, names: list[Span]) -> list[Span]:
    """Return `names`, each grown by the nouns that belong to it, and the groups and governments described without a name."""
    spans = _grow(tokens, names)
    spans = _described(tokens, spans)
    return _joined_by_of(tokens, spans)


# --- names with nouns -----------------------------------------------------------------------------------------------


def _grow(tokens: Tokens, names: list[Span]) -> list[Span]:
    kept: list[Span] = []
    following: Span | None = None
    for span in reversed(names):
        if span.use == "decoy":
            following = None
            continue
        grown = _with_nouns(tokens, span, following, kept[-1] if kept else None)
        if grown is None:
            following = None
            continue
        if kept and grown.last > kept[-1].first:
            absorbed = kept.pop()
            grown.last = max(grown.last, absorbed.last)
        kept.append(grown)
        following = grown
    kept.reverse()
    return kept


def _with_nouns(tokens: Tokens, span: Span, following: Span | None, right: Span | None) -> Span | None:
    """Return `span` with the nouns after it, or None where the noun says that it does not act ("Filipino man")."""
    vocab = vocabulary()
    if span.use == "place":
        return _of_the_place(tokens, span, right)
    if span.use == "person":
        return span
    if _prefixed(tokens, span):
        return None
    position = span.last
    if tokens.word(position) == "-" and tokens.joined(position) and tokens.joined(position + 1):
        return _hyphenated(tokens, span)
    possessive = tokens.possessive(position)
    position += possessive
    limit = right.first if right is not None else len(tokens)
    if right is not None and right.kind == "armed_group" and right.nominal is not None:
        limit = right.first
    head, armed, party, modifiers, plural = _noun_chain(tokens, position, limit)
    bare = span.use in ("name", "capital") and not possessive and span.kind == "state"
    if head >= 0 and bare and tokens.lower[head] in _VERBS_TOO:
        head = -1
    if head < 0 and possessive + (span.use == "demonym") and right is not None and right.first == position:
        if right.canonical == "United Nations Security Council" and span.kind == "state":
            # "Russia's Security Council" is Russia's
            span.last, span.role, span.use = right.last, right.last - 1, "name"
            return span
    if head < 0:
        return _without_noun(tokens, span, position, possessive, following, right)
    words = tokens.lower[position : head + 1]
    noun = words[-1]
    if span.kind == "state" or span.use in ("demonym", "region"):
        if armed or party:
            return _described_group(tokens, span, head, modifiers, armed, plural)
        if span.kind == "state":
            span.last, span.role = head + 1, head
            span.government = "government" in words or "authorities" in words
            span.noun = noun
            span.inferred = span.inferred and span.use == "capital"
            return span
        if span.use == "region":
            span.last, span.role, span.use = head + 1, head, "name"
            return span
        if noun in vocab.member_nouns or noun in vocab.titles:
            span.last, span.role, span.noun, span.use = head + 1, head, noun, "name"
        return span
    span.last, span.role, span.noun = head + 1, head, noun
    return span


def _noun_chain(tokens: Tokens, position: int, limit: int) -> tuple[int, bool, bool, list[str], bool]:
    """Read modifiers and nouns from `position`.

    Returns the last noun of those who act (-1 if there is none), whether it makes an armed group or a party, the words
    on the way, and whether several groups are meant.
    """
    vocab = vocabulary()
    head, armed, party, plural = -1, False, False, False
    modifiers: list[str] = []
    at = position
    since = 0
    while at < limit and since <= _MODIFIERS_AT_MOST:
        word = tokens.lower[at]
        if word in vocab.civil_nouns and word not in vocab.state_nouns:
            break
        if word in vocab.armed_plurals or word in vocab.group_nouns:
            head, armed, since, plural = at, True, 0, plural or word in _SEVERAL
        elif word in vocab.party_nouns:
            head, party, since, plural = at, True, 0, word == "parties"
        elif word in vocab.armed_singulars:
            modifiers.append(word)
            armed = armed or tokens.word(at + 1) in vocab.member_nouns or tokens.word(at + 1) in vocab.titles
        elif word in vocab.state_nouns or word in vocab.titles or ((armed or party) and word in vocab.member_nouns):
            if (
                word == "state"
                and tokens.word(at + 1) not in vocab.titles
                and tokens.word(at + 1) not in vocab.state_nouns
            ):
                if head < 0:
                    break
            head, since = at, 0
        elif word in vocab.modifiers or word in vocab.title_modifiers or word in vocab.bloc_modifiers:
            if word in ("of", "and"):
                if not (
                    word == "of"
                    and head == at - 1
                    and tokens.lower[head] in _OF_AFTER
                    and _office_words(tokens, at + 1)
                ):
                    break
            since += 1
            modifiers.append(word)
        elif word in vocab.state_heads and tokens.capitalized(at):
            head, since = at, 0
        elif (
            head >= 0
            and tokens.lower[at - 1] in ("of", "and")
            and tokens.capitalized(at)
            and word in vocab.title_modifiers
        ):
            head = at
        elif word == "-" and tokens.joined(at) and tokens.joined(at + 1):
            since += 1
        else:
            break
        at += 1
        if (
            head >= 0
            and word in ("affairs", "state", "defense", "defence", "interior", "representatives")
            and "of" in tokens.lower[position:at]
        ):
            head = at - 1
    armed = armed and head >= 0
    return head, armed, party, modifiers, plural


def _office_words(tokens: Tokens, position: int) -> bool:
    vocab = vocabulary()
    word = tokens.word(position)
    return word in ("state", "representatives", "commons") or (
        word in vocab.title_modifiers and word not in ("of", "and")
    )


def _without_noun(
    tokens: Tokens, span: Span, position: int, possessive: int, following: Span | None, right: Span | None
) -> Span | None:
    vocab = vocabulary()
    word = tokens.word(position)
    if span.use == "demonym" and span.kind == "state":
        ahead = position
        while tokens.word(ahead) in vocab.modifiers and ahead < position + 3:
            ahead += 1
        if tokens.word(ahead) in vocab.civil_nouns:
            return None
        if tokens.word(ahead) in vocab.land_nouns:
            span.place = True
        # A shared noun further on ("Israeli and Palestinian civilians") took the next name away.
        if word in ("and", "or", ",") and following is None and tokens.capitalized(position + 1) and right is None:
            return span
    if span.use == "region":
        joined = word in ("and", ",") and following is not None and following.first <= position + 2
        if not joined:
            return None
        span.use = "name"
    if span.kind == "state" and right is not None and right.kind in ("armed_group", "party"):
        between = tokens.lower[position : right.first]
        owned = possessive and all(item in vocab.modifiers for item in between)
        if owned or (
            span.use in ("name", "demonym")
            and right.nominal is not None
            and all(item in vocab.modifiers for item in between)
        ):
            if right.nominal is not None:
                right.first = span.first
                right.home = right.home | frozenset({span.iso3 or ""})
                return None
            span.place = True
    return span


def _of_the_place(tokens: Tokens, span: Span, right: Span | None) -> Span:
    """Return the group of a place ("Aceh province rebels"), or the place."""
    limit = right.first if right is not None else len(tokens)
    head, armed, _, modifiers, plural = _noun_chain(tokens, span.last, min(limit, span.last + 4))
    if head < 0 or not armed:
        return span
    return _described_group(tokens, span, head, modifiers, True, plural)


def _prefixed(tokens: Tokens, span: Span) -> bool:
    """Return whether a prefix takes the name away from the actor ("pro-Russian", "ex-Soviet")."""
    before = span.first - 1
    return (
        tokens.word(before) == "-"
        and tokens.joined(before)
        and tokens.joined(span.first)
        and tokens.word(before - 1) in vocabulary().prefixes
        and tokens.word(before - 1) != "non"
    ) or (
        tokens.word(before) == "-"
        and tokens.joined(before)
        and tokens.joined(span.first)
        and tokens.word(before - 1) == "non"
    )


def _hyphenated(tokens: Tokens, span: Span) -> Span | None:
    """Return the span of "Saudi-led coalition" as one group, of "US-brokered" as the state, of "US-built" as None."""
    vocab = vocabulary()
    position = span.last + 1
    word = tokens.word(position)
    if word == "led":
        ahead = position + 1
        while (
            tokens.word(ahead) in vocab.modifiers
            and tokens.word(ahead) not in vocab.coalition_nouns
            and ahead < position + 4
        ):
            ahead += 1
        if tokens.word(ahead) in vocab.coalition_nouns:
            start, end = tokens.starts[span.first], tokens.ends[ahead]
            written = tokens.text[start:end]
            return Span(
                span.first, ahead + 1, "name", written, "other", None, False, nominal=frozenset(), noun="coalition"
            )
    if word in vocab.passive_participles:
        ahead = position + 1
        while tokens.word(ahead) in vocab.modifiers and ahead < position + 4:
            ahead += 1
        if tokens.word(ahead) in vocab.armed_plurals or tokens.word(ahead) in vocab.group_nouns:
            return _described_group(tokens, span, ahead, [tokens.lower[span.first] + "-" + word], True, False)
        return None
    return span


def _described_group(tokens: Tokens, span: Span, head: int, modifiers: list[str], armed: bool, plural: bool) -> Span:
    """Return the group that a name and its noun describe ("Tamil rebels", "Yemeni parties")."""
    vocab = vocabulary()
    nouns = vocab.armed_plurals | vocab.group_nouns | vocab.party_nouns
    named_by = head
    while named_by > span.last and not (
        tokens.lower[named_by] in nouns or tokens.lower[named_by] in vocab.armed_singulars
    ):
        named_by -= 1
    plural_ending = "s" if tokens.lower[named_by] in vocab.armed_singulars else ""
    written = tokens.text[tokens.starts[span.first] : tokens.ends[named_by]] + plural_ending
    home = frozenset({span.iso3}) if span.iso3 else span.home
    named = (
        tokens.text[tokens.starts[span.first] : tokens.ends[span.last - 1]] if span.use == "place" else span.canonical
    )
    people = frozenset({"~" + named.casefold()})
    telling = frozenset(word for word in modifiers if word not in vocab.plain_modifiers)
    role = head if tokens.lower[head] in vocab.titles or tokens.lower[head] in vocab.member_nouns else -1
    return Span(
        span.first,
        head + 1,
        "name",
        written,
        "armed_group" if armed else "party",
        None,
        False,
        home=home,
        plural=plural,
        role=role,
        nominal=telling | people,
        noun=tokens.lower[head],
    )


# --- described without a name -----------------------------------------------------------------------------------------


def _described(tokens: Tokens, spans: list[Span]) -> list[Span]:
    """Add groups, powers and governments that stand without a name of the gazetteer."""
    vocab = vocabulary()
    taken = [False] * (len(tokens) + 1)
    for span in spans:
        taken[span.first : span.last] = [True] * (span.last - span.first)
    by_first = {span.first: span for span in spans}
    added: list[Span] = []
    for position, word in enumerate(tokens.lower):
        if taken[position]:
            continue
        span: Span | None = None
        if (
            word in vocab.armed_plurals
            or word in vocab.armed_singulars
            or word in vocab.group_nouns
            or word == "opposition"
        ):
            span = _bare_group(tokens, taken, by_first, position)
        elif word in ("government", "military", "army", "authorities", "junta", "regime"):
            span = _bare_government(tokens, taken, position)
        elif word in vocab.bloc_nouns:
            span = _bloc(tokens, taken, position)
        elif word == "coalition" and tokens.word(position - 1) == "the":
            span = Span(
                position, position + 1, "name", "coalition", "other", None, True, nominal=frozenset(), noun="coalition"
            )
        if span is not None:
            taken[span.first : span.last] = [True] * (span.last - span.first)
            added.append(span)
    return sorted([*spans, *added], key=lambda item: item.first) if added else spans


def _leftward(tokens: Tokens, taken: list[bool], position: int) -> int:
    """Return the first token of the modifiers before the noun at `position`."""
    vocab = vocabulary()
    first = position
    while first > 0 and position - first < 2 * _MODIFIERS_AT_MOST and not taken[first - 1]:
        word = tokens.lower[first - 1]
        if word in vocab.modifiers or word in vocab.armed_singulars or word in vocab.directions:
            first -= 1
        elif (
            tokens.capitalized(first - 1)
            and word not in vocab.not_names
            and word not in vocab.say_verbs
            and not (tokens.sentence_start(first - 1) and word not in vocab.modifiers)
            and word not in vocab.titles
        ):
            first -= 1
        elif word == "-" and tokens.joined(first - 1) and tokens.joined(first):
            first -= 1
        elif tokens.word(first) == "-" and tokens.joined(first):
            first -= 1
        else:
            break
    while first < position and (
        tokens.lower[first] in ("of", "and", "all", "most", "many", "other", "-", "the", "new", "former")
    ):
        first += 1
    return first


def _bare_group(tokens: Tokens, taken: list[bool], by_first: dict[int, Span], position: int) -> Span | None:
    vocab = vocabulary()
    word = tokens.lower[position]
    last = position + 1
    head = position
    singular = word in vocab.armed_singulars
    if tokens.word(last) == "-" and tokens.joined(last):
        return None  # "rebel-held"
    ahead = last
    while (
        (tokens.word(ahead) in vocab.modifiers or tokens.word(ahead) in vocab.title_modifiers)
        and ahead < last + 3
        and tokens.word(ahead) not in ("and", "of")
    ):
        ahead += 1
    if tokens.word(ahead) in vocab.member_nouns or tokens.word(ahead) in vocab.titles:
        if not taken[ahead] and (singular or word in ("opposition", "militia")):
            head, last = ahead, ahead + 1
            while tokens.word(last) in vocab.member_nouns or tokens.word(last) in vocab.titles:
                head, last = last, last + 1
    first = _leftward(tokens, taken, position)
    if singular and taken[position + 1]:
        return None  # "the militant Hamas"
    if singular and head == position:
        # "a rebel ultimatum" is the rebels'; "a rebel" is one of them; both only hint at the group.
        following = tokens.word(last)
        if word == "insurgency" or following in ("and", "or") or following in ("-", "'") or not following.isalpha():
            return None
        return None if following in vocab.civil_nouns else _group_span(tokens, first, last, position, word, head)
    if word in vocab.group_nouns and first == position:
        # "the group" of a text that has spoken of one
        if word != "group" or tokens.word(position - 1) != "the":
            return None
    if word in ("movement", "movements", "alliance", "faction", "factions", "group", "groups") and first < position:
        telling = [
            item
            for item in tokens.lower[first:position]
            if item in vocab.armed_singulars
            or item in ("armed", "opposition", "rival", "warring", "ethnic", "splinter", "islamist")
        ]
        numbered = tokens.lower[first] in ("two", "three", "four", "five", "six", "seven", "several", "both")
        if not telling and (not numbered or tokens.word(last) == "of"):
            return None
    return _group_span(tokens, first, last, position, word, head)


def _group_span(tokens: Tokens, first: int, last: int, noun: int, word: str, head: int) -> Span:
    vocab = vocabulary()
    telling = frozenset(
        item for item in tokens.lower[first:noun] if item not in vocab.plain_modifiers and item not in ("-", "'")
    )
    named_by = head if tokens.lower[head] in vocab.group_nouns else noun
    written = tokens.text[tokens.starts[first] : tokens.ends[named_by]] + (
        "s" if word in vocab.armed_singulars and named_by == noun else ""
    )
    if tokens.lower[first] in _NUMBERS and word not in vocab.group_nouns:
        telling |= {_COUNTED}
    return Span(
        first,
        last,
        "name",
        written,
        "party" if word == "opposition" else "armed_group",
        None,
        False,
        plural=tokens.lower[head] in _SEVERAL or tokens.lower[noun] in _SEVERAL,
        role=head if head > noun else -1,
        nominal=telling,
        noun=word,
    )


def _bare_government(tokens: Tokens, taken: list[bool], position: int) -> Span | None:
    """Return "the government" or "the military" whose state the text tells elsewhere."""
    vocab = vocabulary()
    word, before, after = tokens.lower[position], tokens.word(position - 1), tokens.word(position + 1)
    if (after == "-" and tokens.joined(position + 1)) or (before == "-" and tokens.joined(position)):
        return None
    last, role = position + 1, -1
    while (
        tokens.word(last) in vocab.state_nouns
        and tokens.word(last) not in ("side", "statement")
        or (tokens.word(last) in vocab.titles and tokens.word(last) != "secretary")
    ):
        role, last = last, last + 1
    if (
        tokens.capitalized(position)
        and tokens.capitalized(position - 1)
        and not taken[position - 1]
        and not tokens.sentence_start(position - 1)
    ):
        return None  # part of a proper name
    if word in ("military", "army", "authorities", "regime", "junta"):
        article = (
            before in ("the", "'", "s", "national") or tokens.sentence_start(position) or (before in vocab.modifiers)
        )
        if not article or (
            word == "military" and role < 0 and after not in _AFTER_THE_MILITARY and after not in vocab.say_verbs
        ):
            return None
    elif before in (
        "a",
        "no",
        "any",
        "local",
        "self",
        "good",
        "unity",
        "interim",
        "future",
        "new",
        "open",
    ) and before not in ("interim",):
        return None
    first = position
    surname = position - 1
    if before in (
        "coalition",
        "transitional",
        "central",
        "federal",
        "interim",
        "ruling",
        "civilian",
        "national",
        "military",
    ):
        first = position - 1
    elif (
        word in ("government", "regime")
        and surname >= 0
        and tokens.capitalized(surname)
        and not taken[surname]
        and before not in vocab.not_names
        and not tokens.sentence_start(surname)
    ):
        first = surname
    return Span(first, last, "name", "", "state", None, True, role=role, noun=word, government=True)


def _bloc(tokens: Tokens, taken: list[bool], position: int) -> Span | None:
    vocab = vocabulary()
    first = position
    while (
        first > 0
        and not taken[first - 1]
        and (
            tokens.lower[first - 1] in vocab.bloc_modifiers or (tokens.word(first - 1) == "-" and tokens.joined(first))
        )
    ):
        first -= 1
    words = [word for word in tokens.lower[first:position] if word != "-"]
    numbers = {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several", "member"}
    if not any(word not in numbers for word in words):
        return None
    written = tokens.text[tokens.starts[first] : tokens.ends[position]]
    return Span(first, position + 1, "name", written, "other", None, False, plural=True)


# --- "government of X" ---------------------------------------------------------------------------------------------------


def _joined_by_of(tokens: Tokens, spans: list[Span]) -> list[Span]:
    """Join "government of Sudan", "foreign minister of Egypt", "Sultan of Oman" with the state that they are of."""
    vocab = vocabulary()
    kept: list[Span] = []
    for span in spans:
        before = span.first - 1
        if tokens.word(before) == "the":
            before -= 1
        named = (
            span.use not in ("demonym", "place") and not span.person and span.kind in ("state", "international_body")
        )
        if named and span.role < 0 and tokens.word(before) == "of":
            head = before - 1
            if tokens.word(head) == "affairs" and tokens.word(head - 1) == "foreign":
                head -= 3
            previous = kept[-1] if kept else None
            if previous is not None and previous.last == head + 1 and previous.government and previous.canonical == "":
                kept.pop()
                span.first = previous.first
                span.role, span.government, span.noun, span.inferred, span.use = (
                    head,
                    True,
                    previous.noun,
                    False,
                    "name",
                )
            elif (previous is None or previous.last <= head) and head >= 0:
                word = tokens.lower[head]
                if (word in vocab.state_nouns or word in vocab.titles) and word not in (
                    "side",
                    "state",
                    "department",
                    "force",
                ):
                    first = head
                    floor = previous.last if previous is not None else 0
                    while first > floor and (
                        tokens.lower[first - 1] in vocab.title_modifiers
                        or tokens.lower[first - 1] in vocab.titles
                        or tokens.lower[first - 1] in vocab.modifiers
                    ):
                        first -= 1
                    while first < head and tokens.lower[first] in ("of", "and", "the"):
                        first += 1
                    span.first, span.role, span.inferred = first, head, False
                    span.government = word == "government"
                    span.use, span.noun = "name", word
        kept.append(span)
    return kept

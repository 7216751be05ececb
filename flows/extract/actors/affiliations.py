"""Whom a person acts for, by the words around the name: titles before it, appositions before and behind it."""

from functools import cache

from flows.extract.actors.gazetteer import actor_form
from flows.extract.actors.person_names import PersonName
from flows.extract.actors.spans import Span, from_form
from flows.extract.actors.tokens import Tokens
from flows.extract.actors.vocabulary import Words, vocabulary

_APPOSITION_AT_MOST = 12
_LISTED_AT_MOST = 12
_FORMER = frozenset({"former", "acting", "then", "retired", "late", "us", "mr"})
_AUXILIARIES = frozenset({"is", "was", "has", "had", "will", "would", "led", "leads", "met"})
_COPULAS = frozenset({"is", "was"})
_DETERMINERS = frozenset({"the", "a", "an", "his", "her", "its", "their", "who", "one"})
_APPOSITION_ENDS = frozenset({",", ".", "\n", ";", ":", '"', "“", "”", "his", "her", "their"})
_LINKS = frozenset({"of", "for", "'", "s", "-", "at", "to", "with", "is", "was", "in"})
_SERVES = _COPULAS | {"serves", "served", "heads", "headed", "leads", "led", "represents", "represented"}
_BEHIND_NAMES = _COPULAS | {"'", "of", ",", "(", "-", "—"}
# A "Palestinian leader" may lead a group at home there.
_LEADS = frozenset({"leader", "commander", "cleric", "chief"})


def read_before(tokens: Tokens, at_last: dict[int, Span], name: PersonName) -> None:
    """Read what stands before the name: "Kremlin spokesman X", "President X", "the Kenyan mediator, General X".

    `at_last` gives the span that ends before a token. Sets what the words tell on `name`.
    """
    if name.first not in at_last and tokens.lower[name.first - 1] not in _before_names():
        return
    vocab = vocabulary()
    words = _read_titles(tokens, at_last, name)
    first = name.titles
    span = _envoy_to(tokens, at_last, first) or at_last.get(first)
    if span is not None and not span.person and not span.place:
        speaks = _speaks_for(tokens, span)
        if not speaks and not words and not name.short and _title_leading_to(tokens, span) >= 0:
            name.actor, name.sure = span, True  # "spokesman for the UN mission X"
            return
        if speaks or (words and not name.courtesy):
            name.actor, name.absorbs, name.sure = span, span, name.sure or speaks
            if speaks and _leads_a_group(tokens, name):
                name.actor = name.listed
            return
    ending = {"s": 2, "'": 1}.get(tokens.word(first - 1), 0)
    owner = at_last.get(first - ending) if ending and tokens.possessive(first - ending) == ending else None
    if owner is not None and words and not (name.courtesy or owner.place) and (owner.person or owner.role >= 0):
        name.actor, name.sure = owner, True  # "the Peruvian leader's spokesman X"
        return
    if owner is not None and not (words or owner.place or owner.person) and owner.role < 0:
        following = tokens.word(name.last)
        if following in vocab.say_verbs or (not name.short and (following in _AUXILIARIES or following.endswith("ed"))):
            name.actor, name.sure = owner, True  # "Kenya's X said"
        return
    if tokens.word(first - 1) == "by" and tokens.word(first - 2) in ("led", "headed"):
        led = at_last.get(first - 3 if tokens.word(first - 3) == "," else first - 2)
        if led is not None and not led.place:
            name.actor, name.sure = led, True  # "the delegation of Peru, led by X"
            return
    if tokens.word(first - 1) == ",":
        _read_left_apposition(tokens, at_last, name, first - 1)
    if name.actor is None and words:
        phrase = " ".join(word for word in words if word not in _FORMER)
        for title, actor in vocab.one_actor.items():
            if phrase == title or (title != "secretary" and phrase.endswith(" " + title)):
                name.belongs = from_form(actor_form(actor), first, first)
                break


@cache
def _before_names() -> Words:
    """Return the words right before a name that can tell anything of it, besides a span."""
    return vocabulary().all_titles | vocabulary().title_modifiers | {".", "-", ",", "by", "s", "'"}


def _read_titles(tokens: Tokens, at_last: dict[int, Span], name: PersonName) -> list[str]:
    """Return the words of the titles right before the name, and set what they tell."""
    vocab = vocabulary()
    titles = vocab.all_titles
    first = name.first
    while first > 0 and first not in at_last:
        before = first - 1
        abbreviated = tokens.lower[before] == "." and tokens.word(before - 1) in titles
        if not (
            tokens.lower[before] in titles
            or tokens.lower[before] in vocab.title_modifiers
            or abbreviated
            or tokens.hyphen(before)
        ):
            break
        first = before
    while first < name.first and tokens.lower[first] in (
        "of",
        "and",
        "-",
        ".",
        "under",
        "then",
        "new",
        "late",
        "field",
    ):
        first += 1
    words = [word for word in tokens.lower[first : name.first] if word not in (".", "-")]
    if not any(word in titles for word in words):
        return []
    name.titles, name.sure = first, True
    name.courtesy = all(word in vocab.courtesies for word in words)
    of_state = any(word in vocab.state_offices for word in words)
    of_state = of_state or ("secretary" in words and any(word in vocab.portfolios for word in words))
    name.office = of_state and not {"former", "ex"} & {*words}
    return words


def _envoy_to(tokens: Tokens, at_last: dict[int, Span], first: int) -> Span | None:
    """Return the span of "US ambassador" in "US ambassador to the United Nations X"."""
    target = at_last.get(first)
    if target is None or target.role >= 0:
        return None
    before = target.first - 1
    if tokens.word(before) == "the":
        before -= 1
    sender = at_last.get(before) if tokens.word(before) in ("to", "for", "in") else None
    return sender if sender is not None and _speaks_for(tokens, sender) else None


def _speaks_for(tokens: Tokens, span: Span) -> bool:
    """Return whether the span ends in a title in the singular, so that a name may follow."""
    if span.role < 0:
        return False
    at = span.last - 1
    link = next((place for place in range(span.first + 1, at) if tokens.lower[place] in ("of", "for")), -1)
    if link > 0:  # "Secretary of State", "Minister for Europe and Foreign Affairs"
        at = link - 1
    elif span.role != at:
        return False
    word = tokens.word(at)
    return word in vocabulary().titles and not word.endswith("s")


def _leads_a_group(tokens: Tokens, name: PersonName) -> bool:
    """Return whether the dated list knows a "Palestinian leader" to lead a group at home in that state."""
    listed, span = name.listed, name.actor
    if listed is None or span is None or listed.kind not in ("armed_group", "party") or span.kind != "state":
        return False
    return tokens.lower[span.last - 1] in _LEADS and span.iso3 in listed.home


def _read_left_apposition(tokens: Tokens, at_last: dict[int, Span], name: PersonName, comma: int) -> None:
    """Read "A spokesman for the rebels, X" and "The Kenyan mediator of the talks, X"."""
    vocab = vocabulary()
    position = comma
    while position > max(0, comma - _APPOSITION_AT_MOST):
        word = tokens.words[position - 1]
        if word in _APPOSITION_ENDS or word.lower() in vocab.say_verbs:
            break
        span = at_last.get(position)
        if span is None:
            position -= 1
            continue
        title = _title_leading_to(tokens, span)
        owner = at_last.get(title + 1)
        if _speaks_for(tokens, span):
            name.actor, name.absorbs, name.sure = span, span if position == comma else None, True
            return
        if title >= 0 and not span.place:
            name.actor, name.sure = owner if owner is not None and _speaks_for(tokens, owner) else span, True
            return
        position = span.first


def _title_leading_to(tokens: Tokens, span: Span) -> int:
    """Return the token of the title that leads to the span by "for" or "of" ("spokesman for the rebels"), else -1."""
    before = span.first - 1
    if tokens.word(before) == "the":
        before -= 1
    titles = {"of": vocabulary().titles, "for": vocabulary().speak_for}.get(tokens.word(before), frozenset())
    return before - 1 if tokens.word(before - 1) in titles else -1


def read_behind(tokens: Tokens, at_first: dict[int, Span], names_at: set[int], name: PersonName) -> None:
    """Read what stands behind the name: "X, a US peace envoy,", "X, deputy head of Russia's council", "X of Norway".

    `at_first` gives the span that begins at a token, `names_at` the tokens at which names begin. Sets what the words
    tell on `name`.
    """
    if not (name.sure or name.listed) and name.short:
        return  # "Similarly, ..."
    position = name.last
    if tokens.lower[position] not in _BEHIND_NAMES:
        return
    owned = at_first.get(position + 2) if tokens.possessive(position) == 2 else None
    if owned is not None and owned.kind in ("armed_group", "party") and owned.telling is None:
        name.actor, name.sure = owned, True  # "Savimbi's UNITA"
        return
    if tokens.word(position) == "of":
        span = at_first.get(position + 2 if tokens.word(position + 1) == "the" else position + 1)
        if span is not None and not span.place:
            name.actor, name.sure = span, True
        return
    if tokens.word(position) == "," and tokens.word(position + 1).isdigit() and tokens.word(position + 2) == ",":
        position += 2  # ", 52,"
    mark, at = tokens.word(position), position + 1
    if mark in _COPULAS and tokens.word(at) not in _DETERMINERS:
        return
    if mark not in _COPULAS and mark not in (",", "(", "-", "—"):
        return
    if tokens.word(at) == "who":
        if tokens.word(at + 1) not in _SERVES:
            return
        at += 2
    actor = _office_holder(tokens, at_first, at, position + _APPOSITION_AT_MOST)
    if actor is not None and actor.last not in names_at:  # "X, British Prime Minister Y" are two
        name.actor, name.sure = actor, True


def _office_holder(tokens: Tokens, at_first: dict[int, Span], position: int, end: int) -> Span | None:
    """Return the span whose office the words from `position` to `end` give, one unknown word at most."""
    vocab = vocabulary()
    title, unknown = "", 0
    for at in range(position, min(len(tokens), end)):
        span, word = at_first.get(at), tokens.lower[at]
        if span is not None:
            leads = title and _linked(tokens, at, title)
            return span if leads or _speaks_for(tokens, span) or _owns_title(tokens, span) else None
        if word in vocab.titles:
            title = word
        elif not (word in _DETERMINERS or word in _LINKS or word in vocab.modifiers or word in vocab.title_modifiers):
            unknown += 1
            if unknown > 1 or not word.isalpha() or word in vocab.say_verbs:
                return None
    return None


def _linked(tokens: Tokens, position: int, title: str) -> bool:
    """Return whether "of" or "for" links the title to `position`; an envoy to or for X acts for another."""
    before = position - 1
    while tokens.word(before) in ("the", "its", "a") or tokens.word(before) in vocabulary().modifiers:
        before -= 1
    return tokens.word(before) in ("of", "at", "with") or (
        tokens.word(before) == "for" and title in vocabulary().speak_for
    )


def _owns_title(tokens: Tokens, span: Span) -> bool:
    """Return whether a possessive leads from the span to a title ("Trump's Special Envoy")."""
    vocab = vocabulary()
    length = tokens.possessive(span.last)
    at = span.last + length
    while tokens.word(at) in vocab.title_modifiers or tokens.word(at) in vocab.modifiers:
        at += 1
    return length > 0 and tokens.word(at) in vocab.titles


def read_counterparts(tokens: Tokens, spans: list[Span], names: list[PersonName]) -> None:
    """Read "his Greek, Cypriot and French counterparts, A, B and C": the persons in the order of the states."""
    by_first: dict[int, PersonName] = {}
    for index, span in enumerate(spans):
        if span.role < 0 or tokens.lower[span.role] not in ("counterparts", "ministers", "presidents", "leaders"):
            continue
        by_first = by_first or {name.first: name for name in names}
        actors = [span]
        while index > 0 and len(actors) < _LISTED_AT_MOST and _listed(tokens, spans[index - 1].last, actors[0].first):
            index -= 1
            actors.insert(0, spans[index])
        if len(actors) < 2 or tokens.word(span.last) not in (",", "-", "—", "("):
            continue
        people: list[PersonName] = []
        at = span.last + 1
        while len(people) < len(actors) and at in by_first:
            people.append(by_first[at])
            at = people[-1].last
            while tokens.word(at) in (",", "and"):
                at += 1
        if len(people) == len(actors):
            for name, actor in zip(people, actors, strict=True):
                name.actor, name.sure = actor, True


def _listed(tokens: Tokens, last: int, first: int) -> bool:
    return first - last < 4 and all(word in (",", "and") for word in tokens.lower[last:first])

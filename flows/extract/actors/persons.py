"""Persons and whom they act for: by title and apposition in the text, else by office, last by the dated list."""

import unicodedata
from dataclasses import dataclass
from functools import cache

from flows.extract.actors.gazetteer import Form, actor_form, gazetteer
from flows.extract.actors.spans import Span, from_form
from flows.extract.actors.tokens import Tokens
from flows.extract.actors.vocabulary import vocabulary

_NAME_AT_MOST = 7
_APPOSITION_AT_MOST = 12
_COPULAS = frozenset({"is", "was"})
_DETERMINERS = frozenset({"the", "a", "an", "his", "her", "its", "their", "who", "one"})


@dataclass(slots=True)
class _Name:
    """A run of capitalised words that may be a person's name."""

    first: int
    last: int
    titles: int
    """First token of the titles before the name; `first` where there are none."""
    courtesy: bool = False
    actor: Span | None = None
    """Whom the person acts for, by the text."""
    absorbs: Span | None = None
    """The span that is part of the person's fullest form ("Egyptian foreign minister")."""
    listed: Span | None = None
    """Whom the person acts for, by the dated list."""
    belongs: Span | None = None
    """The one state or body that has the title, where nothing else is known."""
    office: bool = False
    """The title is an office of a state."""
    sure: bool = False
    """Something besides capitals shows that this is a person."""


def find_persons(tokens: Tokens, spans: list[Span], year: int | None = None) -> list[Span]:
    """Return `spans` together with the persons of the text, each acting for whom the text, or else the list, says.

    A person for whom nothing is known has kind "person". Offices ("President X") without a state have canonical "" and
    are resolved with "the government".
    """
    names = _runs(tokens, spans)
    at_last = {span.last: span for span in spans}
    present = {span.key for span in spans}
    for name in names:
        _read_titles(tokens, at_last, name)
        if name.sure and name.actor is None and name.listed is None:
            listed = _listed_by_surname(fold(tokens.words[name.last - 1]), year)
            if listed is not None and (name.office or name.belongs is not None or listed.key in present):
                name.listed = listed
        if name.belongs is not None and not name.belongs.iso3:
            # "Secretary-General X" is that of the body named before
            bodies = [
                span
                for span in spans
                if span.kind == "international_body" and name.first - 25 < span.first < name.first
            ]
            name.belongs = bodies[-1] if bodies else name.belongs
    _read_counterparts(tokens, spans, names)
    for name in names:
        if name.actor is None:
            _read_apposition(tokens, spans, name)
    return _resolved(tokens, spans, names)


# --- names ------------------------------------------------------------------------------------------------------------


def _runs(tokens: Tokens, spans: list[Span]) -> list[_Name]:
    vocab = vocabulary()
    owner: dict[int, Span] = {at: span for span in spans for at in range(span.first, span.last)}
    names: list[_Name] = []
    position, end = 0, len(tokens)
    while position < end:
        span = owner.get(position)
        listed = span if span is not None and span.person else None
        starts = listed is not None or (
            span is None and (_name_word(tokens, position) or _after_title(tokens, position))
        )
        if not starts:
            position = position + 1 if span is None else span.last
            continue
        last = position
        while last < end and last - position < 2 * _NAME_AT_MOST:
            inside = owner.get(last)
            if inside is not None:
                if not inside.person:
                    break
                listed = listed or inside
                last = inside.last
            elif (last == position or _name_word(tokens, last)) and (last == position or _adjacent(tokens, last)):
                last += 1
            elif last > position and tokens.lower[last] in vocab.particles and _name_word(tokens, last + 1):
                last += 2
            elif (
                last > position
                and tokens.lower[last] in vocab.particles
                and tokens.word(last + 1) in vocab.particles
                and _name_word(tokens, last + 2)
            ):
                last += 3
            elif (
                last > position
                and tokens.words[last] in "-'"
                and tokens.joined(last)
                and tokens.joined(last + 1)
                and _name_word(tokens, last + 1)
            ):
                last += 2
            elif last > position + 1 and _second_syllable(tokens, last):
                last += 2
            elif (
                last > position
                and tokens.words[last] == "."
                and len(tokens.words[last - 1]) == 1
                and _name_word(tokens, last + 1)
            ):
                last += 1
            else:
                break
        if last == position:
            position += 1
            continue
        names.append(_Name(position, last, position, listed=listed))
        position = last
    return names


def _second_syllable(tokens: Tokens, position: int) -> bool:
    """Return whether a Korean given name goes on at the hyphen ("Chung Dong-young")."""
    vocab, word = vocabulary(), tokens.word(position + 1)
    joined = tokens.words[position] == "-" and tokens.joined(position) and tokens.joined(position + 1)
    return (
        joined and word.isalpha() and len(word) < 7 and word not in vocab.passive_participles | vocab.acting_participles
    )


def _after_title(tokens: Tokens, position: int) -> bool:
    """Return whether the word is a name by its place, whatever else it means: "spokesman Eid X"."""
    return (
        tokens.capitalized(position)
        and tokens.capitalized(position + 1)
        and tokens.lower[position] not in vocabulary().title_modifiers
        and tokens.lower[position] not in vocabulary().titles
        and tokens.word(position - 1) in vocabulary().titles
        and tokens.word(position - 1) not in ("president", "officials", "leaders")
    )


def _name_word(tokens: Tokens, position: int) -> bool:
    if position >= len(tokens) or not tokens.capitalized(position):
        return False
    vocab, word = vocabulary(), tokens.lower[position]
    if word in vocab.particles and tokens.capitalized(position + 1):
        return True
    if (
        position
        and tokens.capitalized(position - 1)
        and tokens.lower[position - 1] in vocab.particles
        and word not in vocab.titles
    ):
        return True
    return (
        word not in vocab.not_names
        and word not in vocab.titles
        and word not in vocab.courtesies
        and word not in vocab.state_nouns
        and not (word in vocab.title_modifiers or word in vocab.modifiers)
        and any(letter.islower() for letter in tokens.words[position] + "x" * (len(word) < 3))
        and not word[0].isdigit()
    )


def _adjacent(tokens: Tokens, position: int) -> bool:
    return tokens.starts[position] - tokens.ends[position - 1] <= 1 and tokens.words[position - 1] != "\n"


# --- titles before, appositions behind -------------------------------------------------------------------------------------


def _read_titles(tokens: Tokens, at_last: dict[int, Span], name: _Name) -> None:
    """Read what stands before the name: "Kremlin spokesman X", "President X", "the Kenyan mediator, General X"."""
    vocab = vocabulary()
    first = name.first
    while first > 0:
        before = first - 1
        word = tokens.lower[before]
        if first in at_last:
            break
        if word == "." and before >= 1 and tokens.lower[before - 1] in (vocab.titles | vocab.courtesies):
            first = before
        elif word in vocab.titles or word in vocab.courtesies or word in vocab.title_modifiers:
            first = before
        elif word == "-" and tokens.joined(before) and tokens.joined(first):
            first = before
        else:
            break
    while first < name.first and (
        tokens.lower[first] in ("of", "and", "-", ".", "under", "then", "new", "late")
        or tokens.lower[first] in ("field",)
    ):
        first += 1
    words = [word for word in tokens.lower[first : name.first] if word not in (".", "-")]
    has_title = any(word in vocab.titles or word in vocab.courtesies for word in words)
    if not has_title:
        first = name.first
        words = []
    name.titles = first
    name.courtesy = bool(words) and all(word in vocab.courtesies for word in words)
    name.sure = bool(words)
    name.office = any(word in vocab.state_offices for word in words)
    span = _envoy_to(tokens, at_last, first) or at_last.get(first)
    if span is not None and not span.person and _speaks_for(tokens, span) and not span.place:
        name.actor, name.absorbs, name.sure = span, span, True
        if _of_a_group(tokens, name):
            name.actor = name.listed
        return
    if span is not None and words and not name.courtesy and not span.place and span.kind != "person":
        name.actor, name.absorbs = span, span
        return
    owner = at_last.get(first - 2) if tokens.word(first - 1) == "s" and tokens.possessive(first - 2) else None
    if (
        owner is not None
        and not owner.place
        and owner.role < 0
        and not words
        and tokens.word(name.last) in vocab.say_verbs
    ):
        name.actor, name.sure = owner, True  # "Kenya's X said"
        return
    if tokens.word(first - 1) == ",":
        _read_left_apposition(tokens, at_last, name, first - 1)
    if name.actor is None and words:
        phrase = " ".join(words)
        for title, actor in vocab.one_actor.items():
            if phrase == title or phrase.endswith(" " + title) or phrase.startswith(title + " "):
                name.belongs = from_form(actor_form(actor), first, first)
                break


def _of_a_group(tokens: Tokens, name: _Name) -> bool:
    """Return whether a "Palestinian leader" is known to lead a group at home in that state, and not the state."""
    listed, span = name.listed, name.actor
    if listed is None or span is None or listed.kind not in ("armed_group", "party") or span.kind != "state":
        return False
    return tokens.lower[span.last - 1] in ("leader", "commander", "cleric", "chief") and span.iso3 in listed.home


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
    if "of" in tokens.lower[span.first : at]:  # "Secretary of State", "Minister of Foreign Affairs"
        at = span.first + tokens.lower[span.first : at].index("of") - 1
    elif span.role != at:
        return False
    word = tokens.word(at)
    return word in vocabulary().titles and not word.endswith("s")


@cache
def _by_surname() -> dict[str, list[Form]]:
    surnames: dict[str, list[Form]] = {}
    for form in gazetteer().by_key.values():
        if form.use == "person":
            surnames.setdefault(fold(form.written.split()[-1]), []).append(form)
    return surnames


def _listed_by_surname(surname: str, year: int | None) -> Span | None:
    """Return whom "President X" acts for by the dated list, where all of that surname act for the same."""
    forms = [
        form
        for form in _by_surname().get(surname, ())
        if year is None or (form.since or 0) <= year <= (form.until or 9999)
    ]
    if not forms or len({form.entry for form in forms}) != 1:
        return None
    return from_form(forms[0], 0, 0)


def _read_left_apposition(tokens: Tokens, at_last: dict[int, Span], name: _Name, comma: int) -> None:
    """Read "A spokesman for the rebels, X" and "The Kenyan mediator of the talks, X"."""
    vocab = vocabulary()
    floor = max(0, comma - _APPOSITION_AT_MOST)
    position = comma
    found: Span | None = None
    while position > floor:
        before = position - 1
        if tokens.words[before] in (",", ".", "\n", ";", ":", '"', "“", "”") or tokens.lower[before] in vocab.say_verbs:
            break
        span = at_last.get(position)
        if span is not None:
            if _speaks_for(tokens, span):
                found = span
                if position == comma:
                    name.absorbs = span
            elif _title_for(tokens, span):
                found = span
            position = span.first
            continue
        position = before
    if found is not None:
        name.actor, name.sure = found, True


def _title_for(tokens: Tokens, span: Span) -> bool:
    """Return whether a title in the singular with "for" or "of" leads to the span ("spokesman for the rebels")."""
    before = span.first - 1
    if tokens.word(before) == "the":
        before -= 1
    return tokens.word(before) in ("for", "of") and tokens.word(before - 1) in vocabulary().titles and not span.place


def _read_apposition(tokens: Tokens, spans: list[Span], name: _Name) -> None:
    """Read what stands behind the name: "X, a US peace envoy,", "X, deputy head of Russia's council", "X of Norway"."""
    vocab = vocabulary()
    position = name.last
    if tokens.word(position) == "of":
        ahead = position + 2 if tokens.word(position + 1) == "the" else position + 1
        span = next((span for span in spans if span.first == ahead), None)
        if span is not None and not span.place and (name.sure or name.last - name.first > 1):
            name.actor, name.sure = span, True
        return
    if tokens.word(position) == "," and tokens.word(position + 2) == "," and tokens.word(position + 1).isdigit():
        position += 2
    if tokens.word(position) not in (",", "(", "-", "—") and tokens.word(position) not in _COPULAS:
        return
    by_first = {span.first: span for span in spans}
    title, unknown = False, 0
    at = position + 1
    if tokens.word(at) == "who":
        at += 1
        if tokens.word(at) not in _COPULAS and tokens.word(at) not in (
            "serves",
            "served",
            "heads",
            "leads",
            "represents",
        ):
            return
    if tokens.word(position) in _COPULAS and tokens.word(at) not in _DETERMINERS:
        return
    while at < min(len(tokens), position + _APPOSITION_AT_MOST):
        span = by_first.get(at)
        word = tokens.lower[at]
        if span is not None:
            if span.first >= name.last and (
                _speaks_for(tokens, span) or (title and _title_before(tokens, span.first)) or _owns_title(tokens, span)
            ):
                name.actor, name.sure = span, True
            return
        if word in vocab.titles:
            title = True
        elif (
            word not in _DETERMINERS
            and word not in vocab.modifiers
            and word not in vocab.title_modifiers
            and word not in ("of", "for", "'", "s", "-", "at", "to", "with", "is", "was", "in")
        ):
            unknown += 1
            if unknown > 1 or not word.isalpha() or word in vocab.say_verbs:
                return
        at += 1


def _title_before(tokens: Tokens, position: int) -> bool:
    """Return whether "for" or "of" links a title to `position`, and not "to": an ambassador to X acts for another."""
    before = position - 1
    while tokens.word(before) in ("the", "its", "a") or tokens.word(before) in vocabulary().modifiers:
        before -= 1
    return tokens.word(before) in ("of", "for", "at", "with")


def _owns_title(tokens: Tokens, span: Span) -> bool:
    """Return whether a possessive leads from the span to a title ("Kenya's mediator", "Trump's Special Envoy")."""
    vocab = vocabulary()
    at = span.last
    length = tokens.possessive(at)
    if not length:
        return False
    at += length
    while tokens.word(at) in vocab.title_modifiers or tokens.word(at) in vocab.modifiers:
        at += 1
    return tokens.word(at) in vocab.titles


def _read_counterparts(tokens: Tokens, spans: list[Span], names: list[_Name]) -> None:
    """Read "his Greek, Cypriot and French counterparts, A, B and C": the names in the order of the states."""
    for index, span in enumerate(spans):
        if span.role < 0 or tokens.lower[span.role] not in ("counterparts", "ministers", "presidents", "leaders"):
            continue
        actors = [span]
        while index > 0 and all(word in (",", "and") for word in tokens.lower[spans[index - 1].last : actors[0].first]):
            index -= 1
            actors.insert(0, spans[index])
        listed = [name for name in names if span.last <= name.first <= span.last + 10 * len(actors)]
        if len(actors) < 2 or len(listed) < len(actors) or tokens.word(span.last) not in (",", "-", "—", "("):
            continue
        listed = listed[: len(actors)]
        gaps = [tokens.lower[left.last : right.first] for left, right in zip(listed, listed[1:], strict=False)]
        if all(all(word in (",", "and") for word in gap) for gap in gaps) and listed[0].first <= span.last + 1:
            for name, actor in zip(listed, actors, strict=True):
                name.actor, name.sure = actor, True


# --- the same person again -------------------------------------------------------------------------------------------------


def fold(word: str) -> str:
    """Return `word` without case and accents, as surnames are compared."""
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(letter)
    )


def _resolved(tokens: Tokens, spans: list[Span], names: list[_Name]) -> list[Span]:
    known: dict[str, _Name] = {}
    for name in names:
        if name.sure and not (
            name.actor is None
            and name.listed is None
            and name.belongs is None
            and name.courtesy
            and name.last - name.first == 1
        ):
            for part in _parts(tokens, name):
                current = known.get(part)
                if current is None or _tells_more(name, current):
                    known[part] = name
        elif name.listed is not None or (
            name.last - name.first > 1 and tokens.word(name.last) in vocabulary().say_verbs
        ):
            name.sure = True
            for part in _parts(tokens, name):
                known.setdefault(part, name)
    absorbed: list[Span] = []
    persons: list[Span] = []
    for name in names:
        source = name
        if name.actor is None:
            parts = _parts(tokens, name)
            same = known.get(parts[0]) if parts else None
            if same is None and len(parts) > 1 and name.last - name.first == 1:
                same = known.get(parts[1])
            if same is not None and (_tells_more(same, name) or not (name.sure or name.listed)):
                source = same
            elif not name.sure:
                if name.listed is None:
                    continue
        if not name.sure and source is name and name.listed is None:
            continue
        persons.append(_person(tokens, name, source))
        if name.absorbs is not None:
            absorbed.append(name.absorbs)
    taken = {at for person in persons for at in range(person.first, person.last)}
    gone = {id(span) for span in absorbed}
    kept = [
        span for span in spans if id(span) not in gone and not any(at in taken for at in range(span.first, span.last))
    ]
    return sorted([*kept, *persons], key=lambda span: span.first)


def _tells_more(name: _Name, than: _Name) -> bool:
    """Return whether `name` says more surely than the other whom the person acts for."""
    ranks = [
        (item.actor is not None, item.listed is not None, item.belongs is not None, item.office)
        for item in (name, than)
    ]
    return ranks[0] > ranks[1]


def _parts(tokens: Tokens, name: _Name) -> list[str]:
    """Return the words by which a text names the person again: the last one, then the first one."""
    words = [
        tokens.words[at]
        for at in range(name.first, name.last)
        if len(tokens.words[at]) > 1 and tokens.words[at][0].isupper()
    ]
    words = [word for word in words if word.lower() not in vocabulary().particles] or words
    if not words:
        return []
    return [fold(words[-1])] if len(words) == 1 else [fold(words[-1]), fold(words[0])]


def _person(tokens: Tokens, name: _Name, source: _Name) -> Span:
    first = name.titles
    if name.absorbs is not None:
        first = name.absorbs.first
    person = Span(first, name.last, "person", "", "person", None, True, person=True)
    actor = source.actor or name.listed or source.listed or name.belongs or source.belongs
    if actor is not None:
        person.act_for(actor)
        person.nominal, person.noun, person.plural = actor.nominal, actor.noun, False
        person.government = actor.government
    elif source.office or name.office:
        person.kind, person.government = "state", True
    else:
        person.canonical = tokens.text[tokens.starts[source.first] : tokens.ends[source.last - 1]]
        person.inferred = False
    return person

"""Persons and whom they act for: by title and apposition in the text, else by the dated list, last by their office."""

import re
from bisect import bisect_left
from functools import cache

from flows.extract.actors.affiliations import read_before, read_behind, read_counterparts
from flows.extract.actors.gazetteer import Form, gazetteer, key
from flows.extract.actors.person_names import PersonName, find_person_names, fold
from flows.extract.actors.spans import Span, from_form, merged
from flows.extract.actors.tokens import Tokens
from flows.extract.actors.vocabulary import vocabulary

_BODY_BEFORE_AT_MOST = 25


def find_persons(tokens: Tokens, spans: list[Span], year: int | None = None) -> list[Span]:
    """Return `spans` together with the persons of the text, each acting for whom the text, or else the list, says.

    A person for whom nothing is known has kind "person". Offices ("President X") without a state have `canonical` ""
    and are resolved with "the government". `year` picks the people in office from the dated list; None takes all.
    """
    names = find_person_names(tokens, spans)
    if not names:
        return spans
    at_last = {span.last: span for span in spans}
    at_first = {span.first: span for span in spans}
    present = {span.iso3 or span.key for span in spans}
    bodies = [span for span in spans if span.kind == "international_body"]
    initials: dict[str, set[str]] | None = None
    for name in names:
        read_before(tokens, at_last, name)
        if name.sure and name.actor is None and name.listed is None:
            initials = _initials(names) if initials is None else initials
            surname = fold(tokens.words[name.last - 1])
            listed = _listed_by_surname(surname, initials.get(surname), year)
            if listed is None and not name.short and not _former(tokens, name.titles, name.first):
                listed = _listed_at_any_time(tokens.written(name.first, name.last))
            if listed is not None and (name.office or name.belongs is not None or listed.key in present):
                name.listed = listed
        if name.belongs is not None and not name.belongs.iso3:
            name.belongs = _body_before(bodies, name) or name.belongs
    read_counterparts(tokens, spans, names)
    names_at = {name.first for name in names}
    for name in names:
        if name.actor is None or _former(tokens, name.actor.first, name.first):
            read_behind(tokens, at_first, names_at, name)  # "former Chadian minister X, an AU envoy" acts for the AU
    return _resolved(tokens, spans, names)


def _former(tokens: Tokens, first: int, last: int) -> bool:
    """Return whether "former" stands among these words or right before them."""
    words = tokens.lower[max(0, first - 1) : last]
    return "former" in words or "ex" in words or (tokens.word(first - 1) == "-" and tokens.word(first - 2) == "ex")


def _body_before(bodies: list[Span], name: PersonName) -> Span | None:
    """Return the body that was named last, and not long, before "Secretary-General X"."""
    index = bisect_left(bodies, name.first, key=lambda span: span.first) - 1
    near = index >= 0 and name.first - bodies[index].first < _BODY_BEFORE_AT_MOST
    return bodies[index] if near else None


@cache
def _by_surname() -> dict[str, list[Form]]:
    surnames: dict[str, list[Form]] = {}
    for form in gazetteer().by_key.values():
        if form.use == "person":
            surname = re.sub(r"^[ae]l-", "", fold(form.written.split()[-1]))
            surnames.setdefault(surname, []).append(form)
    return surnames


def _initials(names: list[PersonName]) -> dict[str, set[str]]:
    """Return the initials of the first names with which the text writes each surname."""
    initials: dict[str, set[str]] = {}
    for name in names:
        if len(name.keys) > 1:
            initials.setdefault(name.keys[1], set()).add(name.keys[2][:1])
    return initials


def _listed_by_surname(surname: str, initials: set[str] | None, year: int | None) -> Span | None:
    """Return whom "President X" acts for by the dated list, where all of that surname act for the same.

    With `initials`, the first name must begin with one of them: another of that surname is not the one of the list.
    """
    forms = [form for form in _by_surname().get(surname, ()) if form.in_office(year)]
    if initials:
        forms = [form for form in forms if fold(form.written)[:1] in initials and " " in form.written]
    return from_form(forms[0], 0, 0) if len({form.entry for form in forms}) == 1 else None


def _listed_at_any_time(name: str) -> Span | None:
    """Return whom "Prime Minister X" of an earlier year acted for, by the full name."""
    form = gazetteer().by_key.get(key(name))
    return from_form(form, 0, 0) if form is not None and form.use == "person" else None


def _resolved(tokens: Tokens, spans: list[Span], names: list[PersonName]) -> list[Span]:
    known = _known(tokens, names)
    persons: list[Span] = []
    absorbed: set[int] = set()
    for name in names:
        source = name
        if name.actor is None and known:
            same = _same(known, name.keys)
            if same is not None and (same.tells_more(name) or not (name.sure or name.listed)):
                source = same
        if not (name.sure or name.listed or source is not name):
            continue
        persons.append(_person(tokens, name, source))
        if name.absorbs is not None:
            absorbed.add(id(name.absorbs))
    if absorbed:
        spans = [span for span in spans if id(span) not in absorbed]
    return merged(spans, persons)


def _known(tokens: Tokens, names: list[PersonName]) -> dict[str, PersonName]:
    """Return who is meant by a surname or first name alone: of those with the same one, whom the text tells most of."""
    known: dict[str, PersonName] = {}
    sure = [name for name in names if name.sure or name.listed is not None]
    namesakes = {surname for surname, initials in _initials(sure).items() if len(initials) > 1}
    for name in names:
        if not name.sure:
            speaks = not name.short and tokens.word(name.last) in vocabulary().say_verbs
            if name.listed is not None or speaks:
                name.sure = True
                for part in name.keys:
                    known.setdefault(part, name)
        elif not (name.courtesy and name.short and not (name.actor or name.listed or name.belongs)):
            for part in name.keys:
                if part not in known or name.tells_more(known[part]):
                    known[part] = name
    return {part: name for part, name in known.items() if part not in namesakes} if namesakes else known


def _same(known: dict[str, PersonName], keys: list[str]) -> PersonName | None:
    """Return the person whose name these keys are again: "Michael Howard" is not "John Howard"."""
    for number, part in enumerate(keys[:2]):
        if part in known:
            return known[part] if number == 0 or known[part].short else None
    return None


def _state_of(actor: Span | None) -> Span | None:
    """Return the state of a listed party's one home, for "Prime Minister X" who is its leader as well."""
    if actor is None or not actor.person or actor.kind not in ("party", "armed_group") or len(actor.home) != 1:
        return None
    return from_form(gazetteer().states[next(iter(actor.home))], 0, 0)


def _person(tokens: Tokens, name: PersonName, source: PersonName) -> Span:
    first = name.absorbs.first if name.absorbs is not None else name.titles
    person = Span(first, name.last, "person", "", "person", None, True, person=True)
    office = ""
    if first < name.first:
        offices = vocabulary().state_offices
        office = next((word for word in reversed(tokens.lower[first : name.first]) if word in offices), "")
    actor = source.actor or name.listed or source.listed or name.belongs or source.belongs
    home = _state_of(actor) if source.office or name.office else None
    if home is not None:
        person.act_for(home)
        person.noun = office
    elif actor is not None:
        person.act_for(actor)
        person.telling, person.government = actor.telling, actor.government
        person.noun = office or actor.noun
    elif source.office or name.office:
        person.kind, person.government, person.noun, person.role = "state", True, office, name.first
    else:
        person.canonical, person.inferred = tokens.written(source.first, source.last), False
    return person

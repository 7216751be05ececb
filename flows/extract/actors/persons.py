"""Persons and whom they act for: by title and apposition in the text, else by the dated list, last by their office."""

import re
from bisect import bisect_left
from functools import cache

from flows.extract.actors.affiliations import read_before, read_behind, read_counterparts
from flows.extract.actors.gazetteer import Form, gazetteer
from flows.extract.actors.person_names import PersonName, find_person_names, fold, name_parts
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
    at_last = {span.last: span for span in spans}
    at_first = {span.first: span for span in spans}
    present = {span.key for span in spans}
    bodies = [span for span in spans if span.kind == "international_body"]
    for name in names:
        read_before(tokens, at_last, name)
        if name.sure and name.actor is None and name.listed is None:
            listed = _listed_by_surname(fold(tokens.words[name.last - 1]), year)
            if listed is not None and (name.office or name.belongs is not None or listed.key in present):
                name.listed = listed
        if name.belongs is not None and not name.belongs.iso3:
            name.belongs = _body_before(bodies, name) or name.belongs
    read_counterparts(tokens, spans, names)
    names_at = {name.first for name in names}
    for name in names:
        if name.actor is None:
            read_behind(tokens, at_first, names_at, name)
    return _resolved(tokens, spans, names)


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


def _listed_by_surname(surname: str, year: int | None) -> Span | None:
    """Return whom "President X" acts for by the dated list, where all of that surname act for the same."""
    forms = [form for form in _by_surname().get(surname, ()) if form.in_office(year)]
    return from_form(forms[0], 0, 0) if len({form.entry for form in forms}) == 1 else None


def _resolved(tokens: Tokens, spans: list[Span], names: list[PersonName]) -> list[Span]:
    known = _known(tokens, names)
    persons: list[Span] = []
    absorbed: set[int] = set()
    for name in names:
        source = name
        if name.actor is None:
            same = _same(known, name_parts(tokens, name), name)
            if same is not None and (same.tells_more(name) or not (name.sure or name.listed)):
                source = same
        if not (name.sure or name.listed or source is not name):
            continue
        persons.append(_person(tokens, name, source))
        if name.absorbs is not None:
            absorbed.add(id(name.absorbs))
    return merged([span for span in spans if id(span) not in absorbed], persons)


def _known(tokens: Tokens, names: list[PersonName]) -> dict[str, PersonName]:
    """Return who is meant by a surname or first name alone: of those with the same one, whom the text tells most of."""
    known: dict[str, PersonName] = {}
    for name in names:
        speaks = not name.short and tokens.word(name.last) in vocabulary().say_verbs
        if not name.sure and (name.listed is not None or speaks):
            name.sure = True
            for part in name_parts(tokens, name):
                known.setdefault(part, name)
        elif name.sure and not (name.courtesy and name.short and not (name.actor or name.listed or name.belongs)):
            for part in name_parts(tokens, name):
                if part not in known or name.tells_more(known[part]):
                    known[part] = name
    return known


def _same(known: dict[str, PersonName], parts: list[str], name: PersonName) -> PersonName | None:
    """Return the person that `name` names again: by the surname, for a single word by the first name too."""
    return known.get(parts[0]) if parts else None


def _person(tokens: Tokens, name: PersonName, source: PersonName) -> Span:
    first = name.absorbs.first if name.absorbs is not None else name.titles
    person = Span(first, name.last, "person", "", "person", None, True, person=True)
    offices = vocabulary().state_offices
    office = next((word for word in reversed(tokens.lower[first : name.first]) if word in offices), "")
    actor = source.actor or name.listed or source.listed or name.belongs or source.belongs
    if actor is not None:
        person.act_for(actor)
        person.telling, person.government = actor.telling, actor.government
        person.noun = office or actor.noun
    elif source.office or name.office:
        person.kind, person.government, person.noun, person.role = "state", True, office, name.first
    else:
        person.canonical, person.inferred = tokens.written(source.first, source.last), False
    return person

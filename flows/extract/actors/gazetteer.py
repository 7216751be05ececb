"""The gazetteer: names of states, bodies, groups, people and places, read from the tables in data/."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from flows.extract.actors.tokens import tokenize
from flows.extract.actors.vocabulary import vocabulary
from schemas.mention import ActorKind

Use = Literal["name", "demonym", "capital", "seat", "organ", "region", "person", "place", "decoy"]
"""How a form of a name is used: `name` of the actor itself; `demonym` its adjective or people; `capital` a seat of
government that is a place too; `seat` an institution that stands for a state; `organ` a part of the state; `region` an
adjective that acts only before a noun; `person` someone who acts for it; `place` no actor; `decoy` another thing."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the gazetteer says of a name: whom it means, and whether it only stands for him (`metonym`)."""

    canonical: str
    kind: ActorKind
    iso3: str | None
    metonym: bool


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing a name, with its use, the states in which a group is at home, and the years of an office."""

    written: str
    use: Use
    entry: Entry
    home: frozenset[str] = frozenset()
    since: int | None = None
    until: int | None = None

    def in_office(self, year: int | None) -> bool:
        """Return whether the years of the office hold `year`; None is any year."""
        return year is None or (self.since or 0) <= year <= (self.until or 9999)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All forms, indexed three ways."""

    by_first_words: dict[str, dict[str, list[tuple[list[str], Form]]]]
    """First token and second one ("" for none) to the tokens after the first and the form, longest first; both as
    written and in capitals."""
    uncapitalized: frozenset[str]
    """First tokens that do not begin with a capital letter ("al-Shabab")."""
    no_first_names: frozenset[str]
    """First tokens of the forms that are no persons: what may stand before a name without being part of it."""
    by_key: dict[str, Form]
    """`key(name)` to the form; where two forms share a key, the one that comes first in the tables."""
    states: dict[str, Form]
    """ISO 3166-1 alpha-3 to the form of the canonical name."""


def key(name: str) -> str:
    """Return `name` as the look-up compares it: no case, accents, dots, leading "the" or possessive ending."""
    folded = unicodedata.normalize("NFKD", name.replace("’", "'").strip()).casefold()
    folded = "".join(letter for letter in folded if not unicodedata.combining(letter) and letter != ".")
    words = folded.split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    joined = " ".join(words)
    for ending in ("'s", "'"):
        joined = joined.removesuffix(ending)
    return joined


def _rows(table: str) -> Iterator[list[str]]:
    for number, line in enumerate(
        files(__package__).joinpath(f"data/{table}.tsv").read_text(encoding="utf-8").splitlines(), start=1
    ):
        if line and not line.startswith("#"):
            columns = line.split("\t")
            if len(columns) > 7:
                raise ValueError(f"data/{table}.tsv, line {number}: expected at most 7 columns, found {len(columns)}")
            yield columns + [""] * (7 - len(columns))


def _values(column: str) -> list[str]:
    return [value.strip() for value in column.split(";") if value.strip()]


def _with_plurals(demonyms: list[str]) -> Iterator[str]:
    for demonym in demonyms:
        yield demonym
        if demonym.endswith(("an", "on", "en", "in", "i")) and (
            demonym.endswith("German") or not demonym.endswith("man")
        ):
            yield demonym + "s"


def _state_forms() -> Iterator[Form]:
    for iso3, name, variants, demonyms, capitals, seats, organs in _rows("states"):
        plain, metonym = Entry(name, "state", iso3, False), Entry(name, "state", iso3, True)
        adjectives = list(_with_plurals(_values(demonyms)))
        # "US" is adjective and name alike; as an adjective it also takes the nouns after it.
        yield from (Form(form, "name", plain) for form in [name, *_values(variants)] if form not in adjectives)
        yield from (Form(form, "demonym", plain) for form in adjectives)
        yield from (Form(form, "capital", metonym) for form in _values(capitals))
        yield from (Form(form, "seat", metonym) for form in _values(seats))
        yield from (Form(form, "organ", plain) for form in _values(organs))


def _body_forms() -> Iterator[Form]:
    for name, kind, variants, adjectives, *_ in _rows("bodies"):
        entry = Entry(name, "international_body" if kind == "international_body" else "other", None, False)
        use: Use = "place" if kind == "land" else "name"
        yield from (Form(form, use, entry) for form in [name, *_values(variants)])
        for form in _values(adjectives):
            yield Form(form, "name" if form.endswith("s") else "region", entry)


def _group_forms() -> Iterator[Form]:
    kinds: dict[str, ActorKind] = {"armed_group": "armed_group", "party": "party", "other": "other"}
    for name, kind, home, _years, variants, adjectives, _ in _rows("groups"):
        entry, states = Entry(name, kinds[kind], None, False), frozenset(_values(home))
        yield from (Form(form, "name", entry, states) for form in [name, *_values(variants)])
        for form in _values(adjectives):
            yield Form(form, "demonym", entry, states)
            if not form.endswith(("s", "sh")):
                yield Form(form + "s", "demonym", entry, states)


def _person_forms(actors: dict[str, Form]) -> Iterator[Form]:
    for actor, since, until, people, *_ in _rows("people"):
        form = actors.get(actor)
        if form is None:
            raise ValueError(
                f"data/people.tsv: {actor!r} is no iso3 of states.tsv and no name of bodies.tsv or groups.tsv"
            )
        entry = Entry(form.entry.canonical, form.entry.kind, form.entry.iso3, True)
        years = (int(since) if since else None, int(until) if until else None)
        for person in _values(people):
            for written in person.split("="):
                yield Form(written, "person", entry, form.home, *years)


def _place_forms(states: dict[str, Form]) -> Iterator[Form]:
    for iso3, places, *_ in _rows("places"):
        entry = Entry(states[iso3].entry.canonical, "state", iso3, True)
        yield from (Form(written, "place", entry) for written in _values(places))


def _decoy_forms() -> Iterator[Form]:
    entry = Entry("", "other", None, False)
    for written, *_ in _rows("decoys"):
        yield Form(written, "decoy", entry)


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer, read once a process from the tables of this package.

    Raises ValueError, naming the table, when a row does not fit.
    """
    forms = list(_state_forms())
    states: dict[str, Form] = {}
    for form in forms:
        if form.entry.iso3 and form.use == "name":
            states.setdefault(form.entry.iso3, form)
    others = [*_body_forms(), *_group_forms()]
    actors = dict(states)
    for form in others:
        actors.setdefault(form.entry.canonical, form)
    forms += [*others, *_person_forms(actors), *_place_forms(states), *_decoy_forms()]
    index: dict[str, dict[tuple[str, ...], list[Form]]] = {}
    by_key: dict[str, Form] = {}
    for form in forms:
        by_key.setdefault(key(form.written), form)
        tokens = tuple(tokenize(form.written).words)
        spellings = {tokens} if form.written.isupper() else {tokens, tuple(token.upper() for token in tokens)}
        if form.entry.kind == "international_body" and form.written.isupper() and len(form.written) > 3:
            spellings.add(tuple(token.capitalize() for token in tokens))  # "Ecowas", "Nato"
        for first, *rest in spellings:
            same = index.setdefault(first, {}).setdefault(tuple(rest), [])
            # Only people have several rows: one an office, told apart by the year.
            if not same or (form.use == "person" and same[0].use == "person"):
                same.append(form)
    by_first_words: dict[str, dict[str, list[tuple[list[str], Form]]]] = {}
    for first, rests in index.items():
        by_second = by_first_words[first] = {}
        for following in sorted(rests, key=len, reverse=True):
            same_start = by_second.setdefault(following[0] if following else "", [])
            same_start += [(list(following), form) for form in rests[following]]
    uncapitalized = frozenset(first for first in index if not first[0].isupper())
    no_first_names = frozenset(
        first for first, rests in index.items() if any(form.use != "person" for same in rests.values() for form in same)
    )
    return Gazetteer(by_first_words, uncapitalized, no_first_names, by_key, states)


def actor_form(actor: str) -> Form:
    """Return the form of `actor`, an iso3 or a name of bodies.tsv or groups.tsv, as the data files cross-refer.

    Raises KeyError when there is none: add it to the table.
    """
    return gazetteer().states.get(actor) or gazetteer().by_key[key(actor)]


def _find(name: str) -> Form | None:
    form = gazetteer().by_key.get(key(name))
    if form is None:
        return None
    # An acronym is no word in lower case: "us", "who", "is".
    acronym = form.written.replace(".", "").isupper() and len(form.written) < 6
    return None if acronym and name.islower() and "." not in name else form


def lookup(name: str) -> Entry | None:
    """Return what the gazetteer says of `name`, or None for a name that it lacks and for mere places.

    Case, accents, dots, a leading "the" and a possessive ending do not matter, but for acronyms that are words in lower
    case ("us", "who").
    """
    form = _find(name)
    return None if form is None or form.use in ("place", "decoy") else form.entry


def country_of_place(name: str) -> str | None:
    """Return the ISO 3166-1 alpha-3 of the state in which the place `name` lies, or None if the gazetteer lacks it.

    Knows states, capitals and the venues of data/places.tsv; reads "Geneva, Switzerland", "southern Yemen".
    """
    words = vocabulary()
    parts = [name, *reversed(name.split(","))] if "," in name else [name]
    for part in parts:
        tokens = part.split()
        while tokens and tokens[0].lower() in words.directions | words.place_prepositions | {"the"}:
            form = _find(" ".join(tokens))
            if form is not None and form.use in ("name", "capital", "place"):
                break
            tokens = tokens[1:]
        form = _find(" ".join(tokens)) if tokens else None
        if form is not None and (form.use in ("name", "capital", "place", "seat") or form.written.isupper()):
            return form.entry.iso3
    return None

"""The words around names: loaded once from data/vocabulary.toml, where each list says what it is for."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One attribute a list of data/vocabulary.toml, and some made of several; all words are lower case."""

    state_nouns: Words
    verbs_too: Words
    portfolio_nouns: Words
    portfolios: Words
    government_nouns: Words
    not_yet_governments: Words
    after_military: Words
    followers: Words
    offices: Words
    armed_plurals: Words
    armed_singulars: Words
    captors: Words
    group_nouns: Words
    party_nouns: Words
    member_nouns: Words
    several_groups: Words
    numbers: Words
    group_adjectives: Words
    other_armed: Words
    rebels: Words
    bloc_nouns: Words
    bloc_modifiers: Words
    region_nouns: Words
    modifiers: Words
    plain_modifiers: Words
    titles: Words
    courtesies: Words
    speak_for: Words
    title_modifiers: Words
    state_offices: Words
    acting_participles: Words
    passive_participles: Words
    third_parties: Words
    coalition_nouns: Words
    prefixes: Words
    civil_nouns: Words
    place_prepositions: Words
    motion_words: Words
    address_words: Words
    departure_words: Words
    land_nouns: Words
    venue_nouns: Words
    directions: Words
    non_places: Words
    also_persons: Words
    not_names: Words
    say_verbs: Words
    particles: Words
    armed_heads: Words
    party_heads: Words
    body_heads: Words
    group_first_words: Words
    state_heads: Words
    collective_nouns: Words
    all_titles: Words
    """`titles` and `courtesies`."""
    office_words: Words
    """`title_modifiers` without "of" and "and": what stands before an office."""
    acting_nouns: Words
    """`state_nouns` and `titles`."""
    members: Words
    """`member_nouns` and `titles`."""
    described_nouns: Words
    """Nouns at which a group, a government or several states can stand without a name."""
    sought: Words
    """Words of which some step of the reading asks for all places."""
    one_actor: Mapping[str, str]
    """Titles that belong to one state (iso3) or body (its name), longest first."""
    states_together: Mapping[str, tuple[str, ...]]
    """Plurals that name several states at once, to their iso3."""
    unnamed_office: Mapping[str, str]
    """Capitalised offices that mean one state or body where nobody has been named for them yet."""


@cache
def vocabulary() -> Vocabulary:
    """Return the word lists.

    Raises TypeError when the file lacks a list or has one that no module knows: add it to `Vocabulary` too.
    """
    raw = tomllib.loads(files(__package__).joinpath("data/vocabulary.toml").read_text(encoding="utf-8"))
    one_actor = dict(sorted(raw.pop("one_actor").items(), key=lambda item: len(item[0]), reverse=True))
    unnamed = raw.pop("unnamed_office")
    together = {word: tuple(states.split()) for word, states in raw.pop("states_together").items()}
    lists = {name: frozenset(words.split()) for name, words in raw.items()}
    described = ("armed_plurals", "armed_singulars", "group_nouns", "government_nouns", "bloc_nouns")
    described_nouns = frozenset({"opposition", "coalition"}).union(*(lists[name] for name in described))
    return Vocabulary(
        one_actor=one_actor,
        unnamed_office=unnamed,
        states_together=together,
        all_titles=lists["titles"] | lists["courtesies"],
        office_words=lists["title_modifiers"] - {"of", "and"},
        acting_nouns=lists["state_nouns"] | lists["titles"],
        members=lists["member_nouns"] | lists["titles"],
        described_nouns=described_nouns,
        sought=described_nouns.union(
            lists["offices"], lists["particles"], together, {"loyal", "north", "south", "inter", "("}
        ),
        **lists,
    )

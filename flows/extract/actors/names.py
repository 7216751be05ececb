"""Names of the gazetteer in a text: longest match first, and the names that mean something else left out."""

from dataclasses import dataclass
from functools import cache

from flows.extract.actors.gazetteer import Form, gazetteer
from flows.extract.actors.spans import Span, from_form, merged, owners
from flows.extract.actors.tokens import Tokens
from flows.extract.actors.vocabulary import Words, vocabulary


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the whole text says of names that two states share, and the year for people in office."""

    year: int | None
    congo: Form
    georgia: Form | None
    """The state of the Union, where the text is about that one."""
    central_africa: bool

    @classmethod
    def of(cls, text: str, year: int | None) -> "_Reading":
        states = gazetteer().states
        brazzaville = "Brazzaville" in text and "Kinshasa" not in text
        union = "Atlanta" in text or "Savannah" in text or "state of Georgia" in text
        return cls(
            year,
            states["COG" if brazzaville else "COD"],
            gazetteer().by_key["atlanta"] if union else None,
            "Central African" in text,
        )


def find_names(tokens: Tokens, year: int | None = None) -> list[Span]:
    """Return the spans of all names of the gazetteer in `tokens`, decoys and outlets included (use `decoy`).

    `year` is the year of the text: people of data/people.tsv count only while in office; None lets all of them count.
    """
    index = gazetteer().by_first_word
    reading = _Reading.of(tokens.text, year)
    words = tokens.words
    spans: list[Span] = []
    after = 0
    for position in [place for place, word in enumerate(words) if word in index]:
        if position < after:
            continue
        following = words[position + 1 : position + 2]
        for rest, form in index[words[position]]:
            last = position + len(rest) + 1
            written = not rest or (rest[:1] == following and words[position + 1 : last] == rest)
            if written and _means_it(tokens, position, last, form, reading):
                after = last
                spans.append(from_form(_told_apart(form, reading), position, last))
                break
    return _with_halves(tokens, spans)


def _means_it(tokens: Tokens, first: int, last: int, form: Form, reading: _Reading) -> bool:
    """Return whether the words at `first` to `last` are this form and not, say, part of a person's name."""
    if form.use == "decoy":
        return True
    if form.written == "CAR":
        return reading.central_africa
    if form.entry.canonical == "The West" and form.use == "name":
        return not tokens.capitalized(last)
    short = last - first == 1
    if form.use == "person":
        return form.in_office(reading.year) and not (short and _part_of_name(tokens, first, last))
    if form.use == "region" and tokens.hyphen(last):
        return False
    doubtful = short and (form.use == "place" or tokens.lower[first] in vocabulary().also_persons)
    return not (doubtful and _part_of_name(tokens, first, last))


def _told_apart(form: Form, reading: _Reading) -> Form:
    """Return the form of the state that is meant where two share a name."""
    if form.written in ("Congo", "Congolese"):
        return reading.congo
    return reading.georgia if form.written == "Georgia" and reading.georgia is not None else form


def _part_of_name(tokens: Tokens, first: int, last: int) -> bool:
    """Return whether a capitalised word before ("Michael Jordan") or behind ("Chad Smith") makes it a person's name."""
    vocab, known = vocabulary(), gazetteer().by_first_word
    before = first - 1
    word = tokens.word(before)
    if word == "." and len(tokens.word(before - 1)) == 1:
        return tokens.capitalized(before - 1) and tokens.joined(before)  # "B. Jordan"
    if _surname_follows(tokens, last):
        return True
    if not tokens.capitalized(before) or len(word) < 2 or tokens.words[before].isupper():
        return False
    if word in vocab.courtesies:
        return True
    if tokens.words[before] in known or word in _no_first_names():
        return False
    # A capitalised word that opens a sentence may be any word ("Visiting Jordan").
    return not tokens.sentence_start(before) or not word.endswith(("ing", "ed", "ly", "al", "ern"))


def _surname_follows(tokens: Tokens, last: int) -> bool:
    """Return whether the word at `last` goes on the name, as in "Chad Smith", and is no noun or title of a state."""
    word = tokens.word(last)
    if not tokens.capitalized(last) or (tokens.words[last].isupper() and len(word) > 1):
        return False
    return tokens.words[last] not in gazetteer().by_first_word and word not in _no_surnames()


@cache
def _no_first_names() -> Words:
    vocab = vocabulary()
    return vocab.not_names.union(
        vocab.directions, vocab.modifiers, vocab.titles, vocab.title_modifiers, vocab.say_verbs, vocab.state_nouns,
        vocab.armed_plurals, vocab.party_heads,
    )  # fmt: skip


@cache
def _no_surnames() -> Words:
    vocab = vocabulary()
    return _no_first_names().union(
        vocab.courtesies, vocab.state_heads, vocab.armed_heads, vocab.body_heads, vocab.venue_nouns, vocab.land_nouns,
        vocab.civil_nouns,
    )  # fmt: skip


def _with_halves(tokens: Tokens, spans: list[Span]) -> list[Span]:
    """Add "the North" and "the South" in a text on Korea, and the first half of "North and South Korea"."""
    if not any(span.iso3 in ("PRK", "KOR") for span in spans):
        return spans
    taken = owners(spans)
    halves: list[Span] = []
    for position in tokens.places(("north", "south")):
        word, other = tokens.words[position], taken.get(position + 2)
        if word == "North" and position not in taken and other is not None and other.iso3 == "KOR":
            if tokens.word(position + 1) == "and" and tokens.words[position + 2] == "South":
                halves.append(from_form(gazetteer().states["PRK"], position, position + 1))  # "North and South Korea"
        elif word in ("North", "South") and position not in taken and tokens.word(position - 1) == "the":
            following = tokens.word(position + 1)
            if not (tokens.capitalized(position + 1) or following in ("-", "of")):
                state = gazetteer().states["PRK" if word == "North" else "KOR"]
                halves.append(from_form(state, position, position + 1))
    return merged(spans, halves)

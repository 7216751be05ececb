"""Names of the gazetteer in a text: longest match first, and the names that mean something else left out."""

from dataclasses import dataclass
from functools import cache, cached_property

from flows.extract.actors.gazetteer import Form, gazetteer
from flows.extract.actors.spans import Span, from_form, merged, owners
from flows.extract.actors.tokens import Tokens
from flows.extract.actors.vocabulary import Words, vocabulary


@dataclass
class _Reading:
    """What the whole text says of names that two actors share, looked up once, and the year for people in office."""

    text: str
    year: int | None

    @cached_property
    def congo(self) -> Form:
        brazzaville = "Brazzaville" in self.text and "Kinshasa" not in self.text
        return gazetteer().states["COG" if brazzaville else "COD"]

    @cached_property
    def georgia(self) -> Form:
        """The state of the Union, where the text is about that one."""
        union = any(place in self.text for place in ("Atlanta", "Savannah", "state of Georgia"))
        return gazetteer().by_key["atlanta"] if union else gazetteer().states["GEO"]

    @cached_property
    def central_africa(self) -> bool:
        return "Central African" in self.text

    @cached_property
    def kosovo(self) -> bool:
        """Whether "Albanians" are those of Kosovo."""
        return "Kosovo" in self.text and "Albania " not in self.text and "Tirana" not in self.text


_COMBINING = frozenset({"sino", "russo", "franco", "anglo", "indo", "greco"})
_SHARED = frozenset({"Congo", "Congolese", "Albanians", "Georgia"})
_OUTLETS = frozenset({"Times", "Post", "Herald", "Tribune", "Gazette", "Journal", "Telegraph"})
_SHIPS = frozenset({"HMS", "USS", "HMAS", "HMCS", "INS", "RFA", "MV"})
_DOUBTFUL = frozenset({"person", "place", "region"})


def find_names(tokens: Tokens, year: int | None = None) -> list[Span]:
    """Return the spans of all names of the gazetteer in `tokens`, decoys and outlets included (use `decoy`).

    `year` is the year of the text: people of data/people.tsv count only while in office; None lets all of them count.
    """
    index = gazetteer().by_first_words
    reading, doubtful = _Reading(tokens.text, year), _doubtful_words()
    words, lower = [*tokens.words, "\n"], tokens.lower
    spans: list[Span] = []
    after = 0
    for position in _starts(tokens):
        if position < after:
            continue
        by_second = index[words[position]]
        short, long = by_second.get(""), by_second.get(words[position + 1])
        for rest, form in (*long, *short) if long and short else long or short or ():
            last = position + len(rest) + 1
            if len(rest) > 1 and words[position + 1 : last] != rest:
                continue
            if form.use != "decoy":
                if words[position - 1] in _SHIPS or words[last] in _OUTLETS:
                    continue
                plain = form.use not in _DOUBTFUL and lower[position] not in doubtful
                if not plain and not _means_it(tokens, position, last, form, reading):
                    continue
            after = last
            meant = _told_apart(form, reading) if form.written in _SHARED else form
            spans.append(from_form(meant, position, last))
            break
    return _with_halves(tokens, _with_states_together(tokens, spans))


def _starts(tokens: Tokens) -> list[int]:
    """Return the positions at which a name may begin, in order."""
    index, uncapitalized, words = gazetteer().by_first_words, gazetteer().uncapitalized, tokens.words
    starts = [position for position in tokens.capitals if words[position] in index]
    others = [position for position in tokens.sought if words[position] in uncapitalized]
    following = [*words[1:], "\n"] if others else []
    others = [at for at in others if following[at] in index[words[at]] or "" in index[words[at]]]
    return sorted(starts + others) if others else starts


@cache
def sought_words() -> Words:
    """Return all words that `tokenize` must look for: those of which a step of the reading asks for the places."""
    return vocabulary().sought | gazetteer().uncapitalized


def _means_it(tokens: Tokens, first: int, last: int, form: Form, reading: _Reading) -> bool:
    """Return whether the words at `first` to `last` are this form and not, say, part of a person's name."""
    if form.use == "decoy":
        return True
    if form.written == "CAR":
        return reading.central_africa
    if tokens.lower[first] in _COMBINING:  # "Sino-Indian", but not "General Franco"
        return tokens.hyphen(last) and tokens.words[last + 1] in gazetteer().by_first_words
    if form.entry.canonical == "The West" and form.use == "name":
        return not tokens.capitalized(last)
    short = last - first == 1
    if form.use == "person":
        return form.in_office(reading.year) and not (short and _part_of_name(tokens, first, last))
    if form.use == "region" and tokens.hyphen(last):
        return False
    doubtful = short and (form.use == "place" or tokens.lower[first] in vocabulary().also_persons)
    return not (doubtful and _part_of_name(tokens, first, last))


@cache
def _doubtful_words() -> Words:
    return vocabulary().also_persons | _COMBINING | {"car", "the", "west"}


def _told_apart(form: Form, reading: _Reading) -> Form:
    """Return the form of the state that is meant where two share a name."""
    if form.written in ("Congo", "Congolese"):
        return reading.congo
    if form.written == "Albanians" and reading.kosovo:
        return gazetteer().by_key["kosovo albanians"]
    return reading.georgia if form.written == "Georgia" else form


def _part_of_name(tokens: Tokens, first: int, last: int) -> bool:
    """Return whether a capitalised word before ("Michael Jordan") or behind ("Chad Smith") makes it a person's name."""
    vocab, known = vocabulary(), gazetteer().no_first_names
    before = first - 1
    word = tokens.word(before)
    if word == "." and len(tokens.word(before - 1)) == 1:
        return tokens.capitalized(before - 1) and tokens.joined(before)  # "B. Jordan"
    if _surname_follows(tokens, last):
        return True
    if word in vocab.particles and tokens.capitalized(before - 1) and not tokens.capitalized(before):
        return tokens.words[before - 1] not in known  # "Julie de Lima"
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
    return tokens.words[last] not in gazetteer().no_first_names and word not in _no_surnames()


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


def _with_states_together(tokens: Tokens, spans: list[Span]) -> list[Span]:
    """Add the words that name several states at once: "the two Koreas"."""
    together = vocabulary().states_together
    added = [
        Span(at, at + 1, "name", tokens.words[at], "state", None, True, states=together[tokens.lower[at]])
        for at in tokens.places(together)
        if tokens.capitalized(at)
    ]
    for at in tokens.places(("inter",)):
        if tokens.lower[at : at + 3] == ["inter", "-", "korean"]:
            written = tokens.written(at, at + 3)
            added.append(Span(at, at + 3, "name", written, "state", None, True, states=together["koreas"]))
    return merged(spans, added)


def _with_halves(tokens: Tokens, spans: list[Span]) -> list[Span]:
    """Add "the North" and "the South" in a text on Korea, and the first half of "North and South Korea"."""
    places = tokens.places(("north", "south"))
    if not places or not any(span.iso3 in ("PRK", "KOR") for span in spans):
        return spans
    taken = owners(spans)
    halves: list[Span] = []
    for position in places:
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

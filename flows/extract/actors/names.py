"""Names of the gazetteer in a text: longest match first, and the names that mean something else left out."""

from flows.extract.actors.gazetteer import Form, gazetteer
from flows.extract.actors.spans import Span, from_form
from flows.extract.actors.tokens import Tokens
from flows.extract.actors.vocabulary import vocabulary


def find_names(tokens: Tokens, year: int | None = None) -> list[Span]:
    """Return the spans of all names of the gazetteer in `tokens`, decoys and outlets included (use `decoy`).

    `year` is the year of the text: people of data/people.tsv count only while in office; None lets all of them count.
    """
    index = gazetteer().by_first_word
    words = tokens.words
    spans: list[Span] = []
    position, end = 0, len(words)
    while position < end:
        options = index.get(words[position])
        step = 1
        if options:
            for rest, form in options:
                length = len(rest) + 1
                if not rest or tuple(words[position + 1 : position + length]) == rest:
                    if _means_it(tokens, position, position + length, form, year):
                        spans.append(from_form(_told_apart(tokens, form), position, position + length))
                    step = length
                    break
        position += step
    return _with_halves(tokens, spans)


def _with_halves(tokens: Tokens, spans: list[Span]) -> list[Span]:
    """Add "the North" and "the South" to a text that names both Koreas' states so."""
    if not any(span.iso3 == "PRK" for span in spans):
        return spans
    taken = {at for span in spans for at in range(span.first, span.last)}
    for position, word in enumerate(tokens.words):
        if word in ("North", "South") and position not in taken and tokens.word(position - 1) == "the":
            if not tokens.capitalized(position + 1) and tokens.word(position + 1) not in ("-", "of"):
                state = gazetteer().states["PRK" if word == "North" else "KOR"]
                spans.append(from_form(state, position, position + 1))
    return sorted(spans, key=lambda span: span.first)


def _means_it(tokens: Tokens, first: int, last: int, form: Form, year: int | None) -> bool:
    """Return whether the words at `first` to `last` are this form and not, say, part of a person's name."""
    if form.use == "decoy":
        return True
    if form.entry.canonical == "The West" and form.use == "name":
        return not tokens.capitalized(last)
    if form.use == "person":
        in_office = year is None or ((form.since or 0) <= year <= (form.until or 9999))
        return in_office and not (last - first == 1 and _part_of_name(tokens, first, last))
    vocab = vocabulary()
    if tokens.word(last) == "-" and tokens.joined(last) and tokens.joined(last + 1):
        if form.use == "region":
            return False
    if last - first == 1 and tokens.lower[first] in vocab.also_persons:
        return not _part_of_name(tokens, first, last)
    return True


def _part_of_name(tokens: Tokens, first: int, last: int) -> bool:
    """Return whether a capitalised word before ("Michael Jordan") or behind ("Jordan Peele") makes it a person's name."""
    vocab, known = vocabulary(), gazetteer().by_first_word
    before = first - 1
    if before >= 0 and tokens.words[before] == "." and before >= 1 and len(tokens.words[before - 1]) == 1:
        return tokens.capitalized(before - 1) and tokens.joined(before)
    if _surname_follows(tokens, last):
        return True
    if not tokens.capitalized(before) or len(tokens.words[before]) < 2 or tokens.words[before].isupper():
        return False
    word = tokens.lower[before]
    common = word in vocab.not_names or word in vocab.directions or word in vocab.modifiers
    office = word in vocab.titles or word in vocab.title_modifiers or word in vocab.say_verbs
    noun = word in vocab.state_nouns or word in vocab.armed_plurals or word in vocab.party_heads
    if common or office or noun or tokens.words[before] in known:
        return word in vocab.courtesies
    # A capitalised word that opens a sentence may be any word ("Visiting Jordan").
    return not tokens.sentence_start(before) or not word.endswith(("ing", "ed", "ly", "al", "ern"))


def _surname_follows(tokens: Tokens, last: int) -> bool:
    """Return whether the word at `last` goes on the name, as in "Chad Smith", and is no noun or title of a state."""
    vocab, word = vocabulary(), tokens.word(last)
    if not tokens.capitalized(last) or tokens.words[last].isupper() and len(word) > 1:
        return False
    if word.endswith(("n", "s")) and tokens.words[last] in gazetteer().by_first_word:
        return False
    others = (
        vocab.not_names, vocab.titles, vocab.title_modifiers, vocab.courtesies, vocab.state_nouns, vocab.state_heads,
        vocab.armed_plurals, vocab.armed_heads, vocab.party_heads, vocab.body_heads, vocab.venue_nouns, vocab.land_nouns,
        vocab.modifiers, vocab.say_verbs, vocab.civil_nouns, vocab.directions,
    )  # fmt: skip
    return tokens.words[last] not in gazetteer().by_first_word and not any(word in words for words in others)


def _told_apart(tokens: Tokens, form: Form) -> Form:
    """Return the form of the state that is meant where two share a name: the two Congos."""
    if form.written in ("Congo", "Congolese") and "Brazzaville" in tokens.text and "Kinshasa" not in tokens.text:
        return gazetteer().states["COG"]
    if form.written in ("Georgia", "GEORGIA") and any(
        sign in tokens.text for sign in ("Atlanta", "Savannah", "Fort Benning", "U.S. state of Georgia")
    ):
        return _georgia_of_the_union()
    return form


def _georgia_of_the_union() -> Form:
    return gazetteer().by_key["maryland"]

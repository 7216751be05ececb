"""Runs of capitalised words that may be a person's name: "Sergey Lavrov", "al-Dirdiri Ahmed", "Chung Dong-young"."""

import unicodedata
from dataclasses import dataclass
from functools import cache

from flows.extract.actors.spans import Span, owners
from flows.extract.actors.tokens import Tokens
from flows.extract.actors.vocabulary import Words, vocabulary

_TOKENS_AT_MOST = 14
_ALSO_SURNAMES = frozenset(
    {"sultan", "king", "prince", "bishop", "pope", "judge", "justice", "marshal", "major", "emir"}
)
_IN_NAMES = frozenset("-'.")


@dataclass(slots=True)
class PersonName:
    """A run that may be a person's name, and all that the text tells of it."""

    first: int
    last: int
    keys: list[str]
    """By what a text names the person again: surname with initial, surname, first name; or the one word."""
    titles: int
    """First token of the titles before the name; `first` where there are none."""
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
    courtesy: bool = False
    """The title is a mere "Mr"."""
    sure: bool = False
    """Something besides capitals shows that this is a person."""

    @property
    def short(self) -> bool:
        """A single word, such as a surname."""
        return self.last - self.first == 1

    def tells_more(self, than: "PersonName") -> bool:
        """Return whether this says more surely than the other whom the person acts for."""
        return self._rank() > than._rank()

    def _rank(self) -> tuple[bool, bool, bool, bool]:
        return (self.actor is not None, self.listed is not None, self.belongs is not None, self.office)


def fold(word: str) -> str:
    """Return `word` without case and accents, as surnames are compared."""
    if word.isascii():
        return word.lower()
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def find_person_names(tokens: Tokens, spans: list[Span]) -> list[PersonName]:
    """Return all runs of capitalised words outside `spans`, and the people of the gazetteer among them."""
    owner = owners(spans)
    names: list[PersonName] = []
    lower, never_first, before_names = tokens.lower, _never_first(), _before_names()
    starts = [place for place in tokens.capitals if place not in owner or owner[place].person]
    others = {*tokens.places(vocabulary().particles), *(span.first for span in spans if span.person)}.difference(starts)
    after = 0
    for position in sorted([*starts, *others]):
        if position < after:
            continue
        span = owner.get(position)
        if span is None:
            never = lower[position] in never_first and lower[position - 1] not in before_names
            if never or not _starts(tokens, position):
                continue
        elif not span.person:
            continue
        after, listed = _read_run(tokens, owner, position)
        names.append(PersonName(position, after, _keys(tokens, position, after), position, listed=listed))
    return names


def _keys(tokens: Tokens, first: int, last: int) -> list[str]:
    if last - first == 1:
        word = tokens.words[first]
        return [fold(word)] if len(word) > 1 and word[0].isupper() else []
    words = [word for word in tokens.words[first:last] if len(word) > 1 and word[0].isupper()]
    words = [word for word in words if word.lower() not in vocabulary().particles] or words
    joined = "-" in tokens.words[first:last] or "'" in tokens.words[first:last]
    if len(words) < 2 or (joined and len(tokens.written(first, last).split()) == 1):  # "Kilroy-Silk"
        return [fold(word) for word in words[-1:]]
    surname, given = fold(words[-1]), fold(words[0])
    return [f"{surname} {given[:1]}", surname, given]


def _read_run(tokens: Tokens, owner: dict[int, Span], position: int) -> tuple[int, Span | None]:
    """Return the end of the run that begins at `position`, and the listed person in it."""
    last, listed, particles = position, None, vocabulary().particles
    while last < len(tokens) and last - position < _TOKENS_AT_MOST:
        inside = owner.get(last)
        if inside is not None:
            if not inside.person:
                break
            listed, last = listed or inside, inside.last
            continue
        word = tokens.words[last]
        if last > position and not (word[0].isupper() or word in _IN_NAMES or word in particles):
            break
        step = _step(tokens, position, last)
        if not step or (step > 1 and any(at in owner for at in range(last, last + step))):
            break
        last += step
    return max(last, position + 1), listed


def _step(tokens: Tokens, first: int, at: int) -> int:
    """Return how many tokens from `at` go on the run that began at `first`: 0 where it ends."""
    word, particles = tokens.words[at], vocabulary().particles
    particle = tokens.lower[at] in particles
    if particle and tokens.hyphen(at + 1) and tokens.capitalized(at + 2):
        return 3  # "al-Bashir"
    if at == first or (_name_word(tokens, at) and tokens.words[at - 1] != "\n"):
        return 1
    if tokens.lower[at] in _ALSO_SURNAMES and word[0].isupper() and not tokens.capitalized(at + 1):
        return 1  # "General Shaukat Sultan"
    if particle:
        if _name_word(tokens, at + 1):
            return 2
        return 3 if tokens.word(at + 1) in particles and _name_word(tokens, at + 2) else 0
    if word not in _IN_NAMES:
        return 0
    if tokens.hyphen(at) or (word == "'" and tokens.joined(at) and tokens.joined(at + 1)):
        korean = word == "-" and at > first + 1 and _given_name(tokens.word(at + 1))
        arabic = word == "'" and tokens.word(at + 1).isalpha() and tokens.word(at + 1) != "s"  # "Ja'afari"
        return 2 if _name_word(tokens, at + 1) or korean or arabic else 0
    initial = word == "." and len(tokens.words[at - 1]) == 1 and _name_word(tokens, at + 1)
    return 1 if initial else 0


def _given_name(word: str) -> bool:
    """Return whether a hyphen may lead to `word` in a Korean given name ("Dong-young")."""
    vocab = vocabulary()
    participle = word in vocab.passive_participles or word in vocab.acting_participles
    return word.isalpha() and len(word) < 7 and not participle


def _starts(tokens: Tokens, position: int) -> bool:
    """Return whether a name may begin here: by its form, or by a title before it ("spokesman Eid X")."""
    if _name_word(tokens, position):
        return True
    vocab = vocabulary()
    before, word = tokens.word(position - 1), tokens.lower[position]
    if before not in vocab.titles or word in vocab.titles or word in vocab.title_modifiers:
        return False
    if tokens.capitalized(position):
        return tokens.capitalized(position + 1) and not before.endswith("s") and before != "president"
    return word in vocab.particles and tokens.hyphen(position + 1) and tokens.capitalized(position + 2)


def _name_word(tokens: Tokens, position: int) -> bool:
    """Return whether the word at `position` is capitalised and nothing else than a name."""
    if not tokens.capitalized(position):
        return False
    vocab, word = vocabulary(), tokens.lower[position]
    if word in vocab.particles and tokens.capitalized(position + 1):
        return True
    if tokens.word(position - 1) in vocab.particles and tokens.capitalized(position - 1) and word not in vocab.titles:
        return True
    acronym = len(word) > 2 and tokens.words[position].isupper() and "." not in word  # "B.J." is no acronym
    return not acronym and word not in _other_words()


@cache
def _never_first() -> Words:
    """Return the words with which no name begins, unless one of `_before_names` stands before them."""
    return _other_words() - vocabulary().particles


@cache
def _before_names() -> Words:
    return vocabulary().particles | vocabulary().titles


@cache
def _other_words() -> Words:
    vocab = vocabulary()
    return vocab.not_names.union(
        vocab.titles, vocab.courtesies, vocab.state_nouns, vocab.title_modifiers, vocab.modifiers, vocab.body_heads
    )

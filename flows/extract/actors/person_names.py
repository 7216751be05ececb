"""Runs of capitalised words that may be a person's name: "Sergey Lavrov", "al-Dirdiri Ahmed", "Chung Dong-young"."""

import unicodedata
from dataclasses import dataclass
from functools import cache

from flows.extract.actors.spans import Span, owners
from flows.extract.actors.tokens import Tokens
from flows.extract.actors.vocabulary import Words, vocabulary

_TOKENS_AT_MOST = 14


@dataclass(slots=True)
class PersonName:
    """A run that may be a person's name, and all that the text tells of it."""

    first: int
    last: int
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
    starts = {*tokens.capitals, *tokens.places(vocabulary().particles), *(span.first for span in spans if span.person)}
    after = 0
    for position in sorted(starts):
        span = owner.get(position)
        if position < after or not (span.person if span is not None else _starts(tokens, position)):
            continue
        after, listed = _read_run(tokens, owner, position)
        names.append(PersonName(position, after, position, listed=listed))
    return names


def name_parts(tokens: Tokens, name: PersonName) -> list[str]:
    """Return the words by which a text names the person again, folded: the last one, then the first one."""
    words = [word for word in tokens.words[name.first : name.last] if len(word) > 1 and word[0].isupper()]
    words = [word for word in words if word.lower() not in vocabulary().particles] or words
    return [fold(word) for word in (words[-1:] + words[:1] if len(words) > 1 else words)]


def _read_run(tokens: Tokens, owner: dict[int, Span], position: int) -> tuple[int, Span | None]:
    """Return the end of the run that begins at `position`, and the listed person in it."""
    last, listed = position, None
    while last < len(tokens) and last - position < _TOKENS_AT_MOST:
        inside = owner.get(last)
        if inside is not None:
            if not inside.person:
                break
            listed, last = listed or inside, inside.last
            continue
        step = _step(tokens, position, last)
        if not step or any(at in owner for at in range(last, last + step)):
            break
        last += step
    return max(last, position + 1), listed


def _step(tokens: Tokens, first: int, at: int) -> int:
    """Return how many tokens from `at` go on the run that began at `first`: 0 where it ends."""
    vocab = vocabulary()
    word = tokens.words[at]
    if word.lower() in vocab.particles and tokens.hyphen(at + 1) and tokens.capitalized(at + 2):
        return 3  # "al-Bashir"
    if at == first or (_name_word(tokens, at) and tokens.words[at - 1] != "\n"):
        return 1
    if word.lower() in vocab.particles:
        if _name_word(tokens, at + 1):
            return 2
        return 3 if tokens.word(at + 1) in vocab.particles and _name_word(tokens, at + 2) else 0
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
def _other_words() -> Words:
    vocab = vocabulary()
    return vocab.not_names.union(
        vocab.titles, vocab.courtesies, vocab.state_nouns, vocab.title_modifiers, vocab.modifiers
    )

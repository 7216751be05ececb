"""Find the phrases of a lexicon in a text. How they are written: flows/extract/notation.py.

A lexicon has hundreds of phrases. Words are looked up before any pattern is tried: a phrase stands only in a text that
has its rarest word, and only where its first word stands.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import chain
from typing import Any

from flows.extract.notation import FILL, FIRST_SIGN, LexiconError, Notation, Phrase, Words, either, is_group

_MOST_WORDS = 50_000
"""So many words are remembered; a language has fewer."""
_MOST_TEXTS = 256
"""So many sentences are remembered: the lexicons are asked one after the other for the same article."""

_FIRST = re.compile(r"\w+")
_WORD = re.compile(r"\W*(\w+)")
_NO_LETTER = re.compile(r"\W")
_LETTERS = bytes(ord(chr(code).lower()) if _FIRST.match(chr(code)) else ord(" ") for code in range(128)) + bytes(128)


def read_lexicon(package: str, name: str) -> dict[str, Any]:
    """Return the lexicon `name` (without `.toml`) of `package` as plain data. Raises LexiconError if it is no TOML."""
    source = files(package).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{package}/{name}.toml: {error}") from error


def phrase_pattern(phrases: Sequence[str], groups: Mapping[str, Sequence[str]] | None = None) -> re.Pattern[str]:
    """Return `phrases` as one pattern, for short lists; `Phrases` finds the same and is faster on long ones.

    Raises LexiconError for an unknown group or an empty list.
    """
    notation = Notation(groups or {}, {})
    return re.compile(rf"(?<!\w){either(phrase.expression for phrase in notation.read(phrases))}(?!\w)", re.IGNORECASE)


class _Index:
    """The phrases of a list by the words in one of their places, as far as the vocabulary has heard them."""

    def __init__(self, places: Sequence[Words]) -> None:
        self.words: list[set[str]] = [set() for _ in places]
        """The words in the place of each phrase."""
        self.listed: set[str] = set()
        """All these."""
        self._numbers: dict[str, set[int]] = {}
        _VOCABULARY.register(self, places)

    def add(self, word: str, number: int) -> None:
        """Note that a word can stand in the place of a phrase."""
        self.words[number].add(word)
        self.listed.add(word)
        self._numbers.setdefault(word, set()).add(number)

    def numbers(self, words: frozenset[str]) -> set[int]:
        """Return the phrases that have one of the words of a text in their place."""
        listed = words & self.listed
        if len(listed) == 1:  # mostly
            return self._numbers[next(iter(listed))]
        return set().union(*map(self._numbers.__getitem__, listed))


class _Vocabulary:
    """The words and stems of all indexes. A word is looked up here once, for all, when a text first has it."""

    def __init__(self) -> None:
        self._exact: dict[str, list[tuple[_Index, int]]] = {}
        self._stems: dict[str, list[tuple[_Index, int]]] = {}
        self._stem_lengths: list[int] = []
        self._heard: set[str] = set()
        """Words looked up before; nearly all are of no phrase."""

    def register(self, index: _Index, places: Sequence[Words]) -> None:
        """Add an index, with the words that can stand in its places."""
        for number, words in enumerate(places):
            for word in words.exact:
                self._exact.setdefault(word, []).append((index, number))
            for stem in words.stems:
                self._stems.setdefault(stem, []).append((index, number))
        self._stem_lengths = sorted({len(stem) for stem in self._stems})
        self._heard.clear()
        _read.cache_clear()

    def hear(self, words: frozenset[str]) -> None:
        """Tell the indexes which of the words of a text are theirs."""
        if words <= self._heard:
            return
        if len(self._heard) > _MOST_WORDS:
            self._heard.clear()
        for word in words - self._heard:
            stems = {word[:length] for length in self._stem_lengths}
            for index, number in chain(self._exact.get(word, ()), *(self._stems.get(stem, ()) for stem in stems)):
                index.add(word, number)
        self._heard |= words


_VOCABULARY = _Vocabulary()


class _Text:
    """A text and its words in lower case.

    `_spaced` has a space for all that is no word and no sign of a group, and one more at either end.
    """

    __slots__ = ("_spaced", "words", "written")

    def __init__(self, written: str, spaced: str) -> None:
        self.written = written
        self._spaced = spaced
        self.words = frozenset(spaced.split())

    @classmethod
    def read(cls, written: str) -> "_Text":
        """Return a text with its words; most are in ASCII, where a table of bytes is the fastest way."""
        if written.isascii():
            spaced = written.encode().translate(_LETTERS).decode()
        else:
            lowered = written.lower()
            if len(lowered) != len(written):  # "İ" becomes two characters
                lowered = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in written)
            spaced = _NO_LETTER.sub(" ", lowered)
        text = cls(written, f" {spaced} ")
        _VOCABULARY.hear(text.words)
        return text

    def starts(self, word: str) -> Iterator[int]:
        """Yield where a word stands, in order."""
        alone = f" {word} "
        start = self._spaced.find(alone)
        while start >= 0:
            yield start
            start = self._spaced.find(alone, start + 1)

    def masked(self, spans: Iterable[tuple[int, int]], sign: str) -> "_Text":
        """Return the text with a sign in each of the places, filled up: other places stay what they are."""
        written, spaced, last = [], [" "], 0
        for start, end in spans:
            written += [self.written[last:start], sign.ljust(end - start, FILL)]
            spaced += [self._spaced[last + 1 : start + 1], sign.ljust(end - start)]
            last = end
        return _Text("".join((*written, self.written[last:])), "".join((*spaced, self._spaced[last + 1 :])))


_read = lru_cache(maxsize=_MOST_TEXTS)(_Text.read)


def words_of(text: str) -> frozenset[str]:
    """Return the words of a sentence, in lower case, without marks. Remembered for the look-ups that follow."""
    return _read(text).words


class _Lists:
    """Numbered lists of phrases. A phrase is tried where it can begin, in texts that have the word that tells it."""

    def __init__(self, lists: Sequence[Sequence[Phrase]]) -> None:
        self._phrases = [(number, phrase) for number, phrases in enumerate(lists) for phrase in phrases]
        self._begin = _Index([phrase.begins for _, phrase in self._phrases])
        self._end = _Index([phrase.ends for _, phrase in self._phrases])
        self._tell = _Index([phrase.tells for _, phrase in self._phrases])

    def found(self, text: _Text) -> Iterator[tuple[int, re.Match[str]]]:
        """Yield list number and place of every match: those of one list without overlap, the first phrase first."""
        places = [
            (start, number)
            for number in self._told(text.words)
            for word in text.words & self._begin.words[number]
            for start in text.starts(word)
        ]
        places.sort()
        ends: dict[int, int] = {}
        for start, place in places:
            number, phrase = self._phrases[place]
            if ends.get(number, 0) <= start and (match := phrase.pattern.match(text.written, start)):
                ends[number] = match.end()
                yield number, match

    def at_start(self, text: str) -> Iterator[tuple[int, re.Match[str]]]:
        """Yield list number and match of the phrases with which the text begins, in their order."""
        first = _FIRST.match(text)
        word = first.group().lower() if first else ""
        _VOCABULARY.hear(frozenset((word,)))
        if word in self._begin.listed:
            for place in sorted(self._told(_read(text).words)):
                number, phrase = self._phrases[place]
                if word in self._begin.words[place] and (match := phrase.pattern.match(text)):
                    yield number, match

    def may_stand_in(self, text: _Text) -> bool:
        """Tell whether the text has a word that tells a phrase: cheaper than to find that there is none."""
        return not self._tell.listed.isdisjoint(text.words)

    def can_end(self, word: str) -> bool:
        """Tell whether a phrase can end with a word in lower case."""
        _VOCABULARY.hear(frozenset((word,)))
        return word in self._end.listed

    def count(self, text: _Text) -> int:
        """Return at how many words of the text a phrase could begin; so many matches it has at most."""
        begun = text.words & self._begin.listed
        return sum(1 for word in begun for _ in text.starts(word)) if begun else 0

    def _told(self, words: frozenset[str]) -> list[int]:
        """Return the places of the phrases that have all they need among the words of a text."""
        told = []
        for place in self._tell.numbers(words):
            for needed in self._phrases[place][1].needs:
                if needed.isdisjoint(words):
                    break
            else:
                told.append(place)
        return told


class Phrases:
    """A list of phrases to look for. Where several fit in one place, the first of the list is found."""

    def __init__(self, phrases: Sequence[str], groups: Mapping[str, Sequence[str]] | None = None) -> None:
        """Raises LexiconError for an unknown group, an empty list, or what is no phrase."""
        self._list = _Lists([Notation(groups or {}, {}).read(phrases)])

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the places where a phrase stands, in order and without overlap."""
        read = _read(text)
        return (match for _, match in self._list.found(read)) if self._list.may_stand_in(read) else iter(())

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first place where a phrase stands."""
        return next(self.finditer(text), None)

    def most(self, text: str) -> int:
        """Return a number that the phrases found in a text do not exceed; costs much less than to find them."""
        return self._list.count(_read(text))

    def fit(self, words: str) -> bool:
        """Tell whether the words are a phrase of the list, from end to end."""
        return any(match.re.fullmatch(words) for _, match in self._list.at_start(words))


class PhraseTable:
    """Named lists of phrases over groups. Groups are looked for once a sentence, then stand in it as single signs."""

    def __init__(
        self,
        lists: Mapping[str, Sequence[str]],
        groups: Mapping[str, Sequence[str]] | None = None,
        *,
        masked: bool = True,
    ) -> None:
        """Compile lists of phrases. A group made only of other groups is another name for them all.

        `masked`: whether groups stand as signs; groups of a few words are faster written out. Raises LexiconError for
        an unknown group, an empty list, or what is no phrase.
        """
        groups = groups or {}
        members = {name: _named(words) if all(map(is_group, words)) else [name] for name, words in groups.items()}
        used = {part for phrases in lists.values() for name in _named(phrases) for part in members.get(name, ())}
        used = used if masked else set()
        signs: dict[str, frozenset[str]] = {}
        self._groups: list[tuple[_Lists, str]] = []
        for number, name in enumerate(name for name in groups if name in used):
            sign = chr(ord(FIRST_SIGN) + number)
            self._groups.append((_Lists([Notation(groups, signs).read(groups[name])]), sign))
            signs[name] = frozenset(sign)
        for name, parts in members.items():
            if set(parts) <= signs.keys():
                signs[name] = frozenset().union(*(signs[part] for part in parts))
        self._names = tuple(lists)
        notation = Notation(groups, signs)
        plain, grouped = [], []
        for phrases in lists.values():
            read = notation.read(phrases)
            plain.append([phrase for phrase in read if not phrase.has_sign])
            grouped.append([phrase for phrase in read if phrase.has_sign])
        self._plain, self._grouped = _Lists(plain), _Lists(grouped)
        _VOCABULARY.hear(frozenset(sign for _, sign in self._groups))

    def found(self, sentence: str) -> list[tuple[str, list[tuple[int, int]]]]:
        """Return the name of every list of which a phrase stands in the sentence, with the places, in their order."""
        text = _read(sentence)
        spans: dict[int, list[tuple[int, int]]] = {}
        for number, match in self._plain.found(text):
            spans.setdefault(number, []).append(match.span())
        if self._groups:
            for number, match in self._grouped.found(self._masked(text)):
                spans.setdefault(number, []).append(match.span())
        return [(self._names[number], spans[number]) for number in sorted(spans)]

    def can_end(self, text: str) -> bool:
        """Tell whether the last word of the text is one with which a phrase without signs can end."""
        backwards = _WORD.match(text[::-1])
        return self._plain.can_end(backwards[1][::-1].lower()) if backwards else False

    def beginning(self, text: str) -> str | None:
        """Return the name of the first list of which a phrase, one without signs, begins the text."""
        return next((self._names[number] for number, _ in self._plain.at_start(text)), None)

    def _masked(self, text: _Text) -> _Text:
        """Return the text with the sign of each group in its places."""
        for phrases, sign in self._groups:
            if phrases.may_stand_in(text) and (spans := [match.span() for _, match in phrases.found(text)]):
                text = text.masked(spans, sign)
        return text


def _named(phrases: Sequence[str]) -> list[str]:
    return [name for phrase in phrases for name in re.findall(r"<(\w+)>", phrase)]

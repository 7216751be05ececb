"""Find the phrases of a lexicon in a text. How they are written: flows/extract/notation.py.

A lexicon has hundreds of phrases and a sentence holds the first word of a few: only those are tried, where that word
stands.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import Any

from flows.extract.notation import FILL, FIRST_SIGN, LexiconError, Notation, Phrase, either, is_group

_MOST_WORDS = 50_000
"""So many words are remembered; a language has fewer."""
_MOST_TEXTS = 64
"""So many sentences are remembered: the lexicons are asked one after the other for the same article."""

_TOKEN = re.compile(r"(\w+|[\ue000-\ue0fe])")


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


class _Text:
    """A text with its words in lower case."""

    def __init__(self, written: str) -> None:
        lowered = written.lower()
        if len(lowered) != len(written):  # "İ" becomes two characters
            lowered = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in written)
        self._pieces = _TOKEN.split(lowered)  # what is between the words, and the words, in turn
        self.in_order = self._pieces[1::2]
        self.words = frozenset(self.in_order)

    @cached_property
    def starts(self) -> list[int]:
        """Where each word of `in_order` begins."""
        return list(accumulate(map(len, self._pieces)))[::2]


_read = lru_cache(maxsize=_MOST_TEXTS)(_Text)


def words_of(text: str) -> frozenset[str]:
    """Return the words of a sentence, in lower case, without marks. Remembered for the look-ups that follow."""
    return _read(text).words


class _Lists:
    """Numbered lists of phrases, looked up by the word with which a phrase begins."""

    def __init__(self, lists: Sequence[Sequence[Phrase]]) -> None:
        self._phrases = [(number, phrase) for number, phrases in enumerate(lists) for phrase in phrases]
        self._exact: dict[str, list[int]] = {}
        self._stems: dict[str, list[int]] = {}
        """Words and stems with which phrases begin, to the places of those in `_phrases`."""
        for place, (_, phrase) in enumerate(self._phrases):
            for word in phrase.begins.exact:
                self._exact.setdefault(word, []).append(place)
            for stem in phrase.begins.stems:
                self._stems.setdefault(stem, []).append(place)
        self._stem_lengths = sorted({len(stem) for stem in self._stems})
        self._beginning: dict[str, list[tuple[int, Phrase]]] = {}
        self._begins: frozenset[str] = frozenset()
        """The keys of `_beginning`."""
        self._heard: set[str] = set()
        """Words seen before; with nearly all no phrase begins."""

    def found(self, text: str) -> Iterator[tuple[int, re.Match[str]]]:
        """Yield list number and place of every match: those of one list without overlap, the first phrase first."""
        read = _read(text)
        begun = self._begun(read.words)
        if not begun:
            return
        ends: dict[int, int] = {}
        for place in [place for place, word in enumerate(read.in_order) if word in begun]:
            start = read.starts[place]
            for number, phrase in self._beginning[read.in_order[place]]:
                if ends.get(number, 0) <= start and (match := phrase.match(text, start, read.words)):
                    ends[number] = match.end()
                    yield number, match

    def at_start(self, text: str) -> Iterator[tuple[int, re.Match[str]]]:
        """Yield list number and match of the phrases with which the text begins, in their order."""
        first = _TOKEN.match(text)
        for word in self._begun(frozenset((first.group().lower(),))) if first else ():
            words = _read(text).words
            for number, phrase in self._beginning[word]:
                if match := phrase.match(text, 0, words):
                    yield number, match

    def _begun(self, words: frozenset[str]) -> frozenset[str]:
        """Return those of the words with which a phrase begins; look up those that no text had before."""
        if not words <= self._heard:
            if len(self._heard) > _MOST_WORDS:
                self._heard.clear()
            for word in words - self._heard:
                if beginning := self._begun_by(word):
                    self._beginning[word] = beginning
            self._heard |= words
            self._begins = frozenset(self._beginning)
        return words & self._begins

    def _begun_by(self, word: str) -> list[tuple[int, Phrase]]:
        """Return the phrases that can begin with a word, in their order."""
        places = set(self._exact.get(word, ()))
        for length in self._stem_lengths:
            places.update(self._stems.get(word[:length], ()))
        return [self._phrases[place] for place in sorted(places)]


class Phrases:
    """A list of phrases to look for. Where several fit in one place, the first of the list is found."""

    def __init__(self, phrases: Sequence[str], groups: Mapping[str, Sequence[str]] | None = None) -> None:
        """Raises LexiconError for an unknown group, an empty list, or what is no phrase."""
        self._list = _Lists([Notation(groups or {}, {}).read(phrases)])

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the places where a phrase stands, in order and without overlap."""
        return (match for _, match in self._list.found(text))

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first place where a phrase stands."""
        return next(self.finditer(text), None)

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

    def found(self, sentence: str) -> list[tuple[str, list[tuple[int, int]]]]:
        """Return the name of every list of which a phrase stands in the sentence, with the places, in their order."""
        spans: dict[int, list[tuple[int, int]]] = {}
        for number, match in self._plain.found(sentence):
            spans.setdefault(number, []).append(match.span())
        if self._groups:
            for number, match in self._grouped.found(self._masked(sentence)):
                spans.setdefault(number, []).append(match.span())
        return [(self._names[number], spans[number]) for number in sorted(spans)]

    def beginning(self, text: str) -> str | None:
        """Return the name of the first list of which a phrase, one without signs, begins the text."""
        return next((self._names[number] for number, _ in self._plain.at_start(text)), None)

    def _masked(self, sentence: str) -> str:
        """Return the sentence with a sign in place of each group, of the same length: places stay what they are."""
        for phrases, sign in self._groups:
            pieces, end = [], 0
            for _, match in phrases.found(sentence):
                pieces += [sentence[end : match.start()], sign.ljust(len(match.group()), FILL)]
                end = match.end()
            sentence = "".join((*pieces, sentence[end:]))
        return sentence


def _named(phrases: Sequence[str]) -> list[str]:
    return [name for phrase in phrases for name in re.findall(r"<(\w+)>", phrase)]

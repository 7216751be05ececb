"""Find the phrases of a lexicon in a text. How they are written: flows/extract/notation.py.

A lexicon has hundreds of phrases. Words are looked up before any pattern is tried: a phrase stands only in a text that
has its rarest word, and only where its first word stands.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any

from flows.extract.notation import FIRST_SIGN, LexiconError, Notation, Phrase, either, is_group
from flows.extract.words import VOCABULARY, Text, WordIndex, read_text

_FIRST = re.compile(r"\w+")
_WORD = re.compile(r"\W*(\w+)")


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


class _Lists:
    """Numbered lists of phrases. A phrase is tried where it can begin, in texts that have the word that tells it."""

    def __init__(self, lists: Sequence[Sequence[Phrase]]) -> None:
        self._phrases = [(number, phrase) for number, phrases in enumerate(lists) for phrase in phrases]
        self._begin = WordIndex([phrase.begins for _, phrase in self._phrases])
        self._end = WordIndex([phrase.ends for _, phrase in self._phrases])
        self._tell = WordIndex([phrase.tells for _, phrase in self._phrases])

    def found(self, text: Text) -> Iterator[tuple[int, re.Match[str]]]:
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
        VOCABULARY.hear(frozenset((word,)))
        if word in self._begin.listed:
            for place in sorted(self._told(read_text(text).words)):
                number, phrase = self._phrases[place]
                if word in self._begin.words[place] and (match := phrase.pattern.match(text)):
                    yield number, match

    def may_stand_in(self, text: Text) -> bool:
        """Tell whether the text has a word that tells a phrase: cheaper than to find that there is none."""
        return not self._tell.listed.isdisjoint(text.words)

    def can_end(self, word: str) -> bool:
        """Tell whether a phrase can end with a word in lower case."""
        VOCABULARY.hear(frozenset((word,)))
        return word in self._end.listed

    def count(self, text: Text) -> int:
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
        read = read_text(text)
        return (match for _, match in self._list.found(read)) if self._list.may_stand_in(read) else iter(())

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first place where a phrase stands."""
        return next(self.finditer(text), None)

    def most(self, text: str) -> int:
        """Return a number that the phrases found in a text do not exceed; costs much less than to find them."""
        return self._list.count(read_text(text))

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
        text = read_text(sentence)
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

    def _masked(self, text: Text) -> Text:
        """Return the text with the sign of each group in its places."""
        for phrases, sign in self._groups:
            if phrases.may_stand_in(text) and (spans := [match.span() for _, match in phrases.found(text)]):
                text = text.masked(spans, sign)
        return text


def _named(phrases: Sequence[str]) -> list[str]:
    return [name for phrase in phrases for name in re.findall(r"<(\w+)>", phrase)]

"""Phrases as a domain expert writes them in the lexicon files, and how they are found in a text.

    agree* to|on ... <halt>

`word*` is an open stem, `a|b` are alternatives, `word?` may be missing, `..` is up to five words, `...` up to twelve,
`<group>` any phrase of a group of the same file. Case is ignored. A phrase begins with a letter or a digit.

A lexicon has hundreds of phrases and a sentence holds the first word of a few: only those are tried, where that word
stands. Every gap is bounded and read in one way only: no text makes a search explode.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

_BREAK = r"[\s,;:()\[\]\"'“”‘’–—-]{1,4}+"
_FIRST_SIGN, _FILL = "\ue000", "\ue0ff"
"""Signs of Unicode's private use area stand for groups in a masked sentence, filled up to the length of the words."""

_WORD = r"[\w.%$’'\ue000-\ue0ff-]++"
_WITHIN = r"(?:[\w.%$\ue000-\ue0ff]++[’'-]){0,3}?"
"""The start of a compound before its last part: "peace-" in "peace-talks"."""
_GAPS = {sign: rf"(?:{_BREAK}{_WORD}){{0,{words}}}?{_BREAK}{_WITHIN}" for sign, words in (("..", 5), ("...", 12))}

_MOST_WORDS = 50_000
"""So many words without a phrase are remembered; a language has fewer."""

_TOKEN = re.compile(r"\w+|[\ue000-\ue0fe]")


class LexiconError(ValueError):
    """A lexicon file holds something that is no phrase; the message names it."""


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
    notation = _Notation(groups or {}, {})
    return re.compile(rf"(?<!\w){_either(phrase.expression for phrase in notation.read(phrases))}(?!\w)", re.IGNORECASE)


class _Words(NamedTuple):
    """Which words can stand in one place of a phrase: exact ones and stems; the sign of a group is an exact one."""

    exact: frozenset[str]
    stems: tuple[str, ...]

    def hold(self, word: str) -> bool:
        return word in self.exact or word.startswith(self.stems)

    def __or__(self, other: "_Words") -> "_Words":
        return _Words(self.exact | other.exact, self.stems + other.stems)


_NO_WORDS = _Words(frozenset(), ())


@dataclass(frozen=True)
class _Phrase:
    """One phrase, ready to be tried at a word with which it can begin."""

    expression: str
    begins: _Words
    needs: tuple[frozenset[str], ...]
    """Words of each of which a text must have one, besides the first: what is cheap to ask before the pattern."""

    @property
    def has_sign(self) -> bool:
        """Tell whether a group stands in it as a sign."""
        return _FILL in self.expression

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(rf"{self.expression}(?!\w)", re.IGNORECASE)

    def match(self, text: "_Text", at: int) -> re.Match[str] | None:
        for words in self.needs:
            if words.isdisjoint(text.words):
                return None
        return self.pattern.match(text.written, at)


@dataclass(frozen=True)
class _Notation:
    """Reads the notation of the lexicon files. A group stands as its sign where it has one, else written out."""

    groups: Mapping[str, Sequence[str]]
    signs: Mapping[str, frozenset[str]]

    def read(self, phrases: Sequence[str]) -> list[_Phrase]:
        """Return the phrases in order; one that is only a group without a sign gives the group's own."""
        if not phrases:
            raise LexiconError("a list of phrases is empty")
        return [part for phrase in phrases for part in self._parts(phrase)]

    def _parts(self, phrase: str) -> list[_Phrase]:
        name = phrase[1:-1]
        if _is_group(phrase) and name in self.groups and name not in self.signs:
            return self.read(self.groups[name])
        return [self._phrase(phrase)]

    def _phrase(self, phrase: str) -> _Phrase:
        expression, separator, started = "", _BREAK, False
        begins, needs = _NO_WORDS, []
        for token in phrase.split():
            if token in _GAPS:
                separator = _GAPS[token]
                continue
            optional = token.endswith("?")
            word, words = self._place(token.removesuffix("?"), phrase)
            if not started:
                expression += f"(?:{word}{_BREAK})?" if optional else word
                begins |= words
                started = not optional
            elif optional:
                expression += f"(?:{separator}{word})?"
            else:
                expression += f"{separator}{word}"
                needs += [] if words.stems else [words.exact]
            if not optional:
                separator = _BREAK
        if not started:
            raise LexiconError(f"{phrase!r} is no phrase: it has no word that must stand")
        return _Phrase(expression, begins, tuple(needs))

    def _place(self, token: str, phrase: str) -> tuple[str, _Words]:
        """Return the expression for one place of a phrase, and the words with which it can begin."""
        if not _is_group(token):
            parts = token.split("|")
            return _either(map(_stem, parts)), _first_words(parts, phrase)
        name = token[1:-1]
        if name in self.signs:
            return _either(f"{sign}{_FILL}*" for sign in sorted(self.signs[name])), _Words(self.signs[name], ())
        if name not in self.groups:
            raise LexiconError(
                f"{phrase!r} names the group <{name}>, which its file does not have: {sorted(self.groups)}"
            )
        inner = self.read(self.groups[name])
        words = _NO_WORDS
        for part in inner:
            words |= part.begins
        return _either(part.expression for part in inner), words


def _is_group(token: str) -> bool:
    return bool(re.fullmatch(r"<\w+>", token))


def _either(expressions: Iterable[str]) -> str:
    return f"(?:{'|'.join(expressions)})"


def _stem(word: str) -> str:
    return rf"{re.escape(word[:-1])}\w*" if word.endswith("*") else re.escape(word)


def _first_words(alternatives: Sequence[str], phrase: str) -> _Words:
    """Return the words as a text is cut into them: "cease-fire*" begins with "cease", "u.n." with "u"."""
    exact, stems = set(), []
    for alternative in alternatives:
        found = re.match(r"\w+", alternative.lower())
        if not found:
            raise LexiconError(f"{phrase!r} is no phrase: {alternative!r} does not begin with a letter or a digit")
        if alternative[found.end() :] == "*":
            stems.append(found.group())
        else:
            exact.add(found.group())
    return _Words(frozenset(exact), tuple(stems))


class _Text:
    """A text with its words in lower case."""

    def __init__(self, written: str) -> None:
        lowered = written.lower()
        if len(lowered) != len(written):  # "İ" becomes two characters
            lowered = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in written)
        self.written = written
        self.words = frozenset(_TOKEN.findall(lowered))
        self._lowered = lowered

    @cached_property
    def places(self) -> list[tuple[str, int]]:
        """The words in order, with where they begin."""
        return [(found.group(), found.start()) for found in _TOKEN.finditer(self._lowered)]


_read = lru_cache(maxsize=16)(_Text)
"""The lexicons are asked one after the other for the same sentence."""


class _Lists:
    """Numbered lists of phrases, looked up by the word with which a phrase begins."""

    def __init__(self, lists: Sequence[Sequence[_Phrase]]) -> None:
        self._phrases = [(number, phrase) for number, phrases in enumerate(lists) for phrase in phrases]
        self._beginning: dict[str, list[tuple[int, _Phrase]]] = {}
        self._silent: set[str] = set()
        """Words seen before with which no phrase begins: nearly all."""

    def found(self, text: str) -> Iterator[tuple[int, re.Match[str]]]:
        """Yield list number and place of every match: those of one list without overlap, the first phrase first."""
        read = _read(text)
        if not self._any_begins(read.words):
            return
        ends: dict[int, int] = {}
        for word, start in read.places:
            for number, phrase in self._beginning.get(word, ()):
                if ends.get(number, 0) <= start and (match := phrase.match(read, start)):
                    ends[number] = match.end()
                    yield number, match

    def at_start(self, text: str) -> Iterator[tuple[int, re.Match[str]]]:
        """Yield list number and match of the phrases with which the text begins, in their order."""
        read = _read(text)
        if self._any_begins(read.words) and read.places[0][1] == 0:
            for number, phrase in self._beginning.get(read.places[0][0], ()):
                if match := phrase.match(read, 0):
                    yield number, match

    def _any_begins(self, words: frozenset[str]) -> bool:
        """Tell whether a phrase begins with any of the words; look up those that no text had before."""
        heard = words - self._silent
        for word in heard - self._beginning.keys():
            beginning = [entry for entry in self._phrases if entry[1].begins.hold(word)]
            if beginning:
                self._beginning[word] = beginning
            elif len(self._silent) < _MOST_WORDS:
                self._silent.add(word)
        return bool(heard)


class Phrases:
    """A list of phrases to look for. Where several fit in one place, the first of the list is found."""

    def __init__(self, phrases: Sequence[str], groups: Mapping[str, Sequence[str]] | None = None) -> None:
        """Raises LexiconError for an unknown group, an empty list, or what is no phrase."""
        self._list = _Lists([_Notation(groups or {}, {}).read(phrases)])

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
        members = {name: _named(words) if all(map(_is_group, words)) else [name] for name, words in groups.items()}
        used = {part for phrases in lists.values() for name in _named(phrases) for part in members.get(name, ())}
        used = used if masked else set()
        signs: dict[str, frozenset[str]] = {}
        self._groups: list[tuple[_Lists, str]] = []
        for number, name in enumerate(name for name in groups if name in used):
            sign = chr(ord(_FIRST_SIGN) + number)
            self._groups.append((_Lists([_Notation(groups, signs).read(groups[name])]), sign))
            signs[name] = frozenset(sign)
        for name, parts in members.items():
            if set(parts) <= signs.keys():
                signs[name] = frozenset().union(*(signs[part] for part in parts))
        self._names = tuple(lists)
        notation = _Notation(groups, signs)
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
        for phrases, sign in self._groups:
            for _, match in list(phrases.found(sentence)):
                sentence = (
                    f"{sentence[: match.start()]}{sign.ljust(len(match.group()), _FILL)}{sentence[match.end() :]}"
                )
        return sentence


def _named(phrases: Sequence[str]) -> list[str]:
    return [name for phrase in phrases for name in re.findall(r"<(\w+)>", phrase)]

"""The notation of the lexicon files: phrases as a domain expert writes them, turned into regular expressions.

    agree* to|on ... <halt>

`word*` is an open stem, `a|b` are alternatives, `word?` may be missing, `..` is up to five words, `...` up to twelve,
`<group>` any phrase of a group of the same file. Case is ignored. A phrase begins with a letter or a digit.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

FIRST_SIGN, FILL = "\ue000", "\ue0ff"
"""Signs of Unicode's private use area stand for groups in a masked sentence, filled up to the length of the words."""

_BREAK = r"[\s,;:()\[\]\"'“”‘’–—-]{1,4}+"
_WORD = r"[\w.%$’'\ue000-\ue0ff-]++"
_WITHIN = r"(?:[\w.%$\ue000-\ue0ff]++[’'-]){0,3}?"
"""The start of a compound before its last part: "peace-" in "peace-talks"."""
_GAPS = {sign: rf"(?:{_BREAK}{_WORD}){{0,{words}}}?{_BREAK}{_WITHIN}" for sign, words in (("..", 5), ("...", 12))}
"""Bounded, and possessive so that every text is cut into words in one way only: no text makes a search explode."""


class LexiconError(ValueError):
    """A lexicon file holds something that is no phrase; the message names it."""


class Words(NamedTuple):
    """Which words can stand in one place of a phrase: exact ones and stems; the sign of a group is an exact one."""

    exact: frozenset[str]
    stems: tuple[str, ...]

    def hold(self, word: str) -> bool:
        """Tell whether a word, in lower case, is one of them."""
        return word in self.exact or word.startswith(self.stems)

    def __or__(self, other: "Words") -> "Words":
        return Words(self.exact | other.exact, self.stems + other.stems)


_EVERYWHERE = (
    "a about after an and are as at back be been before by for from had has have he his in is it its not of off on or "
    "out said says say s she that the their they this to told until was were which who will with would"
)
_COMMON = frozenset(_EVERYWHERE.split())
"""Words that most sentences have, as they have the signs of groups."""
_NO_WORDS = Words(frozenset(), ())


@dataclass(frozen=True)
class Phrase:
    """One phrase, ready to be tried at a word with which it can begin."""

    expression: str
    begins: Words
    ends: Words
    tells: Words
    """Of the words that must stand those that few texts have: without one of them the phrase need not be tried."""
    needs: tuple[frozenset[str], ...]
    """Words of each of which a text must have one as well: what is cheap to ask before the pattern."""

    @property
    def has_sign(self) -> bool:
        """Tell whether a group stands in it as a sign."""
        return FILL in self.expression

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expression, compiled when a text first holds what the phrase needs."""
        return re.compile(rf"{self.expression}(?!\w)", re.IGNORECASE)


@dataclass(frozen=True)
class Notation:
    """Reads the notation of the lexicon files. A group stands as its sign where it has one, else written out."""

    groups: Mapping[str, Sequence[str]]
    signs: Mapping[str, frozenset[str]]

    def read(self, phrases: Sequence[str]) -> list[Phrase]:
        """Return the phrases in order; one that is only a group without a sign gives the group's own."""
        if not phrases:
            raise LexiconError("a list of phrases is empty")
        return [part for phrase in phrases for part in self._parts(phrase)]

    def _parts(self, phrase: str) -> list[Phrase]:
        name = phrase[1:-1]
        if is_group(phrase) and name in self.groups and name not in self.signs:
            return self.read(self.groups[name])
        return [self._phrase(phrase)]

    def _phrase(self, phrase: str) -> Phrase:
        expression, separator, started = "", _BREAK, False
        begins = ends = _NO_WORDS
        places: list[Words] = []
        for token in phrase.split():
            if token in _GAPS:
                separator = _GAPS[token]
                continue
            optional = token.endswith("?")
            word, words, last = self._place(token.removesuffix("?"), phrase)
            ends = ends | last if optional else last
            if not started:
                expression += f"(?:{word}{_BREAK})?" if optional else word
                begins |= words
                started = not optional
            elif optional:
                expression += f"(?:{separator}{word})?"
            else:
                expression += f"{separator}{word}"
            if not optional:
                separator = _BREAK
                places.append(words)
        if not started:
            raise LexiconError(f"{phrase!r} is no phrase: it has no word that must stand")
        tells = min(places, key=_commonness)
        needs = tuple(words.exact for words in places[1:] if words is not tells and not words.stems)
        return Phrase(expression, begins, ends, tells, needs)

    def _place(self, token: str, phrase: str) -> tuple[str, Words, Words]:
        """Return the expression for one place of a phrase, and the words with which it can begin and end."""
        if not is_group(token):
            parts = token.split("|")
            return either(map(_stem, parts)), _outer_words(parts, phrase, 0), _outer_words(parts, phrase, -1)
        name = token[1:-1]
        if name in self.signs:
            signs = Words(self.signs[name], ())
            return either(f"{sign}{FILL}*" for sign in sorted(self.signs[name])), signs, signs
        if name not in self.groups:
            raise LexiconError(
                f"{phrase!r} names the group <{name}>, which its file does not have: {sorted(self.groups)}"
            )
        inner = self.read(self.groups[name])
        begins = ends = _NO_WORDS
        for part in inner:
            begins, ends = begins | part.begins, ends | part.ends
        return either(part.expression for part in inner), begins, ends


def _commonness(words: Words) -> int:
    return sum(word in _COMMON or word >= FIRST_SIGN for word in words.exact)


def is_group(token: str) -> bool:
    """Tell whether a token, or a whole phrase, is a group: "<halt>"."""
    return bool(re.fullmatch(r"<\w+>", token))


def either(expressions: Iterable[str]) -> str:
    """Return an expression for any of several."""
    return f"(?:{'|'.join(expressions)})"


def _stem(word: str) -> str:
    return rf"{re.escape(word[:-1])}\w*" if word.endswith("*") else re.escape(word)


def _outer_words(alternatives: Sequence[str], phrase: str, which: int) -> Words:
    """Return the first words (0) or the last (-1) as a text is cut into them: "cease" and "fire*" of "cease-fire*"."""
    exact, stems = set(), []
    for alternative in alternatives:
        words = re.findall(r"\w+", alternative.lower())
        if not words or not alternative.lower().startswith(words[0]):
            raise LexiconError(f"{phrase!r} is no phrase: {alternative!r} does not begin with a letter or a digit")
        word = words[which]
        if alternative.lower().endswith(f"{word}*") and (which or len(words) == 1):
            stems.append(word)
        else:
            exact.add(word)
    return Words(frozenset(exact), tuple(stems))

"""Phrases as a domain expert writes them in the lexicon files, compiled to regular expressions.

    agree* to|on ... <halt>

`word*` is an open stem, `a|b` are alternatives, `word?` may be missing, `..` is up to five words, `...` up to twelve,
`<group>` any phrase of a group of the same file. Case is ignored. Every gap is bounded: no text makes a search explode.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

_BREAK = r"[\s,;:()\[\]\"'“”‘’–—-]{1,4}"
_FIRST_SIGN = 0xE000
"""Signs of Unicode's private use area stand for groups in a masked sentence; no news text holds them."""

_WORD = r"[\w.%$’'\ue000-\ue0ff-]+"
_GAPS = {sign: rf"(?:{_BREAK}{_WORD}){{0,{words}}}?{_BREAK}" for sign, words in (("..", 5), ("...", 12))}


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
    """Return one pattern that finds any of `phrases`, the groups they name written out in full.

    Raises LexiconError for an unknown group or an empty list.
    """
    return _bounded(_written(phrases, groups or {}, {}))


@dataclass(frozen=True)
class PhraseTable:
    """Named lists of phrases over groups. Groups are looked for once a sentence, then stand in it as single signs."""

    groups: tuple[tuple[re.Pattern[str], str], ...]
    """Each group's pattern with its sign, in the order in which they are masked."""
    lists: tuple[tuple[str, re.Pattern[str] | None, re.Pattern[str] | None], ...]
    """Each list's name, its phrases without groups, and those with groups."""

    @classmethod
    def of(cls, lists: Mapping[str, Sequence[str]], groups: Mapping[str, Sequence[str]]) -> "PhraseTable":
        """Compile lists of phrases. A group made only of other groups is another name for them all."""
        members = {name: _named(words) if _is_alias(words) else [name] for name, words in groups.items()}
        used = {part for phrases in lists.values() for name in _named(phrases) for part in members.get(name, ())}
        signs: dict[str, str] = {}
        masked = []
        for number, name in enumerate(name for name in groups if name in used):
            masked.append((_bounded(_written(groups[name], groups, signs)), chr(_FIRST_SIGN + number)))
            signs[name] = f"{chr(_FIRST_SIGN + number)}+"
        signs |= {name: _either(signs[part] for part in parts) for name, parts in members.items() if set(parts) <= used}
        compiled = []
        for name, phrases in lists.items():
            plain = [phrase for phrase in phrases if not _named([phrase])]
            grouped = [phrase for phrase in phrases if _named([phrase])]
            without = _bounded(_written(plain, groups, signs)) if plain else None
            compiled.append((name, without, _bounded(_written(grouped, groups, signs)) if grouped else None))
        return cls(tuple(masked), tuple(compiled))

    def found(self, sentence: str) -> Iterator[tuple[str, list[tuple[int, int]]]]:
        """Yield the name of every list of which a phrase stands in the sentence, with the places."""
        masked = sentence
        for pattern, sign in self.groups:
            masked = _mask(pattern, sign, masked)
        for name, plain, grouped in self.lists:
            spans = [match.span() for match in plain.finditer(sentence)] if plain else []
            spans += [match.span() for match in grouped.finditer(masked)] if grouped else []
            if spans:
                yield name, spans


def _mask(pattern: re.Pattern[str], sign: str, text: str) -> str:
    return pattern.sub(lambda match: sign * len(match.group()), text)


def _named(phrases: Sequence[str]) -> list[str]:
    return [name for phrase in phrases for name in re.findall(r"<(\w+)>", phrase)]


def _is_alias(phrases: Sequence[str]) -> bool:
    return all(re.fullmatch(r"<\w+>", phrase) for phrase in phrases)


def _bounded(expression: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){expression}(?!\w)", re.IGNORECASE)


def _written(phrases: Sequence[str], groups: Mapping[str, Sequence[str]], signs: Mapping[str, str]) -> str:
    """Return an expression for any of `phrases`; a group stands as its sign where it has one, else written out."""
    if not phrases:
        raise LexiconError("a list of phrases is empty")
    named = {name for name in _named(phrases) if name in groups}
    inner = {name: signs.get(name) or _written(groups[name], groups, signs) for name in named}
    return _either(_expression(phrase, inner) for phrase in phrases)


def _either(expressions: Iterable[str]) -> str:
    return f"(?:{'|'.join(expressions)})"


def _expression(phrase: str, groups: Mapping[str, str]) -> str:
    expression, separator, started = "", _BREAK, False
    for token in phrase.split():
        if token in _GAPS:
            separator = _GAPS[token]
            continue
        optional = token.endswith("?")
        word = _word(token.removesuffix("?"), phrase, groups)
        if not started:
            expression += f"(?:{word}{_BREAK})?" if optional else word
            started = not optional
        else:
            expression += f"(?:{separator}{word})?" if optional else f"{separator}{word}"
        if not optional:
            separator = _BREAK
    if not started:
        raise LexiconError(f"{phrase!r} is no phrase: it has no word that must stand")
    return expression


def _word(token: str, phrase: str, groups: Mapping[str, str]) -> str:
    if token.startswith("<") and token.endswith(">"):
        name = token[1:-1]
        if name not in groups:
            raise LexiconError(f"{phrase!r} names the group <{name}>, which its file does not have: {sorted(groups)}")
        return groups[name]
    return f"(?:{'|'.join(_stem(part) for part in token.split('|'))})"


def _stem(word: str) -> str:
    return rf"{re.escape(word[:-1])}\w*" if word.endswith("*") else re.escape(word)

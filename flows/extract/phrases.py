"""Phrases as a domain expert writes them in the lexicon files, compiled to regular expressions.

    agree* to|on ... <halt>

`word*` is an open stem, `a|b` are alternatives, `word?` may be missing, `...` stands for up to six words, `<group>` for
any phrase of a group of the same file. Case is ignored. Every gap is bounded, so that no text makes a search explode.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

_BREAK = r"[\s,;:()\[\]\"'“”‘’–—-]{1,4}"
_GAP = rf"(?:{_BREAK}[\w.%$’'-]+){{0,6}}?{_BREAK}"


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
    """Return one pattern that finds any of `phrases`, the groups they name taken from `groups`.

    Raises LexiconError for an unknown group or an empty list.
    """
    return _compiled(tuple(phrases), tuple((name, tuple(words)) for name, words in (groups or {}).items()))


@cache
def _compiled(phrases: tuple[str, ...], groups: tuple[tuple[str, tuple[str, ...]], ...]) -> re.Pattern[str]:
    if not phrases:
        raise LexiconError("a list of phrases is empty")
    known = dict(groups)
    return re.compile(rf"(?<!\w)(?:{'|'.join(_expression(phrase, known) for phrase in phrases)})(?!\w)", re.IGNORECASE)


def _expression(phrase: str, groups: Mapping[str, Sequence[str]]) -> str:
    expression, separator, started = "", _BREAK, False
    for token in phrase.split():
        if token == "...":
            separator = _GAP
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


def _word(token: str, phrase: str, groups: Mapping[str, Sequence[str]]) -> str:
    if token.startswith("<") and token.endswith(">"):
        name = token[1:-1]
        if name not in groups:
            raise LexiconError(f"{phrase!r} names the group <{name}>, which its file does not have: {sorted(groups)}")
        return f"(?:{'|'.join(_expression(member, groups) for member in groups[name])})"
    return f"(?:{'|'.join(_stem(part) for part in token.split('|'))})"


def _stem(word: str) -> str:
    return rf"{re.escape(word[:-1])}\w*" if word.endswith("*") else re.escape(word)

"""Triage by a word list a language: `en.toml` beside this file. Made to miss nothing and to spare most of the rest.

Events happen in the world of states and armed groups, and an article with events names several things of that world.
News of sport, business or culture names one or two, even where it has the words of an event ("transfer talks").
"""

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from flows.extract.actors import Cast
from flows.extract.phrases import phrase_pattern, read_lexicon
from schemas import Document

NAMED = 2
"""So many different words of the world make a strong word count; or a weak one, where all stand in its sentence."""

NAMED_WEAK = 3
"""So many in the whole article, one of them in its sentence, make a weak word count."""

NAMED_RICHLY = 6
"""So many make a weak word count wherever it stands."""

BRIEF = 400
"""A text of fewer characters, such as a feed's summary, has no room to name many: there, one word of the world does,
and the names of two states."""

_PACKAGE = "flows.extract.triage"


def worth_reading(document: Document) -> bool:
    """Tell whether the document may hold an event, by title and text; True for a language without a word list."""
    words = _words(document.language)
    if words is None:
        return True
    text = document.text
    sentences = [document.title or "", *(text[place.start : place.end] for place in document.sentences)]
    if len(text) < BRIEF and _is_brief_news(words, sentences):
        return True
    named = [{match.group().casefold() for match in words.world.finditer(sentence)} for sentence in sentences]
    in_all = len(set().union(*named))
    needed = 1 if len(text) < BRIEF else NAMED
    if in_all < needed:
        return False
    if any(words.strong.search(sentence) for sentence in sentences):
        return True
    return any(
        (in_all >= NAMED_RICHLY or len(here) >= (1 if in_all >= NAMED_WEAK else needed)) and words.weak.search(sentence)
        for sentence, here in zip(sentences, named, strict=True)
    )


def _is_brief_news(words: "_Words", sentences: list[str]) -> bool:
    """Tell whether a brief text names two states or words of the world, and has a strong word, or a weak one beside."""
    named = [
        {match.group().casefold() for match in words.world.finditer(sentence)} | _states(sentence)
        for sentence in sentences
    ]
    if len(set().union(*named)) >= NAMED and any(words.strong.search(sentence) for sentence in sentences):
        return True
    return any(
        len(here) >= NAMED and words.weak.search(sentence) for sentence, here in zip(sentences, named, strict=True)
    )


def _states(sentence: str) -> set[str]:
    """Return the ISO 3166-1 codes of the states and peoples that a sentence names."""
    mentions = Cast.read(sentence).mentions
    return {mention.iso3 for mention in mentions if mention.iso3 and not mention.inferred}


class _Words(NamedTuple):
    world: re.Pattern[str]
    strong: re.Pattern[str]
    weak: re.Pattern[str]


@cache
def _words(language: str) -> _Words | None:
    if not files(_PACKAGE).joinpath(f"{language}.toml").is_file():
        return None
    lexicon = read_lexicon(_PACKAGE, language)
    return _Words(*(phrase_pattern(lexicon[part]["words"], lexicon["groups"]) for part in _Words._fields))

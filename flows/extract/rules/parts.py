"""Parts: what each actor named in a sentence does there, told from the words around its name."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple, cast

from flows.extract.actors import ActorMention
from flows.extract.phrases import PhraseTable, read_lexicon

Part = Literal["taker", "mediator", "host", "guarantor", "commentator", "speaker", "target", "topic"]

_JOINT = re.compile(
    r"[\s,]*(?:and|or|as well as|along with|&|/|-|–)?[\s,]*(?:the|its|his|their|both)?\s*", re.IGNORECASE
)
_LONGEST_JOINT = 40
_LEFT, _RIGHT = 80, 60


class Player(NamedTuple):
    """An actor with the part it plays in one sentence."""

    actor: ActorMention
    part: Part
    start: int
    end: int
    """Where the name stands in the sentence."""
    group: int = -1
    """Which of the sentence's groups of joined actors this one belongs to."""


def cast_parts(sentence: str, start: int, actors: Sequence[ActorMention]) -> tuple[Player, ...]:
    """Return the actors of a sentence with their parts; names in place readings are left out.

    `start` is the offset of the sentence in the text, from which the offsets of `actors` count.
    """
    found: list[Player] = []
    for number, group in enumerate(_groups(sentence, start, [actor for actor in actors if not actor.place])):
        part = _part(sentence, group[0].start - start, group[-1].end - start)
        found += [Player(actor, part, actor.start - start, actor.end - start, number) for actor in group]
    return tuple(found)


def _groups(sentence: str, start: int, actors: Sequence[ActorMention]) -> list[list[ActorMention]]:
    """Return the actors in groups of those that are joined by commas, "and" or a dash."""
    groups: list[list[ActorMention]] = []
    for actor in actors:
        if groups and _are_joined(sentence, groups[-1], actor, start):
            groups[-1].append(actor)
        else:
            groups.append([actor])
    return groups


def _are_joined(sentence: str, group: Sequence[ActorMention], actor: ActorMention, offset: int) -> bool:
    """Tell whether nothing but "and", a comma or the like stands between a group's end and the next name.

    "According to Norway, Israel and Hamas met": the comma ends what was said of the first.
    """
    end, start = group[-1].end - offset, actor.start - offset
    if start - end > _LONGEST_JOINT or not _JOINT.fullmatch(sentence, end, max(start, end)):
        return False
    before = sentence[max(0, group[0].start - offset - _LEFT) : group[0].start - offset]
    return not (sentence[end : end + 1] == "," and "and" not in sentence[end:start] and _OPENING.search(before))


_OPENING = re.compile(r"\b(?:according to|unlike|besides|apart from|in|like)\s+(?:the\s+)?$", re.IGNORECASE)


_MEDIATING = re.compile(r"\b(?:mediators?|mediation|go-betweens?|intermediar\w+|facilitators?)\b", re.IGNORECASE)


def _part(text: str, start: int, end: int) -> Part:
    if _MEDIATING.search(text[start:end]):
        return "mediator"
    if text[end : end + 1] == "," and _OBJECT.search(_before(text, start)):
        return "taker"
    return cast(Part, part_by_words("parts", text, start, end) or "taker")


def part_by_words(lexicon: str, text: str, start: int, end: int) -> str | None:
    """Return the part that a lexicon gives an actor named at `start` to `end`, by the words before it, else after it.

    The lexicon has tables of phrases under [before] and [after], each named after a part.
    """
    before = _before(text, start)
    table = _table(lexicon, "before")
    for name, places in table.found(before) if table.can_end(before) else ():
        if any(not before[last:].strip(_MARKS) for _, last in places):
            return name
    after = text[end : end + _RIGHT].lstrip(" ,-–’'")
    return _table(lexicon, "after").beginning(after)


def _before(text: str, start: int) -> str:
    """Return the words before a name, but for an article right before it."""
    before = text[max(0, start - _LEFT) : start].rstrip()
    last = _WORD.match(before[::-1])
    return before[: -last.end()].rstrip() if last and last.group()[::-1].lower() in _ARTICLES else before


_OBJECT = re.compile(r"\b(?:meeting|with|visiting|hosting|seeing|receiving|joining)$", re.IGNORECASE)
"""In "Rubio, after meeting Ukrainian leaders, said" it is not the leaders who say it."""
_WORD = re.compile(r"\w+")
_ARTICLES = frozenset({"the", "a", "an", "its", "their", "his", "both"})
_MARKS = " ,'\"“”‘’"


@cache
def _table(name: str, side: str) -> PhraseTable:
    lexicon = read_lexicon("flows.extract.rules.lexicon", name)
    return PhraseTable(lexicon[side], lexicon["groups"], masked=False)

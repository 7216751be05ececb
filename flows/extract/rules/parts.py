"""Parts: what each actor named in a sentence does there, told from the words around its name."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from flows.extract.actors import ActorMention
from flows.extract.phrases import phrase_pattern, read_lexicon
from flows.extract.rules.line import Line

Part = Literal["taker", "mediator", "host", "guarantor", "commentator", "speaker", "target", "topic"]

_JOINT = re.compile(
    r"[\s,]*(?:and|or|as well as|along with|&|/|-|–)?[\s,]*(?:the|its|his|their|both)?\s*", re.IGNORECASE
)
_LEFT, _RIGHT = 80, 60


@dataclass(frozen=True)
class Player:
    """An actor with the part it plays in one sentence."""

    actor: ActorMention
    part: Part
    start: int
    end: int
    """Where the name stands in the sentence."""
    group: int = -1
    """Which of the sentence's groups of joined actors this one belongs to."""


def players(line: Line) -> tuple[Player, ...]:
    """Return the actors of a sentence with their parts; names in place readings are left out."""
    found: list[Player] = []
    for number, group in enumerate(_groups(line)):
        part = _part(line.text, line.place(group[0])[0], line.place(group[-1])[1])
        found += [Player(actor, part, *line.place(actor), number) for actor in group]
    return tuple(found)


def _groups(line: Line) -> list[list[ActorMention]]:
    """Return the actors in groups of those that are joined by commas, "and" or a dash."""
    groups: list[list[ActorMention]] = []
    for actor in line.actors:
        if actor.place:
            continue
        start = line.place(actor)[0]
        if groups and _JOINT.fullmatch(
            line.text, line.place(groups[-1][-1])[1], max(start, line.place(groups[-1][-1])[1])
        ):
            groups[-1].append(actor)
        else:
            groups.append([actor])
    return groups


_MEDIATING = re.compile(r"\b(?:mediators?|mediation|go-betweens?|intermediar\w+|facilitators?)\b", re.IGNORECASE)


def _part(text: str, start: int, end: int) -> Part:
    if _MEDIATING.search(text[start:end]):
        return "mediator"
    before, after = text[max(0, start - _LEFT) : start], text[end : end + _RIGHT]
    for part, pattern in _patterns("before"):
        if _ends_with(pattern, before):
            return part
    for part, pattern in _patterns("after"):
        if pattern.match(after.lstrip(" ,-–’'")):
            return part
    return "taker"


def _ends_with(pattern: re.Pattern[str], before: str) -> bool:
    return any(not before[match.end() :].strip(" ,'\"“”‘’") for match in pattern.finditer(_without_article(before)))


def _without_article(before: str) -> str:
    return re.sub(r"\b(?:the|a|an|its|their|his|both)\s*$", "", before, flags=re.IGNORECASE).rstrip()


@cache
def _patterns(side: str) -> tuple[tuple[Part, re.Pattern[str]], ...]:
    lexicon: dict[str, Any] = read_lexicon("flows.extract.rules.lexicon", "parts")
    return tuple((part, phrase_pattern(phrases, lexicon["groups"])) for part, phrases in lexicon[side].items())

"""Issuers and addressees: in a sentence that tells of a time limit, who sets it and whom it binds."""

import re
from collections import Counter
from itertools import groupby

from flows.extract.actors import ActorMention
from flows.extract.rules.line import Line
from flows.extract.rules.parts import Player, part_by_words
from flows.extract.rules.scene import Scene, distinct

Sides = tuple[list[ActorMention], list[ActorMention]]
"""Issuers, then addressees."""

_TAKING = frozenset({"taker", "speaker", "commentator"})
_THEMSELVES = re.compile(r"\b(?:themselves|itself|each other)\b", re.IGNORECASE)
_SETS = re.compile(r"^\W+(?:have |has |had )?(?:set|gave|given|issued|imposed|fixed|announced)\b", re.IGNORECASE)
_COLLECTIVE_SUBJECT = re.compile(
    r"\b((?:the|both|all)(?: two| three)? (?:sides|parties|countries|factions|governments|powers)|they)\s+"
    r"(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_COLLECTIVE_OBJECT = re.compile(
    r"\b(?:gave|given?|gives|giving|grant\w*|told|order\w*|for)\s+"
    r"((?:the|both|all)(?: two)? (?:sides|parties|countries|factions))\b",
    re.IGNORECASE,
)


def sides(line: Line, scene: Scene, at: int, *, is_open: bool) -> Sides:
    """Return issuers and addressees of the limit at a position of the sentence; [] where nothing tells them.

    The words beside a name decide (lexicon `deadline_parts`); of the names that they leave open the first group issues
    the limit, the others are bound by it. Who only speaks issues a limit that is open, not one long missed.
    """
    everyone = [player for player in line.players if player.part in _TAKING]
    if found := _COLLECTIVE_SUBJECT.search(line.text[:at]) or _COLLECTIVE_OBJECT.search(line.text):
        return _collective(line, everyone, found, at)
    if _THEMSELVES.search(line.text):
        both = distinct(player.actor for player in everyone if player.part == "taker")
        return both, both
    issuers, addressees, speakers, others = _told(line)
    if not issuers and speakers and is_open:
        issuers = speakers
    elif not issuers and others and not (addressees and not is_open):
        issuers = others.pop(0)
    addressees = addressees or [actor for actors in others for actor in actors]
    addressees = addressees or [player.actor for player in scene.takers(line, "deadline")]
    known = {actor.key for actor in issuers}
    return distinct(issuers), [actor for actor in distinct(addressees) if actor.key not in known]


def _told(line: Line) -> tuple[list[ActorMention], list[ActorMention], list[ActorMention], list[list[ActorMention]]]:
    """Return issuers, addressees, speakers, and group by group the takers of whom no word tells."""
    told: dict[str, list[ActorMention]] = {"issuer": [], "addressee": [], "speaker": []}
    others: list[list[ActorMention]] = []
    for _, group in groupby(line.players, key=lambda player: player.group):
        players = list(group)
        actors = [player.actor for player in players]
        part = part_by_words("deadline_parts", line.text, players[0].start, players[-1].end)
        if part in told:
            told[part] += actors
        elif part is None and players[0].part in _TAKING:
            others.append(actors)
    return told["issuer"], told["addressee"], told["speaker"], others


def _collective(line: Line, everyone: list[Player], found: re.Match[str], at: int) -> Sides:
    """Return the sides where "both sides" or "they" set the limit or are bound by it."""
    issuers = _first_group([player for player in everyone if player.start < found.start()])
    named = line.article.cast.collective(found.group(1), line.start)
    if _SETS.search(line.text[found.end(1) : at + 40]) and not issuers:
        issuers, named = named, [player.actor for player in everyone]
    known = {actor.key for actor in issuers}
    return issuers, [actor for actor in distinct(named or _most_named(line, known)) if actor.key not in known]


def _most_named(line: Line, without: set[str]) -> list[ActorMention]:
    """Return the two states or groups that the article names most, other than those in `without`."""
    named = [mention for mention in line.article.cast.mentions if not mention.place and mention.key not in without]
    counts = Counter(mention.key for mention in named if mention.kind in {"state", "armed_group"})
    most = [key for key, _ in counts.most_common(2)]
    return distinct(mention for mention in named if mention.key in most)


def _first_group(named: list[Player]) -> list[ActorMention]:
    """Return the actors that are named first, together: "Britain, France and Germany"."""
    return distinct(player.actor for player in named if player.group == named[0].group)

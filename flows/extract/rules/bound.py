"""Who is bound by a halt or is offered it, in the sentence that tells of it, and who brought it about."""

import re
from functools import cache

from flows.extract.actors import ActorMention
from flows.extract.judgement import status
from flows.extract.phrases import Phrases, read_lexicon
from flows.extract.rules.line import Line
from flows.extract.rules.scene import Scene, distinct, is_definite, of_part, states_and_groups

_ITS_OWN = re.compile(
    r"\W+(?:\w+\W+){0,2}(?:(?:said|says|announced|confirmed|declared)\W+(?:\w+\W+){0,4}(?:it|they|he|she)\b|"
    r"(?:announc|declar)(?:ed|es|ing)\W+(?:an?|the|its|their)\b)",
    re.IGNORECASE,
)
_TRADE = re.compile(r"\b(?:tariffs?|exports?|imports?|duties|levies)\b", re.IGNORECASE)
_LEAD = 1
"""Sentences that may tell of a halt before its sides are named, in one of the next `_SOON`."""
_SOON = 3
_TAKES_IT_UP = re.compile(
    r"\b(?:each other|one another|both|it|(?:the|that|this|its) (?:\w+ )?"
    r"(?:truce|cease-?fire|halt|pause|deal|agreement|sides))\b",
    re.IGNORECASE,
)
"""So the next sentence goes on about the halt; without it its two names may be anybody."""
_AND = re.compile(r"(?:,| and| and the|, and)\s*", re.IGNORECASE)
_SCENE_OF_FIGHTING = re.compile(
    r"\b(?:fighting|hostilities|conflict|war|violence|clashes)\s+(?:in|between|inside)\s+(?:the\s+)?$", re.IGNORECASE
)


def bound_by(line: Line, scene: Scene, state: str, trigger: re.Match[str]) -> list[ActorMention]:
    """Return who is bound by the halt that stands at `trigger`, or is offered it; [] where nothing tells."""
    return _parties(line, scene, state, trigger) or _named_soon(line, trigger)


def mediating_bodies(line: Line) -> list[ActorMention]:
    """Return envoys of international bodies: near a halt they are its mediators."""
    return [
        player.actor
        for player in line.players
        if player.part in {"taker", "speaker"} and player.actor.kind == "international_body" and player.actor.person
    ]


@cache
def nouns() -> Phrases:
    """Return the nouns that are a halt by themselves, such as "truce"."""
    lexicon = read_lexicon(status.LEXICON, "moratorium")
    return Phrases(["<noun>"], lexicon["groups"])


def _parties(line: Line, scene: Scene, state: str, trigger: re.Match[str]) -> list[ActorMention]:
    """Return who is bound: takers, for a breach its accuser too, else those between whom the fighting is."""
    takers = [player.actor for player in scene.takers(line, "moratorium")]
    named = distinct([*_announcers(line), *takers])
    parties = states_and_groups(named) or _bodies_that_halt(line, trigger, named)
    if not parties or state == "violated":
        parties = distinct([*parties, *states_and_groups(of_part(line, "speaker"))])
    return parties or _fighting_in(line)


def _bodies_that_halt(line: Line, trigger: re.Match[str], named: list[ActorMention]) -> list[ActorMention]:
    """Return the bodies that halt what they do themselves: "NATO suspended its air strikes", the EU's tariffs."""
    if nouns().fit(trigger.group()) and not _TRADE.search(trigger.group()):
        return []
    return [actor for actor in named if not actor.person and line.place(actor)[1] <= trigger.start()]


def _named_soon(line: Line, trigger: re.Match[str]) -> list[ActorMention]:
    """Return the two sides of a halt with which an article opens, where it names them only in the next sentences."""
    if line.number > _LEAD or not nouns().fit(trigger.group()) or is_definite(line, trigger.start()):
        return []
    places = line.article.document.sentences[line.number : line.number + _SOON]
    text = line.article.document.text
    places = [place for place in places if _TAKES_IT_UP.search(text, place.start, place.end)]
    named = (line.article.cast.collective("the two sides", place.end) for place in places)
    return next((states_and_groups(sides) for sides in named if sides), [])


def _announcers(line: Line) -> list[ActorMention]:
    """Return who announces a halt as its own: "Germany said it would stop exports"."""
    speakers = [player for player in line.players if player.part == "speaker"]
    announcing = {player.group for player in speakers if _ITS_OWN.match(line.text, player.end)}
    return [player.actor for player in speakers if player.group in announcing]


def _fighting_in(line: Line) -> list[ActorMention]:
    """Return the places between whose people the fighting is: "clashes in Mali and Niger"."""
    places: list[ActorMention] = []
    for actor in line.actors:
        start = line.place(actor)[0]
        joined = places and _AND.fullmatch(line.text[line.place(places[-1])[1] : start])
        if actor.place and (joined or _SCENE_OF_FIGHTING.search(line.text[:start])):
            places.append(actor)
    return places

"""Sentences that tell of a halt."""

import re
from functools import cache

from flows.extract import dates
from flows.extract.actors import ActorMention
from flows.extract.judgement import assertion, status
from flows.extract.phrases import Phrases, read_lexicon
from flows.extract.rules.drafting import (
    fill,
    is_duration,
    is_extension,
    names_time,
    place,
    time_near,
    triggers,
)
from flows.extract.rules.line import Line
from flows.extract.rules.scene import Scene, Told, distinct, is_definite, of_part, states_and_groups
from schemas.draft import Draft

_END = re.compile(r"^(?:until|till|through|by|expires?|to expire|ends?)\b", re.IGNORECASE)
_START = re.compile(r"^(?:from|as of|starting|effective|since|beginning)\b", re.IGNORECASE)
_ENDING = re.compile(
    r"\b(?:expir\w+|ends?|ended|lapse\w*|runs? out|ran out|until|till|through)\W+(?:\w+\W+){0,3}$", re.I
)
_STARTING = re.compile(
    r"\b(?:effect|effective|force|begins?|began|begun|starts?|starting|started|from|as of|since|beginning)\W+"
    r"(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)
_AGREED_ON_DAY = re.compile(
    r"\b(?:agreed|signed|declared|announced|reached|accepted)\W+(?:\w+\W+){0,6}on\W+$", re.IGNORECASE
)
_DECLARING = re.compile(
    r"\b(?:announc\w+|declar\w+|agree\w*|sign\w*|said|accept\w*|order\w*|reach\w*)\W+(?:\w+\W+){0,3}$", re.IGNORECASE
)
_ANOTHER = re.compile(
    r"\b(?:another|new|further|permanent|lasting|wider|broader|full|longer|sustainable|general)\b", re.IGNORECASE
)
_ELAPSED = re.compile(
    r"\bit ha[sd] (?:already |now )?been (?:about |nearly |almost |more than )?\w+ (?:days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)
_DATED = {
    **dict.fromkeys(("agreed", "in_force", "suspended", "unknown"), "effective"),
    "extended": "declared",
    **dict.fromkeys(("expired", "terminated", "collapsed"), "scheduled_end"),
}
"""What a time beside a halt in some state means; one that is proposed, refused or broken "on Sunday" began before."""
_AND = re.compile(r"(?:,| and| and the|, and)\s*", re.IGNORECASE)
_SCENE_OF_FIGHTING = re.compile(
    r"\b(?:fighting|hostilities|conflict|war|violence|clashes)\s+(?:in|between|inside)\s+(?:the\s+)?$", re.IGNORECASE
)


def read(line: Line, scene: Scene) -> Told | None:
    """Return the halt that a sentence tells, or None; "the truce" adds to the halt told last instead.

    A halt needs a party that is bound by it or has been offered it. The UN and its like can mediate, not be bound.
    """
    for trigger in triggers(line, _halt(), "moratorium"):
        states = status.stated("moratorium", line.text, trigger.span())
        state = states[0] if states else "unknown"
        parties = _parties(line, scene, state)
        if len(parties) < 2 and is_definite(line, trigger.start()):
            parties = distinct([*parties, *scene.headline()])
        earlier = scene.last("moratorium")
        if earlier and is_definite(line, trigger.start()):
            _add(earlier, line)
            return None
        demanded = state == "proposed" and scene.tells(line, "deadline")
        if not parties or state == "unknown" or demanded:
            continue
        if earlier and state == "proposed" and not _ANOTHER.search(line.text):
            earlier.support(line)
            return None
        return Told(_draft(line, trigger, parties, state), parties, f"moratorium:{trigger.group().lower()}")
    return None


def _parties(line: Line, scene: Scene, state: str) -> list[ActorMention]:
    """Return who is bound: takers, for a breach its accuser too, else those between whom the fighting is."""
    parties = states_and_groups(distinct(player.actor for player in scene.takers(line, "moratorium")))
    if not parties or state == "violated":
        parties = distinct([*parties, *states_and_groups(of_part(line, "speaker"))])
    return parties or _fighting_in(line)


def _fighting_in(line: Line) -> list[ActorMention]:
    """Return the places between whose people the fighting is: "hostilities in Israel and Gaza"."""
    places: list[ActorMention] = []
    for actor in line.actors:
        start = line.place(actor)[0]
        joined = places and _AND.fullmatch(line.text[line.place(places[-1])[1] : start])
        if actor.place and (joined or _SCENE_OF_FIGHTING.search(line.text[:start])):
            places.append(actor)
    return places


def _add(earlier: Told, line: Line) -> None:
    earlier.support(line)
    for name, words in _times(line).items():
        earlier.fill(name, words)


def _draft(line: Line, trigger: re.Match[str], parties: list[ActorMention], state: str) -> Draft:
    mediators = [*of_part(line, "mediator"), *_bodies(line)]
    times = _times(line)
    nearest = time_near(line, trigger.end())
    if nearest and (dated := _DATED.get(state)) and nearest.words not in times.values():
        times.setdefault(dated, nearest.words)
    if not times and state == "in_force" and (begun := dates.find_begun(line.text)):
        times["effective"] = begun
    return fill(
        "moratorium",
        line,
        [
            *(("party", actor) for actor in parties),
            *(("mediator", actor) for actor in mediators),
            *(("guarantor", actor) for actor in of_part(line, "guarantor")),
        ],
        status=state,
        assertion=assertion.stated(line.text, state) or "reported",
        location=place(line, trigger.start()),
        activity=trigger.group(),
        **times,
        duration=_length(line),
        compliance=[],
    )


def _length(line: Line) -> str | None:
    """Return the words for how long the halt is to last: "72-hour", "by two weeks"."""
    return next((words.words for words in line.times if is_duration(words.words) or is_extension(line, words)), None)


def _times(line: Line) -> dict[str, str]:
    """Return start, end and declaration of a halt, told apart by the words in front of each time."""
    times: dict[str, str] = {}
    for words in line.times:
        before = line.text[: words.start]
        if not names_time(line, words.words) or is_extension(line, words):
            continue
        if _END.match(words.words) or _ENDING.search(before):
            times.setdefault("scheduled_end", words.words)
        elif _STARTING.search(before) or _START.match(words.words):
            times.setdefault("effective", words.words)
        elif _DECLARING.search(before) or _AGREED_ON_DAY.search(before):
            times.setdefault("declared", words.words)
    if elapsed := _ELAPSED.search(line.text):
        times.setdefault("effective", elapsed.group())
    return times


def _bodies(line: Line) -> list[ActorMention]:
    """Return envoys of international bodies: near a halt they are its mediators."""
    return [
        player.actor
        for player in line.players
        if player.part in {"taker", "speaker"} and player.actor.kind == "international_body" and player.actor.person
    ]


@cache
def _halt() -> Phrases:
    lexicon = read_lexicon(status.LEXICON, "moratorium")
    return Phrases(["<halt>"], lexicon["groups"])

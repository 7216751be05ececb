"""Sentences that tell of talks."""

import re
from datetime import timedelta

from flows.extract import dates
from flows.extract.actors import ActorMention
from flows.extract.dates import TimeWords
from flows.extract.judgement import assertion, status
from flows.extract.rules.drafting import fill, phrases, place, time_near, triggers
from flows.extract.rules.line import Line
from flows.extract.rules.parts import Player
from flows.extract.rules.scene import Scene, Told, distinct, is_definite, of_part, states_and_groups
from schemas.draft import Draft

_BETWEEN = re.compile(r"\b(?:between|among|amongst|involving)\s+(?:the\s+|both\s+)?$", re.IGNORECASE)
_BETWEEN_NEXT = re.compile(r"\W+(?:\w+\W+){0,2}(?:between|with|involving)\b", re.IGNORECASE)
_IN_OFFICE = re.compile(
    r"\b(?:envoy|mediator|representative|negotiator|general|commander|chief|president|minister|leader|ambassador|emissary)\b",
    re.IGNORECASE,
)
_OF_A_BODY = re.compile(r"(?:summit|meeting|conference|session|negotiation|talks)", re.IGNORECASE)
_OF = re.compile(r"\s+of\s+(?:the\s+)?")
_SUBJECT_ENDS = re.compile(r"\s+(?:(?:will|would|had|have|both|also|again|later|then|are|were|to)\s+){0,3}")
_MET = re.compile(r"(?:met|meets?|meeting)", re.IGNORECASE)
_MET_OTHERWISE = re.compile(
    r"\W*(?:with|on|in|at|for|to|again|face|briefly|privately|separately|late|early|earlier|here|there|today|yesterday|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|behind|over|amid|between|of|president|prime|foreign)\b|[.,]|\W*$",
    re.IGNORECASE,
)
_STANDS_APART = frozenset({"rejected", "cancelled", "broken_off", "suspended"})
_NEWS = _STANDS_APART | {"scheduled", "ongoing"}
"""States that make news of talks told before; others only mention them again."""
_HOPED_FOR = frozenset({"proposed", "unknown"})
"""In a sentence that tells of a time limit these are what is demanded."""
_NEAR = 40
"""Characters between the talks and a time that is surely theirs."""
_LONG_AGO = timedelta(days=60)
_BEFORE_ITS_DAY = re.compile(r"(?:before|after|ahead of|following)\s+(\w+['’]s)$", re.IGNORECASE)
_EARLIER = re.compile(r"\bearlier\b(?= (?:in|on|at|that|with|to|from)\b|[,.])", re.IGNORECASE)


def read(line: Line, scene: Scene) -> Told | None:
    """Return the talks that a sentence tells, or None; "the talks" add to those told last instead.

    Talks need two participants; who only comments, hosts or mediates is none. Rounds of long ago are background.
    """
    for trigger in triggers(line, phrases("talks", "strong", "weak", "joint"), "talks"):
        if phrases("talks", "joint").fit(trigger.group()) and not _are_joined_before(line, trigger):
            continue
        earlier = scene.last("talks") if _takes_up(line, trigger) else None
        named = earlier.actors if earlier else _participants(line, scene, trigger)
        if len(named) < 2 or not _are_sides(line, named) or _met_something(line, trigger):
            continue
        states = status.stated("talks", line.text, trigger.span())
        state = states[0] if states else "unknown"
        if scene.tells(line, "deadline") and state in _HOPED_FOR:
            continue
        time = time_near(line, trigger.start())
        if earlier and (state not in _NEWS or not (time or state in _STANDS_APART)):
            earlier.support(line)
            return None
        if state == "unknown" and not (time and _beside(trigger, time)):
            continue
        if time and _is_background(line, trigger, time):
            return None
        return Told(_draft(line, trigger, named, state, time), named, f"talks:{trigger.group().lower()}")
    return None


def _are_joined_before(line: Line, trigger: re.Match[str]) -> bool:
    """Tell whether the words have two or more joined actors for their subject: "France and Mali spoke"."""
    for player in line.players:
        if _SUBJECT_ENDS.fullmatch(line.text, player.end, max(player.end, trigger.start())):
            joined = {other.actor.key for other in line.players if other.group == player.group}
            return len(joined) >= 2
    return False


def _is_background(line: Line, trigger: re.Match[str], time: TimeWords) -> bool:
    """Tell whether the time right beside the talks lies long back: what the text recalls is not its news."""
    published = line.article.document.published_date
    if not published or not _beside(trigger, time):
        return False
    readings = [dates.resolve(time.words, published, direction) for direction in ("past", "future", "none")]
    latest = [when.latest for when in readings if when and when.latest]
    return bool(latest) and published - max(latest) > _LONG_AGO


def _are_sides(line: Line, named: list[ActorMention]) -> bool:
    """Tell whether two or more are states, groups or people in office: of others nothing tells whom they act for."""
    return sum(actor.kind != "person" or _is_in_office(line, actor) for actor in named) >= 2


def _is_in_office(line: Line, person: ActorMention) -> bool:
    """Tell whether the article gives a person an office, here or elsewhere."""
    surname = person.name.split()[-1]
    return any(
        mention.person and mention.name.endswith(surname) and bool(_IN_OFFICE.search(mention.name))
        for mention in (person, *line.article.cast.mentions)
    )


def _met_something(line: Line, trigger: re.Match[str]) -> bool:
    """Tell whether "met" has a thing for its object, such as demands: neither "with" nor an actor stands near."""
    if not _MET.fullmatch(trigger.group()):
        return False
    near = line.text[trigger.end() : trigger.end() + _NEAR]
    actors = [line.place(actor) for actor in line.actors if not actor.place]
    if any(trigger.end() <= start < trigger.end() + _NEAR for start, _ in actors):
        return False
    return not _MET_OTHERWISE.match(near)


def _beside(trigger: re.Match[str], time: TimeWords) -> bool:
    return time.start - trigger.end() < _NEAR and trigger.start() - time.end < _NEAR


def _takes_up(line: Line, trigger: re.Match[str]) -> bool:
    """Tell whether the words mean talks told before: "the talks", but not "the talks between ..."."""
    strong = phrases("talks", "strong").fit(trigger.group())
    return strong and is_definite(line, trigger.start()) and not _BETWEEN_NEXT.match(line.text, trigger.end())


def _participants(line: Line, scene: Scene, trigger: re.Match[str]) -> list[ActorMention]:
    """Return who takes part in talks that are new; who speaks or comments only where nobody else is named."""
    sitting = [player.actor for player in _sitting(line, scene, trigger) if not _is_its_own(line, trigger, player)]
    named = distinct([*scene.narrator(line, trigger.start()), *sitting])
    if len(named) < 2:
        named = distinct([*named, *of_part(line, "speaker"), *states_and_groups(of_part(line, "commentator"))])
    return named


def _is_its_own(line: Line, trigger: re.Match[str], player: Player) -> bool:
    """Tell whether the meeting is that of a body: "the G8 summit" is none of the G8 with somebody."""
    if player.actor.kind != "international_body" or not _OF_A_BODY.match(trigger.group()):
        return False
    if player.end <= trigger.start():
        return not line.text[player.end : trigger.start()].strip(" '’s")
    return bool(_OF.fullmatch(line.text, trigger.end(), max(trigger.end(), player.start)))


def _sitting(line: Line, scene: Scene, trigger: re.Match[str]) -> list[Player]:
    """Return who sits at the table: those named by "between ... and ...", else all who take part in the sentence."""
    taking = scene.takers(line, "talks")
    for first in taking:
        if _BETWEEN.search(line.text[: first.start]) and abs(first.start - trigger.end()) < 60:
            joined = [player for player in taking if first.start <= player.start <= first.end + 80]
            if len({player.actor.key for player in joined}) >= 2:
                return joined
    return taking


def _draft(line: Line, trigger: re.Match[str], named: list[ActorMention], state: str, time: TimeWords | None) -> Draft:
    earlier = _EARLIER.search(line.text)
    held = _own_day(time) if time else dates.find_nth_day(line.text) or (earlier.group() if earlier else None)
    return fill(
        "talks",
        line,
        [
            *(("participant", actor) for actor in named),
            *(("mediator", actor) for actor in of_part(line, "mediator")),
            *(("host", actor) for actor in of_part(line, "host")),
        ],
        status=state,
        assertion=assertion.stated(line.text, state) or "reported",
        location=place(line, trigger.start()),
        held=held,
    )


def _own_day(time: TimeWords) -> str:
    """Return the time words of the talks: in "before Wednesday's start of talks" the day is theirs."""
    found = _BEFORE_ITS_DAY.match(time.words)
    return found.group(1) if found else time.words

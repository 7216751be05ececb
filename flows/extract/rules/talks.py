"""Sentences that tell of talks."""

import re

from flows.extract.actors import ActorMention
from flows.extract.dates import TimeWords
from flows.extract.judgement import assertion, status
from flows.extract.rules.background import is_recalled, lies_back
from flows.extract.rules.drafting import fill, phrases, place, triggers
from flows.extract.rules.line import Line
from flows.extract.rules.participants import FAR_APART, are_sides, participants
from flows.extract.rules.scene import Scene, Told, is_definite, of_part
from flows.extract.rules.talks_times import held_words, time_of_talks
from schemas.draft import Draft

_BETWEEN_NEXT = re.compile(r"\W+(?:\w+\W+){0,2}(?:between|with|involving)\b", re.IGNORECASE)
_SUBJECT_ENDS = re.compile(r"\s+(?:\w+\s+){0,4}")
_MET = re.compile(r"(?:met|meets?|meeting)", re.IGNORECASE)
_SEES = re.compile(r"\bsee$", re.IGNORECASE)
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
_ANOTHER = re.compile(
    r"\b(?:next|second|third|fourth|another|further|follow-up|new|final)\s+(?:\w+\s+)?(?:$|round|session)",
    re.IGNORECASE,
)
_ROUND = re.compile(r"\b(?:rounds?|session)$", re.IGNORECASE)
_HIS = re.compile(r"\b(?:his|her|their)\s+(?:\w+\s+)?$", re.IGNORECASE)
_ROUND_OF_ELSE = re.compile(
    r"\s+of\s+(?!(?:[\w-]+\s+){0,3}(?:talks|negotiations|consultations|discussions|dialogue|meetings|diplomacy)\b)",
    re.IGNORECASE,
)
""" "A new round of tariffs": what comes in rounds need not be talks."""
_WITH = re.compile(r"\s+(?:\w+\s+)?with\b", re.IGNORECASE)
_BETWEEN_BEHIND = re.compile(r"\W+(?:\w+\W+){0,5}?(?:between|among|involving)\b", re.IGNORECASE)


def read(line: Line, scene: Scene) -> Told | None:
    """Return the talks that a sentence tells, or None; "the talks" add to those told last instead.

    Talks need two participants; who only comments, hosts or mediates is none. Rounds of long ago are background.
    """
    for trigger in triggers(line, phrases("talks", "strong", "weak", "joint"), "talks"):
        if phrases("talks", "joint").fit(trigger.group()) and not _are_joined_before(line, trigger):
            continue
        if _ROUND.search(trigger.group()) and _ROUND_OF_ELSE.match(line.text, trigger.end()):
            continue
        earlier = scene.last("talks") if _takes_up(line, trigger) else None
        named = earlier.actors if earlier else participants(line, scene, trigger)
        next_round = [] if len(named) >= 2 else _of_the_last(line, scene, trigger)
        if len(named) < 2:
            named = next_round or _of_the_title(line, scene, trigger) or named
        if not are_sides(line, named) or _met_something(line, trigger):
            continue
        states = status.stated("talks", line.text, trigger.span())
        state = states[0] if states else "unknown"
        if (scene.tells(line, "deadline") and state in _HOPED_FOR) or (next_round and state != "scheduled"):
            continue
        time = time_of_talks(line, trigger.start(), state)
        if earlier and (state not in _NEWS or not (time or state in _STANDS_APART)):
            earlier.support(line)
            earlier.fill("held", time.words if time and _beside(trigger, time) else None)
            return None
        if state == "unknown":
            state = _state_by_sides(line, trigger)
        if state == "unknown" and not (time and _beside(trigger, time)):
            continue
        if is_recalled(line, trigger.start()) or (time and _beside(trigger, time) and lies_back(line, time)):
            continue
        return Told(_draft(line, trigger, named, state, time), named, f"talks:{trigger.group().lower()}")
    return None


def _of_the_last(line: Line, scene: Scene, trigger: re.Match[str]) -> list[ActorMention]:
    """Return those of the talks told last, where the sentence tells of "their second meeting", "the next round"."""
    last = scene.last("talks")
    another = _ANOTHER.match(trigger.group()) or _ANOTHER.search(line.text[: trigger.start()])
    return last.actors if last and another else []


def _of_the_title(line: Line, scene: Scene, trigger: re.Match[str]) -> list[ActorMention]:
    """Return those whom the title names, where the article opens with talks and names but one side or none."""
    opens = line.number == 1 and phrases("talks", "strong").fit(trigger.group())
    return scene.headline() if opens else []


def _are_joined_before(line: Line, trigger: re.Match[str]) -> bool:
    """Tell whether the words have two or more joined actors for their subject: "France and Mali spoke"."""
    for player in line.players:
        if _SUBJECT_ENDS.fullmatch(line.text, player.end, max(player.end, trigger.start())):
            joined = {other.actor.key for other in line.players if other.group == player.group}
            return len(joined) >= 2
    return False


def _state_by_sides(line: Line, trigger: re.Match[str]) -> str:
    """Return the state of talks that only a noun tells with its sides: "talks between France and Germany" go on, "his
    talks with Germany" were held."""
    if not phrases("talks", "strong").fit(trigger.group()):
        return "unknown"
    if _HIS.search(line.text[: trigger.start()]) and _WITH.match(line.text, trigger.end()):
        return "concluded"
    near = trigger.end() + FAR_APART
    sitting = {p.actor.key for p in line.players if p.part == "taker" and trigger.end() <= p.start < near}
    return "ongoing" if len(sitting) >= 2 and _BETWEEN_BEHIND.match(line.text, trigger.end()) else "unknown"


def _met_something(line: Line, trigger: re.Match[str]) -> bool:
    """Tell whether "met" has a thing for its object, such as demands: neither "with" nor an actor stands near."""
    sees = bool(_SEES.search(trigger.group()))
    if not sees and not _MET.fullmatch(trigger.group()):
        return False
    near = line.text[trigger.end() : trigger.end() + _NEAR]
    actors = [line.place(actor)[0] for actor in line.actors if not actor.place and (actor.person or not sees)]
    if any(trigger.end() <= start < trigger.end() + _NEAR for start in actors):
        return False
    if sees:
        return True
    return not _MET_OTHERWISE.match(near)


def _beside(trigger: re.Match[str], time: TimeWords) -> bool:
    return time.start - trigger.end() < _NEAR and trigger.start() - time.end < _NEAR


def _takes_up(line: Line, trigger: re.Match[str]) -> bool:
    """Tell whether the words mean talks told before: "the talks", but not "the talks between ..."."""
    strong = phrases("talks", "strong").fit(trigger.group())
    return strong and is_definite(line, trigger.start()) and not _BETWEEN_NEXT.match(line.text, trigger.end())


def _draft(line: Line, trigger: re.Match[str], named: list[ActorMention], state: str, time: TimeWords | None) -> Draft:
    return fill(
        "talks",
        line,
        [
            *(("participant", actor) for actor in named),
            *(("mediator", actor) for actor in of_part(line, "mediator")),
            *(("host", actor) for actor in of_part(line, "host") if actor not in named),
        ],
        status=state,
        assertion=assertion.stated(line.text, state) or "reported",
        location=place(line, trigger.start()),
        held=held_words(line, time, state),
    )

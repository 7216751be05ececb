"""Sentences that tell of talks."""

import re
from functools import cache

from flows.extract.actors import ActorMention
from flows.extract.judgement import assertion, status
from flows.extract.rules.drafting import fill, phrases, place, time_near, triggers
from flows.extract.rules.line import Line
from flows.extract.rules.parts import Player
from flows.extract.rules.scene import Scene, Told, distinct, is_definite, of_part
from schemas.draft import Draft

_REMOTE = re.compile(r"\b(?:phone|telephone|video|virtual(?:ly)?|call(?:ed)?|phoned)\b", re.IGNORECASE)
_VISIT = re.compile(r"\bvisit", re.IGNORECASE)
_LEVELS = (
    ("minister", re.compile(r"\b(?:ministers?|secretary of state|secretary)\b", re.IGNORECASE)),
    ("envoy", re.compile(r"\b(?:envoys?|ambassadors?|negotiators?|representatives?|delegat\w+)\b", re.IGNORECASE)),
    ("leader", re.compile(r"\b(?:presidents?|prime ministers?|chancellor|king|emir|premier|leaders?|summit)\b", re.I)),
)
_BETWEEN = re.compile(r"\b(?:between|among|amongst|involving)\s+(?:the\s+|both\s+)?$", re.IGNORECASE)
_STANDS_APART = frozenset({"rejected", "cancelled", "broken_off", "suspended"})


def read(line: Line, scene: Scene) -> Told | None:
    """Return the talks that a sentence tells, or None; "the talks" add to those told last instead.

    Talks need two participants; who only comments, hosts or mediates is none.
    """
    for trigger in triggers(line, _talk(), "talks"):
        states = status.stated("talks", line.text, trigger.span())
        state = states[0] if states else "unknown"
        sitting = _participants(line, scene, trigger)
        named = distinct(player.actor for player in sitting if player.start >= 0)
        earlier = scene.last("talks")
        strong = bool(phrases("talks", "strong").fullmatch(trigger.group()))
        if earlier and strong and is_definite(line, trigger.start()) and not _new_pair(named, earlier):
            if state not in _STANDS_APART or earlier.draft.status == state:
                earlier.support(line)
                return None
            named = named if len(named) >= 2 else earlier.actors
        if len(named) < 2:
            named = distinct([*named, *of_part(line, "speaker")])
        if len(named) < 2:
            continue
        return Told(_draft(line, trigger, named, state), named, f"talks:{trigger.group().lower()}")
    return None


def _new_pair(named: list[ActorMention], earlier: Told) -> bool:
    """Tell whether a sentence names parties of its own: two or more, not all of whom took part before."""
    known = {actor.key for actor in earlier.actors}
    return len(named) >= 2 and not {actor.key for actor in named} <= known


def _participants(line: Line, scene: Scene, trigger: re.Match[str]) -> list[Player]:
    """Return who sits at the table: those named by "between ... and ...", else all who take part in the sentence."""
    taking = scene.takers(line, "talks")
    for first in taking:
        if _BETWEEN.search(line.text[: first.start]) and abs(first.start - trigger.end()) < 60:
            joined = [player for player in taking if first.start <= player.start <= first.end + 80]
            if len({player.actor.key for player in joined}) >= 2:
                return joined
    return taking


def _draft(line: Line, trigger: re.Match[str], named: list[ActorMention], state: str) -> Draft:
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
        format=_format(line, len(named)),
        level=next((level for level, pattern in _LEVELS if pattern.search(line.text)), "unknown"),
        held=time_near(line, trigger.start()),
    )


def _format(line: Line, parties: int) -> str:
    if _REMOTE.search(line.text):
        return "phone_or_remote"
    if of_part(line, "mediator"):
        return "third_party"
    if _VISIT.search(line.text):
        return "visit"
    return "bilateral" if parties == 2 else "multilateral"


@cache
def _talk() -> re.Pattern[str]:
    strong, weak = phrases("talks", "strong"), phrases("talks", "weak")
    return re.compile(f"{strong.pattern}|{weak.pattern}", re.IGNORECASE)

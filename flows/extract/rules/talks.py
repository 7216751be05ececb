"""Sentences that tell of talks."""

import re

from flows.extract.judgement import assertion, status
from flows.extract.rules.drafting import Found, distinct, fill, of_part, phrases, place, takers
from flows.extract.rules.line import Line
from flows.extract.rules.parts import Player

_REMOTE = re.compile(r"\b(?:phone|telephone|video|virtual(?:ly)?|by phone|call(?:ed)?|phoned)\b", re.IGNORECASE)
_LEADER = re.compile(
    r"\b(?:presidents?|prime ministers?|chancellor|king|emir|premier|leaders?|summit)\b", re.IGNORECASE
)
_MINISTER = re.compile(r"\b(?:ministers?|secretary of state|secretary)\b", re.IGNORECASE)
_ENVOY = re.compile(r"\b(?:envoys?|ambassadors?|negotiators?|representatives?|delegat\w+)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|among|amongst)\s+(?:the\s+|both\s+)?$", re.IGNORECASE)


def read(line: Line) -> Found | None:
    """Return a draft of the talks that a sentence tells, or None.

    A word that means talks by itself needs one party, any other word two; parties that only comment don't count.
    """
    if phrases("talks", "not").search(line.text) and not phrases("talks", "strong").search(line.text):
        return None
    strong = phrases("talks", "strong").search(line.text)
    trigger = strong or phrases("talks", "weak").search(line.text)
    if not trigger:
        return None
    sitting = _participants(line)
    if len(distinct(player.actor for player in sitting)) < 2:
        sitting = sitting + of_part(line, "speaker")
    parties = distinct(player.actor for player in sitting)
    if len(parties) < 2:
        return None
    state = (status.stated("talks", line.text) or ("unknown",))[0]
    actors = [("participant", actor) for actor in parties]
    actors += [("mediator", player.actor) for player in of_part(line, "mediator")]
    actors += [("host", player.actor) for player in of_part(line, "host")]
    draft = fill(
        "talks",
        line,
        actors,
        status=state,
        assertion=assertion.stated(line.text, state) or "reported",
        location=place(line, trigger.start()),
        format=_format(line, len(parties)),
        level=_level(line),
        held=line.nearest_time(trigger.start()),
    )
    return Found(draft, f"talks.{'strong' if strong else 'weak'}:{trigger.group().lower()}")


def _participants(line: Line) -> list[Player]:
    """Return who sits at the table: those named by "between ... and ...", else all who take part in the sentence."""
    taking = takers(line)
    for first in taking:
        if _BETWEEN.search(line.text[: first.start]):
            joined = [player for player in taking if first.start <= player.start <= first.end + 80]
            if len({player.actor.key for player in joined}) >= 2:
                return joined
    return taking


def _format(line: Line, parties: int) -> str:
    if _REMOTE.search(line.text):
        return "phone_or_remote"
    if of_part(line, "mediator"):
        return "third_party"
    if re.search(r"\bvisit", line.text, re.IGNORECASE):
        return "visit"
    return "bilateral" if parties == 2 else "multilateral"


def _level(line: Line) -> str:
    for level, pattern in (("minister", _MINISTER), ("envoy", _ENVOY), ("leader", _LEADER)):
        if pattern.search(line.text):
            return level
    return "unknown"

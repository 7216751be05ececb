"""Sentences that tell of a halt."""

import re
from datetime import timedelta
from functools import cache

from flows.extract.actors import ActorMention
from flows.extract.judgement import assertion, status
from flows.extract.phrases import Phrases, read_lexicon
from flows.extract.rules.background import is_recalled, lies_back
from flows.extract.rules.bound import bound_by, mediating_bodies, nouns
from flows.extract.rules.drafting import fill, place, time_near, triggers
from flows.extract.rules.halt_times import length, run_times, times_of_halt, told_times
from flows.extract.rules.line import Line
from flows.extract.rules.scene import Scene, Told, distinct, is_definite, of_part
from schemas.draft import Draft

_ANOTHER = re.compile(
    r"\b(?:another|new|further|permanent|lasting|wider|broader|full|longer|sustainable|general)\b", re.IGNORECASE
)
_LATELY = 3
"""Sentences over which "the deal" means the halt told before."""
_OVER = frozenset({"agreed", "violated", "expired", "collapsed", "terminated"})
_LONG_AGO = timedelta(days=365)
_DISCUSSED = re.compile(r"\b(?:discuss\w*|reviewed|talked about|exchanged views|consult\w*)\b", re.IGNORECASE)
_TALKS_ABOUT = re.compile(
    r"\b(?:talks|negotiations|discussions|dialogue)\b(?:\W+\w+){0,8}?\W+(?:on|about|for|at|over)(?:\W+\w+){0,4}\W+$",
    re.IGNORECASE,
)
_OF_WHOM = re.compile(r"\W+(?:\w+\W+){0,4}?(?:between|with)\b", re.IGNORECASE)
_ATTACK = re.compile(r"(?:offensive|attack|assault|invasion|raid|incursion|rocket)s?$", re.IGNORECASE)


def read(line: Line, scene: Scene) -> Told | None:
    """Return the halt that a sentence tells, or None; "the truce" adds to the halt told last instead.

    A halt needs a party that is bound by it or has been offered it. The UN and its like can mediate, not be bound.
    """
    for trigger, state in _firm_first(line):
        parties = bound_by(line, scene, state, trigger)
        if state == "unknown" and len(parties) >= 2 and _OF_WHOM.match(line.text, trigger.end()):
            state = "in_force"
        if len(parties) < 2 and is_definite(line, trigger.start()):
            parties = distinct([*parties, *scene.headline()])
        earlier = scene.last("moratorium")
        if earlier and is_definite(line, trigger.start()):
            _add(earlier, line)
            return None
        demanded = scene.tells(line, "deadline") and (state == "proposed" or not nouns().fit(trigger.group()))
        if not parties or state == "unknown" or demanded or _is_background(line, trigger, state):
            continue
        if _is_only_discussed(line, trigger) or _repels(line, trigger, parties):
            continue
        if earlier and state == "proposed" and not _ANOTHER.search(line.text):
            earlier.support(line)
            return None
        return Told(_draft(line, trigger, parties, state), parties, f"moratorium:{trigger.group().lower()}")
    if (earlier := scene.last("moratorium")) and earlier.draft.evidence[-1] >= line.number - _LATELY:
        for name, words in run_times(line).items():
            earlier.fill(name, words)
    return None


def _firm_first(line: Line) -> list[tuple[re.Match[str], str]]:
    """Return the words for a halt with their states, those only proposed last: "efforts for a truce" bore fruit."""
    found = []
    for trigger in triggers(line, _halt(), "moratorium"):
        states = status.stated("moratorium", line.text, trigger.span())
        found.append((trigger, states[0] if states else "unknown"))
    return sorted(found, key=lambda one: one[1] == "proposed")


def _is_background(line: Line, trigger: re.Match[str], state: str) -> bool:
    """Tell whether a halt that is over has its time long back: what the text recalls is not its news."""
    if state not in _OVER:
        return False
    time = time_near(line, trigger.end())
    return is_recalled(line, trigger.start()) or bool(time and lies_back(line, time, longer_than=_LONG_AGO))


def _is_only_discussed(line: Line, trigger: re.Match[str]) -> bool:
    """Tell whether a halt is only what talks are about, and not said to be that of those named."""
    before = line.text[: trigger.start()]
    return bool(_TALKS_ABOUT.search(before) or _DISCUSSED.search(before)) and not _OF_WHOM.match(
        line.text, trigger.end()
    )


def _repels(line: Line, trigger: re.Match[str], parties: list[ActorMention]) -> bool:
    """Tell whether somebody halts another's attack: "halted the Russian offensive" is war."""
    if not _ATTACK.search(trigger.group()):
        return False
    inside = [actor for actor in line.actors if trigger.start() <= line.place(actor)[0] < trigger.end()]
    return any(actor.key != parties[0].key for actor in inside)


def _add(earlier: Told, line: Line) -> None:
    earlier.support(line)
    for name, words in told_times(line).items():
        earlier.fill(name, words)


def _draft(line: Line, trigger: re.Match[str], parties: list[ActorMention], state: str) -> Draft:
    mediators = [*of_part(line, "mediator"), *mediating_bodies(line)]
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
        **times_of_halt(line, trigger.end(), state),
        duration=length(line),
        compliance=[],
    )


@cache
def _halt() -> Phrases:
    lexicon = read_lexicon(status.LEXICON, "moratorium")
    return Phrases(["<halt>"], lexicon["groups"])

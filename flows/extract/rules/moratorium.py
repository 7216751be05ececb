"""Sentences that tell of a halt."""

import re
from functools import cache

from flows.extract.judgement import assertion, status
from flows.extract.phrases import phrase_pattern, read_lexicon
from flows.extract.rules.drafting import Found, distinct, fill, kind_of, of_part, phrases, place, takers
from flows.extract.rules.line import Line

_DURATION = re.compile(
    r"\b(?:for (?:another |an additional |at least )?)?(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"twelve|thirty|sixty|ninety)[ -](?:hours?|days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)
_END = re.compile(r"^(?:until|till|through|by|expires?)\b", re.IGNORECASE)


def read(line: Line) -> Found | None:
    """Return a draft of the halt that a sentence tells, or None; a halt needs a party that is bound or offered it."""
    trigger = _halt().search(line.text)
    if not trigger:
        return None
    parties = distinct(player.actor for player in takers(line))
    if not parties:
        parties = distinct(player.actor for player in of_part(line, "speaker"))
    if not parties or phrases("moratorium", "not").search(line.text):
        return None
    state = (status.stated("moratorium", line.text) or ("unknown",))[0]
    actors = [("party", actor) for actor in parties]
    actors += [("mediator", player.actor) for player in of_part(line, "mediator")]
    actors += [("guarantor", player.actor) for player in of_part(line, "guarantor")]
    duration = _DURATION.search(line.text)
    time = line.nearest_time(trigger.start())
    ends = bool(time and _END.match(time))
    draft = fill(
        "moratorium",
        line,
        actors,
        status=state,
        assertion=assertion.stated(line.text, state) or "reported",
        location=place(line, trigger.start()),
        kind=kind_of("moratorium", line.text, "other"),
        activity=trigger.group(),
        effective=None if ends else time,
        scheduled_end=time if ends else None,
        duration=duration.group() if duration else None,
        compliance=[],
    )
    return Found(draft, f"moratorium:{trigger.group().lower()}")


@cache
def _halt() -> re.Pattern[str]:
    lexicon = read_lexicon(status.LEXICON, "moratorium")
    return phrase_pattern(["<halt>"], lexicon["groups"])

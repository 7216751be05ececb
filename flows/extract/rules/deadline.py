"""Sentences that tell of a time limit."""

import re

from flows.extract import dates
from flows.extract.actors import ActorMention
from flows.extract.dates import TimeWords
from flows.extract.judgement import assertion, status
from flows.extract.rules.background import is_recalled, lies_back
from flows.extract.rules.drafting import fill, time_near
from flows.extract.rules.issuers import sides
from flows.extract.rules.line import Line
from flows.extract.rules.scene import Scene, Told, is_definite
from flows.extract.rules.time_limit import find_limit

_DEMAND = re.compile(r"\b(?:to|must|if|unless)\s+((?:not\s+)?\w+[^.;,]{3,120})", re.IGNORECASE)
_CONSEQUENCE = re.compile(
    r"\b(?:or(?: else)?|otherwise)\s+([^.;]{4,120})|"
    r"\b(?:threaten\w*|will|would)\s+(?:to\s+)?([^.;]{4,120}?)\s+(?:if|unless)\b",
    re.IGNORECASE,
)
_OPEN = frozenset({"set", "extended", "withdrawn"})
"""What a speaker can announce: the limit is his own."""
_OVER = frozenset({"met", "missed", "expired"})
"""What is told with the day on which the limit ran out."""
_OR_ELSE = re.compile(
    r"\b(?:or (?:else|face|risk|be|see)|otherwise|failing which|if (?:it|they|he) (?:do|fail))", re.IGNORECASE
)
_UNDER_TERMS = re.compile(
    r"\b(?:(?:under|in line with|according to) (?:\S+ ){0,4}|by (?:the |an? |its |their |that |this )(?:\S+ )?)"
    r"(?:terms|agreement|deal|accord|truce|cease-?fire|plan|treaty|resolution|memorandum|arrangement)\b|"
    r"\b(?:agreement|deal|accord|truce|cease-?fire|treaty|pact)\b(?:\W+\w+){0,12}?\W+"
    r"(?:commits|obliges|requires|binds|gives)\b",
    re.IGNORECASE,
)


def read(line: Line, scene: Scene) -> Told | None:
    """Return the time limit that a sentence sets, or None; "the deadline" adds to the limit told last instead.

    A word for a limit ("ultimatum") needs an issuer or an addressee, time given an addressee, time that is left or an
    act demanded both, save where a threat or an agreement stands for the issuer.
    """
    limit = find_limit(line)
    if limit is None:
        return None
    states = status.stated("deadline", line.text)
    state = states[0] if states else "set"
    earlier = scene.last("deadline")
    if limit.rule == "named" and earlier and is_definite(line, limit.at) and state == "set":
        earlier.support(line)
        _tell_due(earlier, limit.until)
        return None
    until = limit.until or (time_near(line, limit.at) if state in _OVER else None)
    issuers, addressees = sides(line, scene, limit.at, is_open=state in _OPEN)
    if is_recalled(line, limit.at) or (until and lies_back(line, until)):
        return None
    if limit.rule == "named" and until and not (issuers or addressees):
        scene.due = until.words
    agreed = bool(_UNDER_TERMS.search(line.text))
    if agreed and not issuers:
        issuers = _agreed_by(scene, addressees)
    if not (addressees or (issuers and (agreed or limit.rule == "named"))):
        return None
    if limit.rule == "left" and not issuers and not agreed and not _OR_ELSE.search(line.text):
        return None
    if limit.rule == "demanded" and not issuers and not agreed:
        return None
    actors = [*(("issuer", actor) for actor in issuers), *(("addressee", actor) for actor in addressees)]
    draft = fill("deadline", line, actors, status=state, **_words(line, limit.at, until, state))
    found = Told(draft, [*issuers, *addressees], f"deadline.{limit.rule}")
    if limit.rule == "named":
        found.fill("due", scene.due)
    return found


def _tell_due(earlier: Told, until: TimeWords | None) -> None:
    """Fill in when a limit runs out; a day told later says more than "ten days"."""
    counted = earlier.draft.words("due")
    if until and counted and dates.duration(counted) and not dates.duration(until.words):
        earlier.draft = earlier.draft.model_copy(update={"due": until.words})
    earlier.fill("due", until.words if until else None)


def _agreed_by(scene: Scene, without: list[ActorMention]) -> list[ActorMention]:
    """Return who set a limit "under the agreement": those of the halt or the talks told last."""
    last = scene.last("moratorium") or scene.last("talks")
    known = {actor.key for actor in without}
    return [actor for actor in last.actors if actor.key not in known] if last else []


def _words(line: Line, at: int, until: TimeWords | None, state: str) -> dict[str, str | None]:
    """Return what a sentence says of a limit, field by field."""
    demand = _DEMAND.search(line.text, until.end if until else at) or _DEMAND.search(line.text)
    consequence = _CONSEQUENCE.search(line.text)
    return {
        "assertion": assertion.stated(line.text, state) or "reported",
        "demand": demand.group(1) if demand else line.text,
        "consequence": next((words for words in consequence.groups() if words), None) if consequence else None,
        "issued": _issued(line, until),
        "due": until.words if until else None,
        "time_limit": until.words if until and dates.duration(until.words) else None,
    }


def _issued(line: Line, limit: TimeWords | None) -> str | None:
    """Return the day named beside a limit that is counted in hours or days: the day from which it counts."""
    if not limit or not dates.duration(limit.words):
        return None
    return next((words.words for words in line.times if words != limit and not dates.duration(words.words)), None)

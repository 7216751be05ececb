"""Sentences that tell of a time limit."""

import re

from flows.extract.dates import TimeWords
from flows.extract.judgement import assertion, status
from flows.extract.rules.drafting import Found, distinct, fill, kind_of, phrases, takers
from flows.extract.rules.line import Line
from flows.extract.rules.parts import Player, players

_DEMAND = re.compile(r"\b(?:to|must|if|unless)\s+((?:not\s+)?\w+[^.;,]{3,120})", re.IGNORECASE)
_CONSEQUENCE = re.compile(
    r"\b(?:or(?: else)?|otherwise)\s+([^.;]{4,120})|"
    r"\b(?:threaten\w*|will|would)\s+(?:to\s+)?([^.;]{4,120}?)\s+(?:if|unless)\b",
    re.IGNORECASE,
)
_GAVE = re.compile(
    r"\b(?:gave|given?|gives|giving|grant\w*|allow\w*|for|told|to|on|demand\w*|order\w*)\s+(?:the\s+)?$", re.IGNORECASE
)


def read(line: Line) -> Found | None:
    """Return a draft of the time limit that a sentence sets, or None.

    A word for a limit ("ultimatum") needs an issuer or an addressee; time given or an act demanded needs a time too.
    """
    if phrases("deadline", "not").search(line.text):
        return None
    rule, limit = _limit(line)
    if not rule:
        return None
    issuer, addressees = _sides(line)
    if not issuer and not addressees:
        return None
    state = (status.stated("deadline", line.text) or ("set",))[0]
    demand = _DEMAND.search(line.text)
    consequence = _CONSEQUENCE.search(line.text)
    draft = fill(
        "deadline",
        line,
        [("issuer", player.actor) for player in issuer] + [("addressee", player.actor) for player in addressees],
        status=state,
        assertion=assertion.stated(line.text, state) or "reported",
        kind=kind_of("deadline", line.text, "time_limit"),
        demand=demand.group(1) if demand else line.text,
        consequence=next((words for words in consequence.groups() if words), None) if consequence else None,
        due=limit.words if limit else None,
        time_limit=limit.words if limit and re.search(r"hour|day|week|month", limit.words) else None,
    )
    return Found(draft, f"deadline.{rule}")


def _limit(line: Line) -> tuple[str | None, TimeWords | None]:
    """Return which rule sees a limit in the sentence, and its time words."""
    named = phrases("deadline", "named").search(line.text)
    if named:
        return "named", _nearest(line, named.start())
    given = phrases("deadline", "given").search(line.text)
    if given:
        limit = next((words for words in line.times if given.start() <= words.start <= given.end()), None)
        if limit:
            return "given", limit
    if phrases("deadline", "demanded").search(line.text):
        limit = next((words for words in line.times if _is_limit(line, words)), None)
        if limit:
            return "demanded", limit
    return None, None


def _is_limit(line: Line, words: TimeWords) -> bool:
    return bool(re.match(r"(?:by|within|until|till|before|no later than)\b", words.words, re.IGNORECASE)) or bool(
        re.search(r"\b(?:by|within|until|till|before|no later than)\s+$", line.text[: words.start], re.IGNORECASE)
    )


def _nearest(line: Line, at: int) -> TimeWords | None:
    return min(line.times, key=lambda words: abs(words.start - at), default=None)


def _sides(line: Line) -> tuple[list[Player], list[Player]]:
    """Return issuer and addressees: who sets the limit, and whom it is set for."""
    everyone = [player for player in players(line) if player.part in {"taker", "speaker", "commentator"}]
    addressed = [player for player in everyone if _GAVE.search(line.text[: player.start])]
    rest = [player for player in everyone if player not in addressed]
    issuers = rest[:1]
    known = {player.actor.key for player in issuers}
    if not addressed:
        addressed = [player for player in takers(line) if player.actor.key not in known]
    keys = distinct(player.actor for player in addressed)
    return issuers, [player for player in addressed if player.actor in keys and player.actor.key not in known]

"""Sentences that tell of a time limit."""

import re
from collections import Counter
from datetime import timedelta

from flows.extract import dates
from flows.extract.actors import ActorMention
from flows.extract.dates import TimeWords
from flows.extract.judgement import assertion, status
from flows.extract.rules.drafting import fill, kind_of, phrases, table
from flows.extract.rules.line import Line
from flows.extract.rules.parts import Player
from flows.extract.rules.scene import Scene, Told, distinct, is_definite

_DEMAND = re.compile(r"\b(?:to|must|if|unless)\s+((?:not\s+)?\w+[^.;,]{3,120})", re.IGNORECASE)
_CONSEQUENCE = re.compile(
    r"\b(?:or(?: else)?|otherwise)\s+([^.;]{4,120})|"
    r"\b(?:threaten\w*|will|would)\s+(?:to\s+)?([^.;]{4,120}?)\s+(?:if|unless)\b",
    re.IGNORECASE,
)
_ACTED_ON = frozenset({"met", "missed"})
"""Who is said to have met or missed a limit is the one it was set for."""
_LONG_AGO = timedelta(days=60)
_THEMSELVES = re.compile(r"\b(?:themselves|itself|each other)\b", re.IGNORECASE)
_SETS = re.compile(r"^\W+(?:have |has |had )?(?:set|gave|given|issued|imposed|fixed|announced)\b", re.IGNORECASE)
_COLLECTIVE_SUBJECT = re.compile(
    r"\b((?:the|both|all)(?: two| three)? (?:sides|parties|countries|factions|governments|powers)|they)\s+"
    r"(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_COLLECTIVE_OBJECT = re.compile(
    r"\b(?:gave|given?|gives|giving|grant\w*|told|order\w*|for)\s+"
    r"((?:the|both|all)(?: two)? (?:sides|parties|countries|factions))\b",
    re.IGNORECASE,
)
_RUNS_OUT = re.compile(
    r"\b(?:expir\w+|runs? out|ran out|ends?|ended|passes|is|was|to)\W+(?:\w+\W+){0,2}$", re.IGNORECASE
)
_GAVE = re.compile(
    r"\b(?:gave|given?|gives|giving|grant\w*|allow\w*|for|told|to|on|demand\w*|order\w*)\s+(?:the\s+)?$", re.IGNORECASE
)


def read(line: Line, scene: Scene) -> Told | None:
    """Return the time limit that a sentence sets, or None; "the deadline" adds to the limit told last instead.

    A word for a limit ("ultimatum") needs an issuer or an addressee; time given or an act demanded needs a time too.
    """
    rule, at, limit = _limit(line)
    if not rule or phrases("deadline", "not").search(line.text):
        return None
    states = status.stated("deadline", line.text)
    state = states[0] if states else "set"
    earlier = scene.last("deadline")
    if rule == "named" and earlier and is_definite(line, at) and state == "set":
        earlier.support(line)
        earlier.fill("due", limit.words if limit else None)
        return None
    issuers, addressees = _sides(line, scene, at)
    if state in _ACTED_ON and not addressees:
        issuers, addressees = [], issuers
    if not issuers and not addressees:
        return None
    if rule == "demanded" and not (issuers and addressees):
        return None
    if limit and _is_past(line, limit):
        return None
    actors = [*(("issuer", actor) for actor in issuers), *(("addressee", actor) for actor in addressees)]
    demand = _DEMAND.search(line.text, limit.end if limit else at) or _DEMAND.search(line.text)
    consequence = _CONSEQUENCE.search(line.text)
    draft = fill(
        "deadline",
        line,
        actors,
        status=state,
        assertion=assertion.stated(line.text, state) or "reported",
        kind=kind_of("deadline", line.text, "time_limit"),
        demand=demand.group(1) if demand else line.text,
        consequence=next((words for words in consequence.groups() if words), None) if consequence else None,
        issued=_issued(line, limit),
        due=limit.words if limit else None,
        time_limit=limit.words if limit and dates.duration(limit.words) else None,
    )
    return Told(draft, [*issuers, *addressees], f"deadline.{rule}")


def _is_past(line: Line, limit: TimeWords) -> bool:
    """Tell whether a limit ran out long ago: what the text recalls is not its news."""
    published = line.article.document.published_date
    if not published:
        return False
    readings = [dates.resolve(limit.words, published, direction) for direction in ("past", "future", "none")]
    latest = [when.latest for when in readings if when and when.latest]
    return bool(latest) and published - max(latest) > _LONG_AGO


def _issued(line: Line, limit: TimeWords | None) -> str | None:
    """Return the day named beside a limit that is counted in hours or days: the day from which it counts."""
    if not limit or not dates.duration(limit.words):
        return None
    return next((words.words for words in line.times if words != limit and not dates.duration(words.words)), None)


def _limit(line: Line) -> tuple[str | None, int, TimeWords | None]:
    """Return which rule sees a limit in the sentence, where, and its time words."""
    found = {
        name: places[0] for name, places in table("deadline", "named", "given", "demanded", "limit").found(line.text)
    }
    if "named" in found:
        return "named", found["named"][0], _limit_of(line, found["named"])
    if "given" in found:
        start, end = found["given"]
        limit = next((words for words in line.times if start <= words.start <= end), None)
        if limit:
            return "given", start, limit
    if "demanded" in found and "limit" in found:
        limit = next((words for words in line.times if _is_limit(line, words)), None)
        if limit:
            return "demanded", found["demanded"][0], limit
    return None, 0, None


def _limit_of(line: Line, named: tuple[int, int]) -> TimeWords | None:
    """Return the time of a limit that is called one: a "by" or "until", words within its name, or behind "expires"."""
    for words in line.times:
        if _RUNS_OUT.search(line.text[: words.start]):
            return words
    for words in line.times:
        before = line.text[: words.start].rstrip()
        inside = words.start < named[1] and named[0] < words.end
        name = line.text[named[0] : named[1]]
        beside = before.endswith(name) or line.text[words.end :].lstrip(" -'’s").startswith(name)
        if inside or beside or _is_limit(line, words):
            return words
    return None


def _is_limit(line: Line, words: TimeWords) -> bool:
    return bool(re.match(r"(?:by|within|until|till|before|no later than)\b", words.words, re.IGNORECASE)) or bool(
        re.search(r"\b(?:by|within|until|till|before|no later than)\s+$", line.text[: words.start], re.IGNORECASE)
    )


def _sides(line: Line, scene: Scene, at: int) -> tuple[list[ActorMention], list[ActorMention]]:
    """Return issuers and addressees: who sets the limit, and whom it is set for."""
    everyone = [player for player in line.players if player.part in {"taker", "speaker", "commentator"}]
    sides = _COLLECTIVE_SUBJECT.search(line.text[:at]) or _COLLECTIVE_OBJECT.search(line.text)
    if sides:
        issuers = _first_group([player for player in everyone if player.start < sides.start()])
        if _SETS.search(line.text[sides.end(1) : at + 40]) and not issuers:
            issuers = line.article.cast.collective(sides.group(1), line.start)
            known = {actor.key for actor in issuers}
            return issuers, [actor for actor in distinct(player.actor for player in everyone) if actor.key not in known]
        known = {actor.key for actor in issuers}
        named = line.article.cast.collective(sides.group(1), line.start) or _most_named(line, known)
        return issuers, [actor for actor in distinct(named) if actor.key not in known]
    addressed = [player for player in everyone if _GAVE.search(line.text[: player.start])]
    issuers = _first_group([player for player in everyone if player not in addressed])
    if _THEMSELVES.search(line.text):
        return issuers, distinct(player.actor for player in everyone)
    if not addressed:
        addressed = scene.takers(line, "deadline")
    known = {actor.key for actor in issuers}
    return issuers, [actor for actor in distinct(player.actor for player in addressed) if actor.key not in known]


def _most_named(line: Line, without: set[str]) -> list[ActorMention]:
    """Return the two states or groups that the article names most, other than those in `without`."""
    named = [mention for mention in line.article.cast.mentions if not mention.place and mention.key not in without]
    counts = Counter(mention.key for mention in named if mention.kind in {"state", "armed_group"})
    most = [key for key, _ in counts.most_common(2)]
    return distinct(mention for mention in named if mention.key in most)


def _first_group(named: list[Player]) -> list[ActorMention]:
    """Return the actors that are named first, together: "Britain, France and Germany"."""
    return distinct(player.actor for player in named if player.group == named[0].group)

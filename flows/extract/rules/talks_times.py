"""When talks are held: which time words of a sentence are theirs."""

import re

from flows.extract import dates
from flows.extract.dates import TimeWords
from flows.extract.rules.drafting import time_near
from flows.extract.rules.line import Line

_TO_COME = frozenset({"scheduled", "proposed"})
_DECIDED = re.compile(r"\b(?:agree[ds]?|offer(?:ed|s)|propos(?:ed|es)|invit(?:ed|es)|accept(?:ed|s))\b", re.IGNORECASE)
_DECIDED_ON = re.compile(_DECIDED.pattern + r"\W+(?:\w+ly\W+|late\W+)?(?:on\W+)?$", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:after|following)\s+(?:an?\s+|his\s+|her\s+|their\s+)?(?:\w+\s+)?$", re.IGNORECASE)
_RESUMING = re.compile(
    r"\b(?:resum\w+|reconven\w+|restart\w*|put off (?:un)?till?|postponed (?:un)?till?)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_FARTHEST = 160
_BEFORE_ITS_DAY = re.compile(r"(?:before|after|ahead of|following)\s+(\w+['’]s)$", re.IGNORECASE)
_OF_TALKS = re.compile(
    r"\W+(?:\w+\W+){0,2}?(?:start|opening|beginning|talks|negotiations|meeting|session|round|summit)\b", re.IGNORECASE
)
"""Behind a day that is that of the talks: "ahead of Friday's opening"."""
_EARLIER = re.compile(r"\bearlier\b(?= (?:in|on|at|that|with|to|from)\b|[,.])", re.IGNORECASE)
_PUT_OFF = frozenset({"rejected", "cancelled", "broken_off", "suspended"})


def time_of_talks(line: Line, at: int, state: str) -> TimeWords | None:
    """Return the time words of talks in this state, told at a position of the sentence."""
    return _set_for(line, state) or _nearest(line, at, state)


def held_words(line: Line, time: TimeWords | None, state: str) -> str | None:
    """Return the words for when talks are held: those of their time, else how many days they took, or "earlier"."""
    if time:
        found = _BEFORE_ITS_DAY.match(time.words)
        if not found:
            return time.words
        return found.group(1) if _OF_TALKS.match(line.text, time.end) else None
    if state in _TO_COME:
        return None
    earlier = _EARLIER.search(line.text)
    counted = dates.find_nth_day(line.text) or dates.find_days_of(line.text)
    return counted or (earlier.group() if earlier else None)


def _nearest(line: Line, at: int, state: str) -> TimeWords | None:
    """Return the time words nearest to the word for talks, save those of the day on which talks to come were agreed.

    In "signed on Friday, after a meeting" they are the nearest before it.
    """
    time = time_near(line, at, within=_FARTHEST)
    if time and state in _TO_COME and time.end <= at and _is_of_deciding(line, time, at):
        return None
    if not time and state == "concluded" and (after := _AFTER.search(line.text[:at])):
        return time_near(line, after.start())
    return time


def _is_of_deciding(line: Line, time: TimeWords, at: int) -> bool:
    """Tell whether a time in front of the talks is that of agreeing on them: "agreed on Sunday to hold talks"."""
    return bool(_DECIDED.search(line.text[time.end : at]) or _DECIDED_ON.search(line.text[: time.start]))


def _set_for(line: Line, state: str) -> TimeWords | None:
    """Return the time to which talks that are put off or called off are said to be put: "will resume on 25 May"."""
    if state not in _PUT_OFF:
        return None
    return next((words for words in line.times if _RESUMING.search(line.text[: words.start])), None)

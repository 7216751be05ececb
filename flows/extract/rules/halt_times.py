"""When a halt begins and ends, and when it was declared: which time words of a sentence mean what."""

import re

from flows.extract import dates
from flows.extract.rules.drafting import is_duration, is_extension, names_time, time_near
from flows.extract.rules.line import Line

_END = re.compile(r"^(?:until|till|through|by|expires?|to expire|ends?)\b", re.IGNORECASE)
_START = re.compile(r"^(?:from|as of|starting|effective|since|beginning)\b", re.IGNORECASE)
_ENDING = re.compile(
    r"\b(?:expir\w+|ends?|ended|lapse\w*|runs? out|ran out|until|till|through|up to)\W+(?:\w+\W+){0,3}$", re.I
)
_STARTING = re.compile(
    r"\b(?:effect|effective|force|begins?|began|begun|starts?|starting|started|from|as of|since|beginning)\W+"
    r"(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)
_AGREED_ON_DAY = re.compile(
    r"\b(?:agreed|signed|declared|announced|reached|accepted)\W+(?:\w+\W+){0,6}on\W+$", re.IGNORECASE
)
_WHEN_IT = re.compile(
    r"\W+when (?:it|(?:\w+\W+){1,3}?(?:truce|cease-?fire|armistice|halt|pause|moratorium|freeze|ban|deal|agreement))\W+"
    r"(?:\w+\W+){0,7}?"
    r"(?:(begin|began|start|started|take effect|took effect|come into|came into)|expire[sd]?|end(?:s|ed)?)\b",
    re.IGNORECASE,
)
""" "Sunset on Tuesday, when a 24-hour truce was to begin"."""
_OF_SOMETHING_ELSE = re.compile(r"(?:before|after|ahead of|following)\s+\w+['’]s$", re.IGNORECASE)
_DECLARING = re.compile(
    r"\b(?:announc\w+|declar\w+|agree\w*|sign\w*|said|accept\w*|order\w*|reach\w*)\W+(?:\w+\W+){0,3}$", re.IGNORECASE
)
_SAID = re.compile(r"\bsaid\W+(?:\w+\W+){0,3}$", re.IGNORECASE)
_ELAPSED = re.compile(
    r"\bit ha[sd] (?:already |now )?been (?:about |nearly |almost |more than )?\w+ (?:days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)
_ENDED = frozenset({"expired", "terminated", "collapsed"})
_DATED = {
    **dict.fromkeys(("agreed", "in_force", "suspended", "unknown"), "effective"),
    "extended": "declared",
    **dict.fromkeys(_ENDED, "scheduled_end"),
}
"""What a time beside a halt in some state means; one that is proposed, refused or broken "on Sunday" began before."""
_RUNS = re.compile(
    r"\b(?:it|(?:the|this|that) (?:arrangement|deal|agreement|accord|pact|measure|order|renewal|extension))\b"
    r"(?:\W+\w+){0,25}?\W+(?:runs?|lasts?|takes? effect|took effect|into (?:force|effect)|begins?|began|starts?|"
    r"expires?|ends?|remains?|until|till)\b",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?:from|as of)\b", re.IGNORECASE)


def times_of_halt(line: Line, at: int, state: str) -> dict[str, str]:
    """Return the time words of a halt in this state, told up to a position of the sentence, by field."""
    times = told_times(line, broken=state == "violated")
    if state in _ENDED and "scheduled_end" not in times and _FROM.match(times.get("effective", "")):
        times["scheduled_end"] = times.pop("effective")
    nearest, dated = time_near(line, at), _DATED.get(state)
    if nearest and dated and nearest.words not in times.values() and not _OF_SOMETHING_ELSE.match(nearest.words):
        times.setdefault(dated, nearest.words)
    if not times and state == "in_force" and (begun := dates.find_begun(line.text)):
        times["effective"] = begun
    return times


def told_times(line: Line, *, broken: bool = False) -> dict[str, str]:
    """Return start, end and declaration of a halt, told apart by the words in front of each time.

    Who "said today" that a halt was `broken` did not declare it today.
    """
    times: dict[str, str] = {}
    for words in line.times:
        before = line.text[: words.start]
        if not names_time(line, words.words) or is_extension(line, words):
            continue
        if clause := _WHEN_IT.match(line.text, words.end):
            times.setdefault("effective" if clause.group(1) else "scheduled_end", words.words)
        elif _OF_SOMETHING_ELSE.match(words.words):
            continue
        elif _END.match(words.words) or _ENDING.search(before):
            times.setdefault("scheduled_end", words.words)
        elif _STARTING.search(before) or _START.match(words.words):
            times.setdefault("effective", words.words)
        elif (_DECLARING.search(before) and not (broken and _SAID.search(before))) or _AGREED_ON_DAY.search(before):
            times.setdefault("declared", words.words)
    if elapsed := _ELAPSED.search(line.text):
        times.setdefault("effective", elapsed.group())
    return times


def run_times(line: Line) -> dict[str, str]:
    """Return from when until when something runs that the sentence calls "the deal" or "it"."""
    if not _RUNS.search(line.text):
        return {}
    return {name: words for name, words in told_times(line).items() if name != "declared"}


def length(line: Line) -> str | None:
    """Return the words for how long the halt is to last: "72-hour", "by two weeks"."""
    return next((words.words for words in line.times if is_duration(words.words) or is_extension(line, words)), None)

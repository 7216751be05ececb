"""Time limits: whether a sentence tells of one, by which rule, where, and until when."""

import re
from dataclasses import dataclass

from flows.extract.dates import TimeWords, duration, is_vague
from flows.extract.rules.drafting import is_extension, phrases, table
from flows.extract.rules.line import Line

_PREPOSITIONS = r"(?:by|within|until|till|before|no later than)"
_IN_THE_WORDS = re.compile(rf"{_PREPOSITIONS}\b", re.IGNORECASE)
_IN_FRONT = re.compile(rf"\b{_PREPOSITIONS}\s+(?:the\s+)?$", re.IGNORECASE)
_RUNS_OUT = re.compile(
    r"\b(?:expir\w+|runs? out|ran out|ends?|ended|passes|passed|lapse[sd]?|is|was|to)\W+(?:\w+\W+){0,2}$", re.IGNORECASE
)
_HAS = re.compile(
    r"(?:(?:ha[ds]|have)\s+[\"“‘']?(?:(?:just|only|another|still|about|now|until|till)\s+)*)?", re.IGNORECASE
)
_FIXED = re.compile(r"[\s'’-]*s?(?:\s+as)?(?:\s+(?:the|a|its|their))?[\s'’-]*", re.IGNORECASE)
""" "Set Friday as the deadline", "a Friday deadline"."""
_ONE_UNIT = re.compile(r"\b(?:an?|one)\s+(?:hour|day|week|month|year)(?=\s+(?:to|in which)\b)", re.IGNORECASE)
_UNLESS = re.compile(r"\bunless\b", re.IGNORECASE)
_THREAT = re.compile(r"\b(?:threat\w+|will|warn\w*|vow\w*)\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?:last|ago|earlier|yesterday)\b", re.IGNORECASE)
_OPENING = 4
"""So near to the start of a sentence "by Friday" goes with all that follows."""
_BELONGS = re.compile(r"\W*(?:of|on|for|is|was)?\s*(?:the\s+)?\W*", re.IGNORECASE)
"""Between "deadline" and its time: "a deadline of 20 May"."""


@dataclass(frozen=True)
class TimeLimit:
    """A limit in a sentence."""

    rule: str
    """named: "ultimatum"; given: "gave them 24 hours to"; left: "has until Friday"; demanded: "must leave by"."""
    at: int
    """Where it stands."""
    until: TimeWords | None


def find_limit(line: Line) -> TimeLimit | None:
    """Return the time limit of a sentence, or None. One that is called so needs no time; the others do."""
    found = dict(table("deadline", "named", "given", "left", "demanded").found(line.text))
    if not found or phrases("deadline", "not").search(line.text):
        return None
    if "named" in found:
        return TimeLimit("named", found["named"][0][0], _of_named(line, found["named"][0]))
    for start, end in found.get("given", ()):
        if until := next((words for words in _times(line) if start <= words.start < end), None):
            return TimeLimit("given", start, until)
    for start, _ in found.get("left", ()):
        if until := next((words for words in _times(line) if _is_left(line.text, start, words)), None):
            return TimeLimit("left", start, until)
    if until := _threatened(line):
        return TimeLimit("demanded", until.start, until)
    for start, _ in found.get("demanded", ()):
        limits = (words for words in line.times if words.start > start or words.start < _OPENING)
        if until := next((words for words in limits if _is_limit(line, words)), None):
            return TimeLimit("demanded", start, until)
    return None


def _threatened(line: Line) -> TimeWords | None:
    """Return the day on which something is threatened to happen "unless" another act comes first."""
    unless = _UNLESS.search(line.text)
    threat = _THREAT.search(line.text, 0, unless.start()) if unless else None
    if not unless or not threat:
        return None
    ahead = (words for words in line.times if threat.end() <= words.start < unless.start())
    return next((words for words in ahead if not duration(words.words) and not _PAST.search(words.words)), None)


def _times(line: Line) -> list[TimeWords]:
    """Return the time words of the sentence, and "a month", which is one where something is to be done in it."""
    units = [TimeWords(unit.start(), unit.end(), unit.group()) for unit in _ONE_UNIT.finditer(line.text)]
    known = [words for words in line.times if all(words.end <= one.start or one.end <= words.start for one in units)]
    return [*known, *units]


def _is_left(text: str, start: int, words: TimeWords) -> bool:
    """Tell whether the time stands right behind "has", which stands at `start`, or is itself "until Friday"."""
    counts = bool(duration(words.words)) or is_vague(words.words) or bool(_IN_THE_WORDS.search(text[start : words.end]))
    return counts and start <= words.start and bool(_HAS.fullmatch(text, start, words.start))


def _of_named(line: Line, named: tuple[int, int]) -> TimeWords | None:
    """Return the time of a limit that is called one: beside or within its name, behind "expires", else a "by"."""
    times = [words for words in line.times if not is_extension(line, words)]
    for words in times:
        if _RUNS_OUT.search(line.text[: words.start]):
            return words
    for words in times:
        inside = words.start < named[1] and named[0] < words.end
        behind = named[1] <= words.start and _BELONGS.fullmatch(line.text, named[1], words.start)
        before = words.end <= named[0] and bool(_FIXED.fullmatch(line.text, words.end, named[0]))
        if inside or behind or before:
            return words
    return next((words for words in times if _is_limit(line, words)), None)


def _is_limit(line: Line, words: TimeWords) -> bool:
    return not is_extension(line, words) and bool(
        _IN_THE_WORDS.match(words.words) or _IN_FRONT.search(line.text[: words.start])
    )

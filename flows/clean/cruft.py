"""Takes wire and page cruft out of an article: whole lines, the dateline in front and the sign-off behind.

No character inside a kept sentence changes. Which lines are cruft stands in `patterns/lines.txt` and
`patterns/other_languages.txt`, for domain experts to read and extend.
"""

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from flows.clean.sentences import is_hard_wrapped
from flows.clean.wire import agency_named, cut_dateline, cut_sign_off

_LONGEST = 600
"""Characters; a longer line is a paragraph."""

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_FULL_DATE = re.compile(rf"\b(?:{_MONTH} \d{{1,2}},? \d{{4}}|\d{{1,2}} {_MONTH},? \d{{4}})")
_REPORTING = re.compile(r"\b(?:said|says|told|according to|announced|warned|added)\b|[\"“”]")
_REPORTED_SENTENCE = re.compile(r".*\b(?:said|told|asked|added|warned|announced)\b.*[.!?…][\"”’)]*", re.DOTALL)
_IN_PICTURE = re.compile(
    r"""\bfile\ (?:photo|picture|image)|\bpictured\b|\bseen\ (?:here|in|on|at|during|after|from)\b
    |\b(?:handout|screengrab)\b
    |\bin\ this\ (?:\w+\ )?(?:photo|image|picture|frame|screengrab|photograph)
    |\b(?:attend|pos|speak|walk|sitt|stand|shak|gestur|arriv|look|leav|address)(?:s|es|ing)\b
    |\b(?:pose|shake|gesture|arrive|leave)s?\ (?:hands|for|at|in|during|after|with|next)\b
    |[(,]\ ?(?:left|right|centre|center|L|R|C|from\ left)\b\ ?[),]""",
    re.VERBOSE,
)
_CREDITED = re.compile(r"(?:with|mit|nach|avec|con|com|z|source:|quelle:|fuente:|fonte:|źródło:)\s+", re.IGNORECASE)
"""In front of an agency's name in a line of its own: `mit dpa`."""
_ENDS_SENTENCE = re.compile(r"[.!?…][\"”’)]*\s*$")
_SENTENCE_LINE = re.compile(r".{40,}[.!?…][\"”’)]*$|(?:\S+\s+){20}", re.DOTALL)


_GROUPS = {
    "page": ("anywhere", "page"),
    "below": ("anywhere", "page", "below"),
    "credit": ("anywhere", "credit"),
    "head": ("head",),
    "tail": ("tail",),
}
"""By the mark or the name of a group in the files of `_LINES`: where its expressions count."""

_LINES = ("lines.txt", "other_languages.txt")

_GROUP_BEGINS = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\((?!\?)")


class CleanText(NamedTuple):
    """An article without cruft, and what the cruft said."""

    text: str
    dateline: str | None
    """Place and day as written: `PARIS, April 18`."""
    agency: str | None
    """The news agency, named as in `patterns/agencies.txt`; several are joined by a slash."""


def remove_cruft(text: str) -> CleanText:
    """Return `text` without newsletter, credit, caption, share and editors' lines, dateline and sign-off.

    Lines end with a line feed. Of several blank lines one stays.
    """
    lines: list[str | None] = list(text.split("\n"))
    _drop_lines(lines, candidates=_lines_alone(text))
    agencies = [_drop_agency_lines(lines)]
    kept = [number for number, line in enumerate(lines) if line and line.strip()]
    dateline = None
    # A standfirst or a byline may stand above the dateline.
    for number in kept[:3]:
        before = "\n".join(line or "" for line in lines[number:])
        after, dateline, agency = cut_dateline(before)
        if dateline or agency:
            last = number + before.count("\n") - after.count("\n")
            lines[number:last] = [None] * (last - number)
            lines[last] = after.partition("\n")[0]
            agencies.append(agency)
            break
    kept = [number for number, line in enumerate(lines) if line and line.strip()]
    if kept:
        lines[kept[-1]], agency = cut_sign_off(lines[kept[-1]] or "")
        agencies.append(agency)
    return CleanText(_join(lines), dateline, next((agency for agency in agencies[::-1] if agency), None))


def drop_page_lines(text: str) -> str:
    """Return the main text of a web page without the buttons, notices and invitations that extraction left in it."""
    page = _patterns()["page"]
    return _join([None if _matches(page, line.strip()) else line for line in text.split("\n")])


def _drop_lines(lines: list[str | None], candidates: set[int]) -> None:
    """Replace every line of cruft among the candidates by None."""
    patterns = _patterns()
    before: int | None = None
    for number, line in enumerate(lines):
        words = (line or "").strip()
        if not words:
            continue
        if number not in candidates or not _matches(patterns["anywhere"], words):
            before = number
            continue
        if before is not None and _matches(patterns["credit"], words) and _is_caption(lines, before, number):
            lines[before] = None
        if _matches(patterns["below"], words) and not any(
            _ENDS_SENTENCE.search(below or "") for below in lines[number:]
        ):
            lines[number:] = [None] * (len(lines) - number)
        lines[number] = before = None
    for group, order in (("head", range(len(lines))), ("tail", range(len(lines) - 1, -1, -1))):
        for number in order:
            words = (lines[number] or "").strip()
            if words and number in candidates and _matches(patterns[group], words):
                lines[number] = None
            elif _is_sentence(words):
                break


def _is_sentence(line: str | None) -> bool:
    """Tell a line of an article from a headline, a byline and the like."""
    return _SENTENCE_LINE.match((line or "").strip()) is not None


def _is_caption(lines: list[str | None], number: int, credit: int) -> bool:
    """Tell a caption above a picture's credit from a paragraph of the article: it describes and does not report."""
    words = (lines[number] or "").strip()
    if len(words.split()) > 50 or _REPORTING.search(words):
        return False
    if _FULL_DATE.search(words) or _IN_PICTURE.search(words):
        return True
    following = next((line for line in lines[credit + 1 :] if line and line.strip()), "")
    above = any(line and line.strip() for line in lines[:number])
    return not above and cut_dateline(following)[1] is not None


def _drop_agency_lines(lines: list[str | None]) -> str | None:
    """Drop the lines at both ends that are nothing but an agency's name; return that name."""
    agency = None
    kept = [number for number, line in enumerate(lines) if line and line.strip()]
    for number in (*kept[:3], *kept[-1:]):
        if name := agency_named(_CREDITED.sub("", (lines[number] or "").strip(), count=1)):
            agency, lines[number] = name, None
    return agency


def _lines_alone(text: str) -> set[int]:
    """Return the numbers of the lines that may be cruft: all, or in hard-wrapped text those between blank lines."""
    lines = text.split("\n")
    if not is_hard_wrapped(text):
        return set(range(len(lines)))
    padded = ["", *(line.strip() for line in lines), ""]
    return {number for number in range(len(lines)) if not padded[number] and not padded[number + 2]}


def _join(lines: list[str | None]) -> str:
    joined = "\n".join(line for line in lines if line is not None)
    return re.sub(r"\n(?:[^\S\n]*\n){2,}", "\n\n", joined).strip()


def _matches(pattern: re.Pattern[str], line: str) -> bool:
    found = 0 < len(line) <= _LONGEST and pattern.fullmatch(line)
    return bool(found) and not _REPORTED_SENTENCE.fullmatch(line)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Read the files of `_LINES`; return an expression for each use that `_GROUPS` names.

    Raises ValueError with the number of a line that is no regular expression.
    """
    parts: dict[str, list[str]] = {group: [] for groups in _GROUPS.values() for group in groups}
    for name in _LINES:
        groups: tuple[str, ...] = ()
        source = files("flows.clean").joinpath(f"patterns/{name}").read_text("utf-8")
        for number, line in enumerate(source.splitlines(), 1):
            if heading := re.fullmatch(r"\[([^:\]]+)(?:: (page|below|head|tail))?\]", line):
                title, place = heading.groups()
                groups = _GROUPS.get(place or title, ("anywhere",))
            elif line.strip() and not line.startswith("#"):
                try:
                    re.compile(line)
                except re.error as error:
                    raise ValueError(f"patterns/{name}:{number}: {error}; write it as a Python expression") from error
                for group in groups:
                    parts[group].append(f"(?:{_uncaptured(line)})")
    return {group: re.compile("|".join(some), re.IGNORECASE) for group, some in parts.items()}


def _uncaptured(expression: str) -> str:
    """Return `expression` with groups that capture nothing: hundreds of them match four times as fast."""
    return _GROUP_BEGINS.sub(lambda found: "(?:" if found.group() == "(" else found.group(), expression)

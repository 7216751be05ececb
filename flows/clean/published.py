"""When an article was published, on which day where, and what that rests on. Nothing is ever filled in."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import NamedTuple

from flows.clean.page import ParsedPage
from flows.clean.parse_time import FULL_DAYS, MONTHS, parse_time
from schemas.document import PublishedBasis

_EARLIEST = date(1900, 1, 1)
_LABEL = (
    r"(?:(?:first |originally )?(?:published|posted|issued|released|written|publication date|date of publication)"
    r"|erschienen|veröffentlicht|publié|publicado|pubblicato|publicerad|publisert|gepubliceerd|opublikowano)"
    r"(?:\s++(?:on|at|am|le|el|il|em|op|den)\b)?"
)
_DATE_LINE = re.compile(rf"(?:{_LABEL}|date)\s*+(?::\s*+)?(?P<words>\S.{{5,60}})", re.IGNORECASE)
_LABELLED = re.compile(rf"^{_LABEL}\s*+(?::\s*+)?(?P<words>\S.{{5,40}})$", re.IGNORECASE | re.MULTILINE)
_WESTERNMOST, _EASTERNMOST = timedelta(hours=-10), timedelta(hours=14)
"""Offsets from UTC between which people live."""
_IN_PATH = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)([/-]?)(?P<month>\d{2}|[a-z]{3})\2(?P<day>\d{2})(?!\d)", re.IGNORECASE
)

Statement = tuple[PublishedBasis, str]
"""A statement of the time of publication: what kind of statement, and its words."""


class Published(NamedTuple):
    """When an article was published."""

    published: datetime | None
    """The moment, aware; None unless time and zone are stated."""
    published_date: date | None
    """The calendar day in the zone that the source states; the day as written where it states none."""
    basis: PublishedBasis


def find_published(statements: Iterable[Statement], fetched: datetime) -> tuple[Published, str | None]:
    """Return what the first usable statement says, and what is wrong with the source's statement, if anything.

    A day before 1900 or more than a day after `fetched` (aware) is wrong. A month or year alone is no mistake, but
    states no day. A wrong statement of a feed or record is always told; of a page only when no other is right.
    """
    problems: dict[PublishedBasis, str] = {}
    found = Published(None, None, "unknown")
    for basis, words in statements:
        try:
            moment, day = parse_time(words)
            if day is None:
                continue
            _check(day, moment, fetched)
        except ValueError as error:
            problems.setdefault(basis, str(error))
        else:
            found = Published(moment, day, basis)
            break
    told = problems.get("feed") or problems.get("record")
    return found, told or (problems.get("meta") if found.basis == "unknown" else None)


def day_at_home(published: Published, statements: Iterable[str], url: str | None) -> Published:
    """Return `published` with the calendar day of the source's own zone, where the moment is stated in UTC.

    Publishing systems write UTC; readers and addresses don't. Another of a page's `statements` may give the same moment
    with its zone, or the address at `url` a neighbouring day.
    """
    moment = published.published
    if moment is None or moment.utcoffset() or published.basis not in ("meta", "feed"):
        return published
    for words in statements:
        with suppress(ValueError):
            other, day = parse_time(words)
            if other and other.utcoffset() and abs(other - moment) < timedelta(minutes=1):
                return published._replace(published_date=day)
    in_path = _IN_PATH.search(url or "")
    # Eight digits in a row may be those of an event.
    for _, words in times_in_path(url) if in_path and in_path[2] else ():
        with suppress(ValueError):
            day = parse_time(words)[1]
            if day and (moment + _WESTERNMOST).date() <= day <= (moment + _EASTERNMOST).date():
                return published._replace(published_date=day)
    return published


def times_in_markup(page: ParsedPage, fetched: datetime) -> Iterator[Statement]:
    """Yield the day that htmldate finds in the marked-up dates of a page."""
    yield from _htmldate(page, fetched, "meta", extensive=False)


def times_labelled(page: ParsedPage) -> Iterator[Statement]:
    """Yield the words after "Published", "Posted on" and the like in the visible lines of a page.

    Where they differ, some are those of other articles, and none is yielded.
    """
    words = {found["words"] for found in _LABELLED.finditer(page.lines())}
    stated = [some for some in words if any(form.search(some) for form in FULL_DAYS)]
    yield from (("text", some) for some in stated if len(stated) == 1)


def times_in_page(page: ParsedPage, fetched: datetime) -> Iterator[Statement]:
    """Yield the day that htmldate finds anywhere in a page: the least certain statement."""
    yield from _htmldate(page, fetched, "text", extensive=True)


def times_in_text(text: str) -> Iterator[Statement]:
    """Yield the words after "Published" and the like in the first and last lines, and bare dates in the first ones.

    `text` is an article before cruft is taken out of it.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    for number, line in enumerate((*lines[:8], *lines[8:][-4:])):
        if found := _DATE_LINE.fullmatch(line):
            yield "text", re.split(r"\s*(?:\||•|·|[Uu]pdated)", found["words"])[0]
        elif number < 5 and len(line) < 40 and _is_bare_date(line):
            yield "text", line


def times_in_path(url: str | None) -> Iterator[Statement]:
    """Yield the day in an address such as https://example.org/2025/04/18/truce."""
    if found := _IN_PATH.search(url or ""):
        year, month, day = found["year"], found["month"], found["day"]
        yield "path", f"{day} {month} {year}" if month.isalpha() else f"{year}-{month}-{day}"


def _is_bare_date(line: str) -> bool:
    """Tell whether a line holds a full date and nothing but a weekday, a time and a zone beside it."""
    beside = re.sub(r"[A-Za-z]+day,?|\d{1,2}[:.]\d\d|\b(?:at|on|[ap]\.?m\.?|[A-Z]{2,4})\b|[\s,|()+.-]", "", line)
    return any(form.search(line) for form in FULL_DAYS[:3]) and bool(re.fullmatch(r"\d*[A-Za-z]{0,9}\d*", beside))


def _check(day: date, moment: datetime | None, fetched: datetime) -> None:
    limit = fetched + timedelta(days=1)
    if day < _EARLIEST or (moment > limit if moment else day > limit.date()):
        raise ValueError(f"{day} is no day of publication; expected 1900 or later, at most a day after {fetched:%F}")


def _htmldate(page: ParsedPage, fetched: datetime, basis: PublishedBasis, *, extensive: bool) -> Iterator[Statement]:
    if page.tree is None:
        return
    from htmldate import find_date  # Imports dateparser, half a second.

    latest = (fetched + timedelta(days=1)).date().isoformat()
    # The tree, never the markup: htmldate would fetch a text that begins with "http" and holds no space.
    day = find_date(page.tree, original_date=True, extensive_search=extensive, max_date=latest)
    # htmldate fills in the first of the month where the page states a month or a year alone.
    if day and (not day.endswith("-01") or _is_written(date.fromisoformat(day), page.html)):
        yield basis, day


def _is_written(day: date, html: str) -> bool:
    """Tell whether the first of a month stands in the page with its day."""
    month = "|".join([f"0?{day.month}", *(name for name, number in MONTHS.items() if number == day.month)])
    gap = r"[ .,/-]{1,2}"
    forms = (
        rf"{day.year}{gap}(?:{month}){gap}0?1",
        rf"0?1(?:st)?{gap}(?:{month}){gap}{day.year}",
        rf"(?:{month}){gap}0?1(?:st)?{gap}{day.year}",
        f"{day:%Y%m%d}",
    )
    return re.search(rf"(?<!\d)(?:{'|'.join(forms)})(?!\d)", html, re.IGNORECASE) is not None

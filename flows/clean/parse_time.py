"""Reads a statement of time, in the notations of feeds, pages and wires, without filling anything in."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
            "sep sept september", "oct october", "nov november", "dec december",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_ZONES = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "MSK": 3, "TRT": 3,
    "PKT": 5, "WIB": 7, "SGT": 8, "HKT": 8, "PHT": 8, "AWST": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11,
    "NZST": 12, "NZDT": 13,
}  # fmt: skip
"""Hours from UTC. The American ones as RFC 822 has them; IST and other ambiguous ones are left out."""

_MONTH_NAME = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
FULL_DAYS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"\b(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)",
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ .-]+(?:of )?{_MONTH_NAME},?[ -]+(?P<year>\d{{4}})\b",
        rf"\b{_MONTH_NAME}[ -]+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?[ -]+(?P<year>\d{{4}})\b",
        r"\b(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})\b",
        # With slashes the order depends on the country: one number must be too large for a month.
        r"\b(?P<day>1[3-9]|2\d|3[01])/(?P<month>\d{1,2})/(?P<year>\d{4})\b",
        r"\b(?P<month>\d{1,2})/(?P<day>1[3-9]|2\d|3[01])/(?P<year>\d{4})\b",
    )
)
_CLOCK = re.compile(
    r"(?<![\d+-])(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))?(?:[:.](?P<second>\d\d)(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?\s*\(?(?P<zone>(?:UTC|GMT)?[+−-]\d{1,2}:?\d{0,2}\b|[A-Z]{1,4}\b)?",
    re.IGNORECASE,
)
_PARTIAL = re.compile(
    rf"\d{{4}}|\d{{4}}[-/.]\d{{1,2}}|\d{{1,2}}/\d{{4}}|\d{{4}}-?W\d\d|{_MONTH_NAME},? \d{{4}}", re.IGNORECASE
)


def parse_time(words: str) -> tuple[datetime | None, date | None]:
    """Return the moment (aware; None without time or zone) and the day that `words` state in their own zone.

    Reads ISO 8601, RFC 822, dates with English month names, dotted and unambiguous slashed dates, Unix time in seconds
    or milliseconds, and whatever dateparser knows of other languages. Both are None for a month or a year alone.
    Raises ValueError for anything else.
    """
    words = " ".join(words[:200].split())
    if _PARTIAL.fullmatch(words):
        return None, None
    if re.fullmatch(r"\d{10}|\d{13}", words):
        return _aware(datetime.fromtimestamp(int(words[:10]), UTC))
    try:
        return _aware(datetime.fromisoformat(words))
    except ValueError:
        pass
    if found := next((found for form in FULL_DAYS if (found := form.search(words))), None):
        month = found["month"].lower()
        day = date(int(found["year"]), MONTHS[month] if month in MONTHS else int(month), int(found["day"]))
        return _moment(day, words[: found.start()], words[found.end() :]), day
    try:
        return _aware(parsedate_to_datetime(words))
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    if re.search(r"[^\W\d_]{3}", words) and re.search(r"\d{4}", words):
        import dateparser  # type: ignore[import-untyped]  # Takes half a second.

        settings = {"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
        if parsed := dateparser.parse(words, settings=settings):
            return _aware(parsed)
    raise ValueError(f"cannot read {words[:80]!r} as a time of publication; ISO 8601 is understood best")


def _aware(parsed: datetime) -> tuple[datetime | None, date]:
    return (parsed if parsed.tzinfo else None), parsed.date()


def _moment(day: date, before: str, after: str) -> datetime | None:
    """Return the moment on `day` if the words around it state a time and a zone."""
    for words in (after.lstrip("Tt,; "), before):
        for found in _CLOCK.finditer(words):
            zone = _zone((found["zone"] or "").upper())
            if zone is None or not (found["minute"] or found["half"]):
                continue
            hour = int(found["hour"])
            if found["half"]:
                hour = hour % 12 + 12 * (found["half"][0] in "pP")
            clock = (hour, int(found["minute"] or 0), int(found["second"] or 0))
            return datetime(day.year, day.month, day.day, *clock, tzinfo=zone)
    return None


def _zone(name: str) -> timezone | None:
    if name in _ZONES:
        return timezone(timedelta(hours=_ZONES[name]))
    if found := re.fullmatch(r"(?:UTC|GMT)?([+−-])(\d{1,2}):?(\d\d)?", name):
        offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        return timezone(offset if found[1] == "+" else -offset) if offset < timedelta(days=1) else None
    return None

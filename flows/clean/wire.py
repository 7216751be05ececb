"""What news agencies put around an article: a dateline in front ("PARIS, April 18 (Reuters) - "), a sign-off behind.

The agencies and how they write themselves stand in `patterns/agencies.txt`.
"""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_CAPITAL = "A-ZÀ-ÖØ-ÞĀ-Ž"
_NAME = rf"(?:[{_CAPITAL}][\w'’.-]*)"
_PLACE = rf"(?:[{_CAPITAL}][{_CAPITAL}.'’]*[{_CAPITAL}](?:[ /-]+[{_CAPITAL}][{_CAPITAL}.'’]*)*)"
_MIXED_PLACE = rf"(?:{_NAME}(?:[ /]{_NAME}){{0,3}})"
_REGION = rf"(?:, {_MIXED_PLACE}| [(\[]{_MIXED_PLACE}[)\]]){{0,2}}"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
_DAY = rf"(?:[.,]? (?:[A-Z][a-z]+day,? )?(?:{_MONTH} {_NUMBER}|{_NUMBER} {_MONTH})(?:,? \d{{4}})?)"
_DASH = r"(?:\s+[-–—]{1,2}\s+|\.-\s|\s?[–—]\s?|\s?--\s?)"
_TEXT_FOLLOWS = rf"(?=[\"'“‘«(\[]*[{_CAPITAL}\d])"
_IN_BRACKETS = re.compile(r"\(([^()]{2,40})\)|/([^/]{2,40})/")
_SPEAKER = re.compile(rf"^{_PLACE}: ", re.MULTILINE)

_NO_PLACE = (
    "NATO OPEC ASEAN BRICS OSCE IAEA UNICEF UNHCR ECOWAS BREAKING UPDATE UPDATES UPDATED EXCLUSIVE ANALYSIS EXPLAINER "
    "WATCH LIVE VIDEO PHOTO PHOTOS NEWS OPINION INTERVIEW FACTBOX TIMELINE CORRECTED REFILE INTRO TEXT TAPE CUT NOTE "
    "EDITORIAL COMMENT QUESTION ANSWER HOST MODERATOR PRESIDENT SECRETARY SUMMARY BACKGROUND HEADLINE TOPIC SUBJECT "
    "READ ALSO RELATED SOURCE FROM DATE TITLE TALKS US UN EU UK USA UAE"
)
"""Words in capitals that stand in front of a dash or colon without naming a place."""


_OF_PLACES = (
    "BAY BEACH CITY COUNTY FALLS HARBOR HARBOUR HEIGHTS HILL HILLS ISLAND ISLANDS LAKE LAKES MEADOWS PARK PORT RIVER "
    "SPRINGS STRIP TOWN VALLEY VILLAGE"
)
"""Words that end the names of places and also stand in small letters in any text."""

_STATION = re.compile(r"\s?\([KW][A-Z]{2,3}(?:-TV)?\)")
"""The call sign of an American broadcaster: `AUSTIN, Texas (KXYZ)`."""

_LONGEST_NAMES = 120
_LONGEST = 600
"""Characters in which to look; keeps the search short in a long text."""
_LABEL_SOUGHT = 5000
"""Likewise for the words of a label."""


def cut_dateline(text: str) -> tuple[str, str | None, str | None]:
    """Return (`text` without its dateline, the dateline's place and day, the agency); the latter None if absent."""
    for pattern in _datelines():
        found = pattern.match(text, 0, _LONGEST)
        if not found:
            continue
        city = found["city"] or ""
        is_label = agency_named(city) or (city == found["place"] and "(" not in found.group() and _is_label(city, text))
        if is_label or (":" in found.group() and len(_SPEAKER.findall(text)) > 1):
            continue  # Capitals and a colon may also name the speaker in a transcript.
        place, agency = _STATION.sub("", found["place"]), agency_named(found.groupdict().get("agency") or "")
        for bracket in _IN_BRACKETS.finditer(found.group()):
            if name := agency_named(bracket[1] or bracket[2]):
                place, agency = place.replace(bracket.group(), ""), name
        return text[found.end() :], place.strip(" ,") or None, agency
    return text, None, None


def cut_sign_off(text: str) -> tuple[str, str | None]:
    """Return (`text` without the agency's or the reporters' names after its last sentence, the agency)."""
    agency = None
    while found := _sign_off().search(text, max(0, len(text) - _LONGEST)):
        agency = agency or agency_named(found["names"])
        text = text[: found.end("end")]
    return text, agency


def _is_label(city: str, text: str) -> bool:
    """Tell a kicker (`TRUCE TALKS - `) from a place: its last word also stands in small letters in the article."""
    words = city.strip(".").split()
    if not words or city.strip(".") in _NO_PLACE.split():
        return bool(words)
    last = words[-1]
    in_small_letters = re.compile(rf"\b{re.escape(last.lower())}\b")
    return last not in _OF_PLACES.split() and in_small_letters.search(text, 0, _LABEL_SOUGHT) is not None


def agency_named(words: str) -> str | None:
    """Return the agencies that `words` name and nothing else, joined by a slash; None if there is any other word."""
    forms = _agencies().forms
    if len(words) > _LONGEST_NAMES:
        return None
    parts = [words] if words in forms else re.split(r"\s*(?:[/,;&]|\band\b)\s*", words.strip(" ()[]-–—/."))
    names = [forms.get(part) for part in parts if part]
    return "/".join(dict.fromkeys(name for name in names if name)) if names and all(names) else None


class _Agencies(NamedTuple):
    forms: dict[str, str]
    """Every way in which an agency writes itself, with its name."""
    ambiguous: frozenset[str]
    """The forms that count in brackets only."""


@cache
def _agencies() -> _Agencies:
    forms: dict[str, str] = {}
    ambiguous: set[str] = set()
    for line in files("flows.clean").joinpath("patterns/agencies.txt").read_text("utf-8").splitlines():
        name, _, written = line.partition(":")
        if line.startswith("#") or not written:
            continue
        for form in (part.strip() for part in written.split("|")):
            bare = form.strip("<>")
            forms |= {bare: name, bare.upper(): name}
            if form != bare:
                ambiguous |= {bare, bare.upper()}
    return _Agencies(forms, frozenset(ambiguous))


def _alternatives(forms: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True)) + ")"


@cache
def _datelines() -> tuple[re.Pattern[str], ...]:
    agency = _alternatives(_agencies().forms)
    signed = rf"(?:\s?\({agency}(?:[/,;] ?{agency})*\))"
    return tuple(
        re.compile(rf"\s*{form}\s*{_TEXT_FOLLOWS}")
        for form in (
            # MOSCOW - / KYIV, Ukraine (AP) — / PARIS, April 18 (Reuters) -
            rf"(?P<place>(?P<city>{_PLACE}){_REGION}{_DAY}?)(?:\s?\([^()]{{2,40}}\))?(?:{_DASH}|:\s)",
            # Kyiv (Ukraine) (AFP) – / New Delhi [India], April 18 (ANI): / Cairo (AFP)
            rf"(?P<place>(?P<city>{_MIXED_PLACE}){_REGION}{_DAY}?){signed}(?:{_DASH}|:\s|\s)",
            # Geneva, 18 April 2025 –
            rf"(?P<place>(?P<city>{_MIXED_PLACE}){_REGION}{_DAY})(?:{_DASH}|:\s)",
            # MOSCOW, April 18. /TASS/.
            rf"(?P<place>(?P<city>{_MIXED_PLACE}){_REGION}{_DAY})\.?\s?/{agency}/\.?",
            # (Reuters) - / CNN —
            rf"(?P<place>(?P<city>)){signed}(?:{_DASH}|:\s)",
            rf"(?P<place>(?P<city>))(?P<agency>{agency}){_DASH}",
        )
    )


@cache
def _sign_off() -> re.Pattern[str]:
    agencies = _agencies()
    bare = _alternatives(agencies.forms.keys() - agencies.ambiguous)
    marked = _alternatives(agencies.forms)
    also = r"(?:\s?[/,&]\s?|\s+and\s+)"
    by = r"(?:Additional |With )?(?:Reporting|Writing|Editing|Compiled|Translated|Produced) by "
    return re.compile(
        r"(?P<end>[.!?…][\"”’'»)\]]{0,3}|\))\s*(?P<names>"
        rf"(?<=\s){bare}(?:{also}{bare})*|[-–—/]+\s?{marked}(?:{also}{marked})*"
        rf"|[(\[]{marked}(?:{also}{marked})*[)\]]|[(\[]{by}[^()]{{2,400}}[)\]]"
        r")\.?\s*$"
    )

"""Where the sentences of a text begin and end. Evidence refers to these by number, so every offset is exact.

Rules of our own: on news text with quotes, abbreviations and datelines the libraries we measured got more boundaries
wrong, and most do not give offsets. A line break always ends a sentence, except in hard-wrapped plain text.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

_OPENING = "\"'“‘«„‹([¿¡"
_CLOSING = "\"'”’»›)\\]"

_CANDIDATE = re.compile(
    rf"""
    (?<![.!?…؟۔।])
    (?P<mark> [.!?…؟۔।]++ (?: [ ]\.){{0,2}} )  # one mark or several, also a spaced ellipsis
    (?P<close> [{_CLOSING}]*+ (?: [\u2009\u202f ][”’»]+ )* )
    (?P<gap> \s++ )
    (?P<open> [{re.escape(_OPENING)}\u2013\u2014-]* )
    (?P<next> \w* )
    | [。！？｡]+ [{_CLOSING}」』）]*           # CJK full stops need no space after them
    | [.!?]”(?=[“A-Z])                        # a lost space after a quotation
    """,
    re.VERBOSE,
)
_MARK = re.compile("[.!?…؟۔।。！？｡]")
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_PARAGRAPH = re.compile(r"(?:[^\n\r]|\r?\n(?![ \t]*\r?\n))+")
_WORD_BEFORE = re.compile(r"[^\s\"'“”‘’«»()\[\]/—–]*$")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_ATTRIBUTION = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Dr|President|Minister|Prime|Foreign|Secretary|General|Senator)\.? )*(?:[A-Z][\w'’-]+ ){1,3}"
    r"(?:said|says|asked|asks|told|wrote|added|replied|answered|wondered|shouted|tweeted|posted)\b"
)
_HOUR_FOLLOWERS = re.compile(
    r"(?:[A-Z]{2,4}\b|Eastern|Central|Pacific|Mountain|Greenwich|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan|Feb|Mar|"
    r"Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|[A-Z]\w+ (?:time|Time)\b)"
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Before a name: never the end of a sentence.
_TITLES = _words(
    "mr mrs ms messrs mme mlle dr prof gen lt col maj capt cmdr sgt cpl pvt adm brig sen rep reps sens gov lt-gen "
    "pres rev hon amb supt det fr msgr mt ft vs v cf viz ie eg insp hr"
)
# Before a number: the end of a sentence when no number follows.
_NUMBERED = _words(
    "no nos art arts fig vol pp p ch para sec ca c op jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues "
    "wed thu thurs fri sat sun"
)
# Within or at the end of a sentence: its end only when a word follows that rarely stands inside a name.
_SHORTENED = _words(
    "st inc ltd corp co bros jr sr etc al approx est dept univ assn ave blvd rd calif pa va md mass conn fla ariz "
    "tex wash ill mich minn ga ala ky la tenn wis colo okla ore nev kan mo miss del ind neb ont que ph.d "
    "intl govt"
)
# German writes the day with a dot: "am 18. April".
_GERMAN_MONTHS = _words(
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember Jahrhundert Uhr"
)
_STARTERS = _words(
    "The This That These Those There Then They Their A An And As At After Although Also Another Asked Because Before "
    "Both But By Despite During Each Earlier Every For From He Her Here His How However I If In Instead It Its Later "
    "Meanwhile Many More Most Mr My No Nor Not Now Of On Once One Only Or Other Our Over She Since So Some Still Such "
    "Talks Thus To Two Under Unlike Until We What When Where Whether Which While Who Why With Without Yet "
    "You Your"
)


def split(text: str) -> list[tuple[int, int]]:
    """Return the sentences of `text` as (start, end) in code points: 0-based, end exclusive, in order.

    The spans hold every character of the text but white space, do not overlap, and begin and end with a character
    that is not white space. Takes time linear in the length of the text.
    """
    spans: list[tuple[int, int]] = []
    for block in (_PARAGRAPH if is_hard_wrapped(text) else _LINE).finditer(text):
        start, end = block.span()
        for candidate in _candidates(text, start, end):
            if candidate["gap"] is None:
                boundary = following = candidate.end()
            elif _ends_sentence(text, start, candidate):
                boundary, following = candidate.start("gap"), candidate.end("gap")
            else:
                continue
            _append(spans, text, start, boundary)
            start = following
        _append(spans, text, start, end)
    return spans


def _candidates(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the places where sentences may end; to look for their marks first takes a third of the time."""
    for mark in _MARK.finditer(text, start, end):
        if mark.start() >= start and (candidate := _CANDIDATE.match(text, mark.start(), end)):
            start = candidate.end()
            yield candidate


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    if left < len(words):
        spans.append((start + left, start + len(words.rstrip())))


def _ends_sentence(text: str, start: int, candidate: re.Match[str]) -> bool:
    """Tell whether the sentence that began at `start` ends with this mark; white space follows it."""
    mark, close, opening, word = candidate["mark"], candidate["close"], candidate["open"], candidate["next"]
    if word and (word[0].islower() and not opening.strip("-–—")):
        return False
    if mark[-1] in "!?":
        quoted = "”" in close or '"' in close or "’" in close
        return not (quoted and not opening and _ATTRIBUTION.match(text, candidate.start("next")))
    if mark != "." or "]" in close:
        # After an ellipsis a capital may be a mere name.
        ellipsis = mark.startswith("..") or "…" in mark or " ." in mark
        return not ellipsis or _starts_sentence(text, candidate)
    if close:
        return not (word and word[0].islower())
    return _full_stop_ends(text, start, candidate)


def _full_stop_ends(text: str, start: int, candidate: re.Match[str]) -> bool:
    """Tell a full stop from the dot of an abbreviation, an initial or a list number."""
    word = candidate["next"]
    found = _WORD_BEFORE.search(text, max(start, candidate.start() - 24), candidate.start())
    before = found.group() if found else ""
    lower = before.lower()
    if lower in _TITLES:
        return False
    if lower in _NUMBERED and (before[:1].isupper() or lower in ("p", "pp", "c", "ca", "no", "nos")):
        return not word[:1].isdigit()
    if lower in ("a.m", "p.m"):
        return not word or not _HOUR_FOLLOWERS.match(text, candidate.start("next"))
    if lower in ("i.e", "e.g"):
        return False
    if lower in _SHORTENED or _DOTTED.fullmatch(before) or (len(before) == 1 and before.isupper()):
        return _starts_sentence(text, candidate)
    if before.isdigit() and len(before) < 3 and word in _GERMAN_MONTHS:
        return False
    # "1. The parties agree": the number of a list item, not a sentence.
    return not (before.isdigit() and len(before) < 3 and not text[start : candidate.start() - len(before)].strip())


def _starts_sentence(text: str, candidate: re.Match[str]) -> bool:
    """Tell whether what follows an abbreviation is a new sentence and not a name."""
    if candidate["open"].strip("-–—(["):
        return True
    end = candidate.end("next")
    return candidate["next"] in _STARTERS and text[end : end + 1] != "."


def is_hard_wrapped(text: str) -> bool:
    """Tell whether line breaks fall inside sentences, as in old wire copy and mail with 60 to 80 columns."""
    if "\n" not in text:
        return False
    lines = [line.strip() for line in text.split("\n")]
    inside = breaks = 0
    for line, following in pairwise(lines):
        if line and following:
            breaks += 1
            inside += 30 <= len(line) <= 100 and line[-1] not in '.!?:”"' and following[0].islower()
    return inside >= 3 and inside >= 0.4 * breaks

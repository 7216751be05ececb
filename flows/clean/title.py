"""The headline of a page, without the kicker and the outlet's name that its statements put around it."""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from flows.clean.letters import letters

_SEPARATOR = re.compile(r"\s+[-–—|·•*»›:/]+\s+|\s*[|｜ㅣ：»›]\s*|\s+[-–—](?=\S)")
_FIRST_SEPARATOR = re.compile(rf"{_SEPARATOR.pattern}|:\s+")
_LONGEST = 1000
"""Characters of a statement that are looked at."""
_FEWEST_LETTERS = 10
"""Fewer letters occur in a statement by chance."""


def choose_title(headings: Sequence[str], stated: Sequence[str], names: Iterable[str]) -> str | None:
    """Return the article's title, or None where nothing is stated.

    `headings` are the page's h1 in order, `stated` its own statements, the most reliable first (og:title, JSON-LD
    headline, twitter:title, title element), `names` how the outlet calls itself. What readers see goes first: the
    heading that a statement repeats, whole or with a kicker or an outlet's name around it.
    """
    outlet = {letters(name) for name in names} - {""}
    seen = [words for words in map(_line, headings) if letters(words) not in {"", *outlet}]
    said = [words for words in map(_line, stated) if words]
    repeated = [(place, words) for words in seen if (place := _place(words, said)) is not None]
    if repeated:
        return min(repeated, key=lambda pair: pair[0])[1]
    for words in said:
        bare = _without_outlet(words, outlet)
        for heading in seen if len(letters(bare)) >= _FEWEST_LETTERS else ():
            if letters(bare) in letters(heading):
                # Words in front are a kicker, words behind belong to the headline.
                return bare if letters(heading).endswith(letters(bare)) else heading
    alike = (heading for heading in seen for words in said if _much_alike(heading, words))
    alone = seen[0] if len(seen) == 1 and len(seen[0].split()) > 3 else None
    stripped = (bare for words in said if letters(bare := _without_outlet(words, outlet)) not in outlet)
    return next(alike, None) or alone or next(stripped, None) or (seen[0] if seen else None)


def outlet_names(url: str | None, *stated: str | None) -> list[str]:
    """Return how the outlet at `url` may call itself: as `stated`, by its host's name and the parts of that."""
    host = (urlsplit(url or "").hostname or "").removeprefix("www.")
    parts = [part for part in host.split(".")[:-1] if len(part) > 2]
    return [name for name in (*stated, host, *parts) if name]


def _place(heading: str, said: Sequence[str]) -> int | None:
    """Return where in a statement the heading begins (0: it is the whole of one, or its beginning), None if nowhere."""
    head = letters(heading)
    statements = [letters(words) for words in said]
    if head in statements and " " in heading:
        return 0
    places = [words.find(head) for words in statements if len(head) >= _FEWEST_LETTERS]
    return min((place for place in places if place >= 0), default=None)


def _without_outlet(words: str, outlet: set[str]) -> str:
    """Return `words` without the outlet's name, and what follows it, behind a separator, or in front of one."""
    for gap in _SEPARATOR.finditer(words):
        if any(_names(piece, outlet) for piece in _SEPARATOR.split(words[gap.end() :])[:1]):
            words = words[: gap.start()]
            break
    first = _FIRST_SEPARATOR.search(words)
    return words[first.end() :] if first and letters(words[: first.start()]) in outlet else words


def _names(piece: str, outlet: set[str]) -> bool:
    part = letters(piece)
    return any(
        part == name or (len(name) > 3 and name in part and len(name) >= len(part) / 2)
        or (len(part) > 3 and part in name)
        for name in outlet
    )  # fmt: skip


def _much_alike(heading: str, words: str) -> bool:
    one, other = (set(re.findall(r"\w{3,}", text.casefold())) for text in (heading, words))
    return len(one) > 2 and len(one & other) >= min(len(one), len(other)) / 2


def _line(words: str) -> str:
    return " ".join(words[:_LONGEST].replace("\xad", "").replace("\u2060", "").split())

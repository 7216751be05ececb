"""Who wrote an article: by the page's statements, else by the line that readers see."""

from collections.abc import Iterable
from functools import cache
from itertools import islice
from typing import Any

_META_NAMES = (
    "author", "article:author", "parsely-author", "sailthru.author", "byl", "citation_author", "dc.creator",
    "dcterms.creator",
)  # fmt: skip
"""Names of meta elements that hold the authors, the most reliable first."""

_BYLINE = (
    "//*[@rel='author' or @itemprop='author' or @itemprop='author name' or @class='author' or @class='byline']",
    "//*[self::a or self::address or self::div or self::h3 or self::h4 or self::p or self::span or self::strong]"
    "[contains(@itemprop, 'author') or contains(@class, 'uthor') or contains(@class, 'yline')"
    " or contains(@data-component, 'yline')]",
)
"""Where readers see the authors, the surer places first."""

_BESIDE = ("comment", "sidebar", "related", "is-hidden")
"""Parts of a class or an id whose authors are not the article's."""

_LONGEST = 120
"""Characters of a byline; also the characters of a mark, and the pieces of an element, that are looked at."""
_MOST = 50
"""Elements that are looked at."""


def find_authors(metas: dict[str, str], people: list[str], others: list[str], tree: Any) -> str | None:
    """Return the authors of an article, `; ` between them, or None where the page names none.

    `metas` are its meta elements by name; `people` and `others`, such as firms, the authors in its JSON-LD; `tree` the
    page without furniture. A single word is an account or an editorial desk: it counts where nobody else is named.
    """
    names = [name for name in people if " " in name.strip()]
    written = [[metas[name]] for name in _META_NAMES if " " in metas.get(name, "").strip()]
    stated = next(filter(None, map(_names, (names, *written))), None)
    return stated or _seen(tree) or _names([*people, *others])


def _seen(tree: Any) -> str | None:
    """Return the authors in the first line that looks like a byline."""
    for path in map(_compiled, _BYLINE):
        for element in path(tree)[:_MOST]:
            words = " ".join(" ".join(islice(element.itertext(), _LONGEST)).split())
            if 2 < len(words) < _LONGEST and not _is_beside(element) and (names := _names([words])):
                return names
    return None


def _is_beside(element: Any) -> bool:
    parents = (element, *element.iterancestors())
    marks = [f"{parent.get('class', '')[:_LONGEST]} {parent.get('id', '')[:_LONGEST]}".lower() for parent in parents]
    return any(part in mark for mark in marks for part in _BESIDE)


def _names(written: Iterable[str]) -> str | None:
    """Return names as trafilatura writes them: without "By", accounts and addresses, each once."""
    from trafilatura.json_metadata import normalize_authors

    found: str | None = None
    for words in written:
        found = normalize_authors(found, words)
    return found


@cache
def _compiled(path: str) -> Any:
    from lxml.etree import XPath

    return XPath(path)

"""What a sitemap says: the pages it lists, with what it says of news, or the sitemaps it leads to.

sitemaps.org/protocol.html; Google's extension for news, "news:news".
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from xml.parsers import expat

from flows.ingest.feed import Entry, unsafe
from flows.ingest.item import Trouble
from flows.ingest.moment import iso_moment

SITEMAP = "sitemap"
"""The kind of an answer that is a sitemap or an index of them."""

_ROOT = re.compile(
    rb"\s*(?:(?><\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*(?:\[.*?\]\s*)?>)\s*)*+"
    rb"<(?:[\w.-]+:)?(urlset|sitemapindex)\b",
    re.DOTALL,
)
"""What comes before the root goes only one way (`(?>` and `*+`): else a page of `<??>` would be tried for ever."""

_MOST = 50_000
"""Entries that a sitemap may have by its protocol."""


@dataclass(frozen=True)
class Child:
    """A sitemap that an index leads to."""

    url: str
    changed: datetime | None


@dataclass(frozen=True)
class Sitemap:
    """A sitemap as far as it can be read; it has entries, or children."""

    title: str = ""
    """The name of the publication, where it lists news."""
    entries: list[Entry] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)
    trouble: Trouble | None = None
    """What is wrong with it, if anything."""


def is_sitemap(body: bytes) -> bool:
    """Return whether the bytes begin as a sitemap or an index does."""
    return bool(_ROOT.match(body[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xfe\xff")))


def read_sitemap(body: bytes, locator: str, place: str) -> Sitemap:
    """Return what the bytes of a sitemap say; opens nothing and raises nothing.

    `place` names the sitemap in the words of a trouble.
    """
    reader, trouble = _Reader(), None
    try:
        reader.read(body)
    except _Unsafe:
        return Sitemap(trouble=unsafe(locator, place))
    except (expat.ExpatError, ValueError, LookupError) as error:  # the last two for an encoding it doesn't know
        trouble = _broken(locator, place, str(error))
    entries = [_entry(number, said) for number, said in enumerate(reader.found["url"], start=1)]
    children = [Child(said["loc"], iso_moment(said.get("lastmod"))) for said in reader.found["sitemap"]]
    return Sitemap(reader.found["url"][0].get("name", "") if entries else "", entries, children, trouble)


class _Unsafe(Exception):
    """The XML declares an entity."""


class _Reader:
    """Reads elements as they come, so that memory is bounded by what is kept of them."""

    def __init__(self) -> None:
        self.found: dict[str, list[dict[str, str]]] = {"url": [], "sitemap": []}
        """Of each `url` and `sitemap` with a `loc`: the texts of _WANTED, by name without prefix."""
        self._path: list[str] = []
        self._said: dict[str, str] = {}
        self._text = ""

    def read(self, body: bytes) -> None:
        """Read the whole. Raises ExpatError, ValueError or LookupError for what is no XML, _Unsafe."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._characters
        parser.EntityDeclHandler = self._entity
        parser.Parse(body, True)

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if len(self._path) == _DEEPEST:
            raise ValueError(f"its elements are nested deeper than {_DEEPEST}")
        self._path.append(name.rpartition(":")[2])
        self._text = ""

    def _characters(self, text: str) -> None:
        if len(self._text) < _LONGEST:
            self._text += text

    def _end(self, _: str) -> None:
        name = self._path.pop()
        if name in self.found:
            if "loc" in self._said and len(self.found[name]) < _MOST:
                self.found[name].append(self._said)
            self._said = {}
        elif name in _WANTED and self._path and self._path[-1] in _PARENTS and self._text.strip():
            self._said.setdefault(name, self._text.strip()[:_LONGEST])
        self._text = ""

    def _entity(self, *_: object) -> None:
        raise _Unsafe


_WANTED = ("loc", "lastmod", "publication_date", "title", "name")
_PARENTS = ("url", "sitemap", "news", "publication")
"""Not `image:image` or `video:video`, which have a title and a loc as well."""

_DEEPEST = 20
_LONGEST = 4096
"""Characters of one text; an address has at most 2,048 (sitemaps.org/protocol.html#locdef)."""


def _entry(number: int, said: Mapping[str, str]) -> Entry:
    published, changed = said.get("publication_date"), said.get("lastmod")
    return Entry(
        number=number,
        id=None,
        link=said["loc"],
        content=None,
        title=said.get("title"),
        published=published,
        updated=changed or published,
        moment=iso_moment(published or changed),
    )


def _broken(locator: str, place: str, why: str) -> Trouble:
    return Trouble(
        locator=locator,
        reason="broken_feed",
        detail=f"{place} was expected to be a well-formed sitemap ({why}): correct it; the entries that can be read "
        "are taken.",
        retryable=True,
    )

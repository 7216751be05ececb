"""What a web page says about its article: title, author, agency, address, time of publication."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from flows.clean.byline import find_authors
from flows.clean.page import ParsedPage
from flows.clean.title import choose_title, outlet_names
from flows.clean.wire import agency_named
from flows.urls import canonical_url

_ARTICLE_TYPES = ("Article", "Posting", "Report", "WebPage")
"""Ends of the schema.org types whose date is the article's."""

_TIME_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "publish-date",
    "publish_date",
    "publication_date",
    "pubdate",
    "date.issued",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "date",
)
"""Names of meta elements that hold the time of publication, the most reliable first."""


_MOST_HEADINGS = 8

_CREDITED = ("author", "creator", "sourceOrganization", "contributor")
"""Properties of a schema.org article under which an agency may stand."""

_TIME_ELEMENTS = (
    './/*[@itemprop="datePublished"]', ".//time[@pubdate]", ".//article//time[@datetime]", ".//header//time[@datetime]",
)  # fmt: skip


@dataclass(frozen=True)
class PageMetadata:
    """What a page says about its article. Empty where it says nothing."""

    title: str | None = None
    author: str | None = None
    agency: str | None = None
    """The news agency named as author or as origin, by its name in `patterns/agencies.txt`."""
    canonical_url: str | None = None
    published_words: tuple[str, ...] = ()
    """The page's statements of its time of publication as written, the most reliable first (JSON-LD, meta, time)."""


def page_metadata(page: ParsedPage, url: str | None) -> PageMetadata:
    """Return what a page, found at `url`, says about its article; nothing where no page could be read."""
    tree = page.tree
    if tree is None:
        return PageMetadata()
    metas, articles = _metas(tree), list(_articles(tree))
    address = next(_addresses(tree, metas, url), None)
    people = [name for article in articles for name in _named(article, "author", people_alone=True)]
    credited = [name for article in articles for name in _named(article, *_CREDITED)]
    author = find_authors(metas, people, credited, page.article_tree)
    names = [*credited, *(author or "").split("; ")]
    return PageMetadata(
        title=_title(tree, metas, articles, url),
        author=author,
        agency=next((agency for name in names if (agency := agency_named(name))), None),
        canonical_url=canonical_url(address) if address else None,
        published_words=tuple(dict.fromkeys(_times(tree, metas, articles))),
    )


def _title(tree: Any, metas: dict[str, str], articles: list[dict[str, object]], url: str | None) -> str | None:
    headings = ["".join(heading.itertext()) for heading in islice(tree.iter("h1"), _MOST_HEADINGS)]
    headlines = (article.get("headline") for article in articles)
    stated = [
        metas.get("og:title"), *(unescape(words) for words in headlines if isinstance(words, str)),
        metas.get("twitter:title"), tree.findtext(".//title"),
    ]  # fmt: skip
    return choose_title(headings, list(filter(None, stated)), outlet_names(url, metas.get("og:site_name")))


def _metas(tree: Any) -> dict[str, str]:
    metas: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = (element.get("content") or "").strip()
        if name and content:
            metas.setdefault(name.lower(), content)
    return metas


def _articles(tree: Any) -> Iterator[dict[str, object]]:
    """Yield the JSON-LD objects that describe an article, the nearest types first."""
    found: list[dict[str, object]] = []
    for element in tree.iter("script"):
        if (element.get("type") or "").partition(";")[0].strip().lower() != "application/ld+json":
            continue
        try:
            found += _objects(json.loads(element.text or "", strict=False))
        except (ValueError, RecursionError):
            continue
    for ending in _ARTICLE_TYPES:
        yield from (thing for thing in found if str(_first(thing.get("@type"))).endswith(ending))


def _addresses(tree: Any, metas: dict[str, str], url: str | None) -> Iterator[str]:
    """Yield the page's own statements of its address, made absolute, but for those that name the site alone."""
    links = [link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"]
    for stated in (*links, metas.get("og:url")):
        try:
            address = urljoin(url or "", stated.strip()) if stated else ""
            parts = urlsplit(address)
        except ValueError:  # such as the unfilled template `https://[domain]/news`
            continue
        at_root = parts.path in ("", "/") and not parts.query
        if address.startswith(("http://", "https://")) and not (at_root and url and urlsplit(url).path.strip("/")):
            yield address


def _times(tree: Any, metas: dict[str, str], articles: list[dict[str, object]]) -> Iterator[str]:
    """Yield the page's statements of its time of publication."""
    for article in articles:
        if isinstance(stated := article.get("datePublished"), str) and stated.strip():
            yield stated.strip()
    yield from (metas[name] for name in _TIME_NAMES if name in metas)
    for path in _TIME_ELEMENTS:
        for element in tree.xpath(path)[:1]:
            if stated := (element.get("datetime") or element.get("content") or "").strip():
                yield stated


def _objects(value: object) -> Iterator[dict[str, object]]:
    """Yield the objects of a JSON-LD block that stand for the page itself, not those nested as related items."""
    if isinstance(value, list):
        for item in value:
            yield from _objects(item)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(value.get(name))


def _first(value: object) -> object:
    return value[0] if isinstance(value, list) and value else value


def _named(article: dict[str, object], *roles: str, people_alone: bool = False) -> Iterator[str]:
    """Yield the names in these roles of an article; `people_alone`: without organisations."""
    for role in roles:
        named = article.get(role)
        for name in named if isinstance(named, list) else [named]:
            if isinstance(name, dict):
                is_person = str(_first(name.get("@type") or "Person")) == "Person"
                name = name.get("name") if is_person or not people_alone else None
            if isinstance(name, str):
                yield name

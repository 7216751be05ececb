"""What a web page says about its article: title, author, outlet, address, time of publication."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

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


_TIME_ELEMENTS = ('[itemprop="datePublished"]', "time[pubdate]", "article time[datetime]", "header time[datetime]")


@dataclass(frozen=True)
class PageMetadata:
    """What a page says about its article. Empty where it says nothing."""

    title: str | None = None
    author: str | None = None
    agency: str | None = None
    """The news agency named as author or as origin, by its name in `patterns/agencies.txt`."""
    site: str | None = None
    canonical_url: str | None = None
    published_words: tuple[str, ...] = ()
    """The page's statements of its time of publication as written, the most reliable first (JSON-LD, meta, time)."""


def page_metadata(html: str, url: str | None) -> PageMetadata:
    """Return what the page `html`, found at `url`, says about its article; nothing for text that is no page."""
    from trafilatura.metadata import extract_metadata

    if "<" not in html:
        return PageMetadata()
    page = _Page(html)
    articles = list(page.articles())
    found = extract_metadata(html, default_url=url, extensive=False)
    stated = next(page.addresses(url), None)
    authors = [found.author or "", *(name for article in articles for name in _author_names(article))]
    return PageMetadata(
        title=found.title or None,
        author=found.author or None,
        agency=next((agency for name in authors for part in name.split(";") if (agency := agency_named(part))), None),
        site=found.sitename or None,
        canonical_url=canonical_url(stated) if stated else None,
        published_words=tuple(dict.fromkeys(page.times(articles))),
    )


class _Page:
    """A parsed page, for what the libraries do not read or read without zone and time."""

    def __init__(self, html: str) -> None:
        from resiliparse.parse.html import HTMLTree

        self._tree = HTMLTree.parse(html)
        self._meta: dict[str, str] = {}
        for element in self._select("meta"):
            name = element.getattr("property") or element.getattr("name") or element.getattr("itemprop")
            content = (element.getattr("content") or "").strip()
            if name and content:
                self._meta.setdefault(name.lower(), content)

    def _select(self, selector: str) -> list[Any]:
        document = self._tree.document
        return list(document.query_selector_all(selector)) if document else []

    def articles(self) -> Iterator[dict[str, object]]:
        """Yield the JSON-LD objects that describe an article, the nearest types first."""
        found: list[dict[str, object]] = []
        for element in self._select('script[type="application/ld+json"]'):
            try:
                found += _objects(json.loads(element.text or "", strict=False))
            except ValueError:
                continue
        for ending in _ARTICLE_TYPES:
            yield from (thing for thing in found if str(_first(thing.get("@type"))).endswith(ending))

    def addresses(self, url: str | None) -> Iterator[str]:
        """Yield the page's own statements of its address, made absolute, but for those that name the site alone."""
        links = self._select('link[rel="canonical"]')
        for stated in (*(link.getattr("href") for link in links), self._meta.get("og:url")):
            address = urljoin(url or "", stated.strip()) if stated else ""
            at_root = urlsplit(address).path in ("", "/") and not urlsplit(address).query
            if address.startswith(("http://", "https://")) and not (at_root and url and urlsplit(url).path.strip("/")):
                yield address

    def times(self, articles: list[dict[str, object]]) -> Iterator[str]:
        """Yield the page's statements of its time of publication."""
        for article in articles:
            if isinstance(stated := article.get("datePublished"), str) and stated.strip():
                yield stated.strip()
        yield from (self._meta[name] for name in _TIME_NAMES if name in self._meta)
        for selector in _TIME_ELEMENTS:
            for element in self._select(selector)[:1]:
                if stated := (element.getattr("datetime") or element.getattr("content") or "").strip():
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


def _author_names(article: dict[str, object]) -> Iterator[str]:
    for role in ("author", "creator", "sourceOrganization", "contributor"):
        people = article.get(role)
        for person in people if isinstance(people, list) else [people]:
            name = person.get("name") if isinstance(person, dict) else person
            if isinstance(name, str):
                yield name

"""From a raw row to a document."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import urlsplit

from flows.clean.cruft import remove_cruft
from flows.clean.decoding import decode, tidy
from flows.clean.language import detect
from flows.clean.letters import letters
from flows.clean.main_text import holds_markup, text_of_page
from flows.clean.markdown import read_markdown
from flows.clean.metadata import PageMetadata, page_metadata
from flows.clean.page import ParsedPage
from flows.clean.published import (
    Statement,
    day_at_home,
    find_published,
    times_in_markup,
    times_in_page,
    times_in_path,
    times_in_text,
    times_labelled,
)
from flows.clean.sentences import split
from flows.urls import canonical_url
from schemas import ids
from schemas.document import Document, Sentence
from schemas.raw import Raw

_LONGEST_TITLE = 150


class CleanError(Exception):
    """A raw row of which no document can be made."""

    def __init__(self, reason: str, detail: str) -> None:
        """Take the word and the sentence for the reject row."""
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class Problem(NamedTuple):
    """Something wrong that did not stop the making of a document; for a reject row."""

    reason: str
    detail: str


class Cleaned(NamedTuple):
    """A document and what was wrong on the way."""

    document: Document
    problems: list[Problem]


@dataclass(frozen=True)
class _Article:
    """What an item's body says, whatever its notation."""

    text: str
    title: str | None = None
    author: str | None = None
    source: str | None = None
    url: str | None = None
    published_words: tuple[str, ...] = ()
    said: PageMetadata = field(default_factory=PageMetadata)
    page: ParsedPage | None = None
    is_file: bool = True


def to_document(raw: Raw) -> Cleaned:
    """Return the document that `raw` holds, neither compared with others (`duplicate_of`) nor superseded.

    Raises CleanError with the reason `unsupported_type`, `invalid_encoding`, `invalid_json`, `no_text` (nothing to
    read in it) or `no_main_text` (a page without an article). A `bad_date` is a problem beside the document.
    """
    article = _read(raw)
    clean = remove_cruft(article.text)
    title, text = _told_apart(_line(article.title), clean.text)
    if not any(map(str.isalpha, text)):
        kind = "no_main_text" if article.page else "no_text"
        raise CleanError(kind, f"{raw.locator} holds no article, some sentences were expected: look at the source.")
    url = article.url or raw.url
    address = article.said.canonical_url or _article_address(raw.final_url) or _article_address(url)
    source = article.source or raw.source
    digest = sha256(text.encode()).hexdigest()
    published, problem = find_published(_statements(raw, article, url), raw.fetched)
    published = day_at_home(published, article.published_words, url)
    document = Document(
        document_id=ids.document_id(ids.identity(address, source, raw.source_id), digest),
        raw_id=raw.raw_id,
        source_id=raw.source_id,
        source=source,
        url=url,
        canonical_url=address,
        title=title,
        author=_line(article.author) or _line(article.said.author),
        agency=clean.agency or article.said.agency,
        dateline=clean.dateline,
        published=published.published,
        published_date=published.published_date,
        published_basis=published.basis,
        fetched=raw.fetched,
        language=detect(text),
        text=text,
        text_sha256=digest,
        sentences=[Sentence(start=start, end=end) for start, end in split(text)],
        duplicate_of=None,
        superseded_by=None,
    )
    return Cleaned(document, [Problem("bad_date", f"{raw.locator}: {problem}")] if problem else [])


def _read(raw: Raw) -> _Article:
    media_type = (raw.content_type or "").partition(";")[0].strip().lower()
    try:
        body = decode(raw.body, raw.content_type)
    except ValueError as error:
        raise CleanError("invalid_encoding", f"{raw.locator}: {error}; save it as UTF-8.") from error
    title = raw.header("parley-title")
    match media_type:
        case "application/json" | "application/x-ndjson":
            return _from_record(body, raw)
        case "text/html" | "application/xhtml+xml":
            return _from_page(body, raw.final_url or raw.url, title)
        case "text/markdown" | "text/x-markdown":
            markdown = read_markdown(body)
            said = markdown.front_matter
            return _Article(
                text=markdown.text,
                title=title or markdown.title,
                author=said.get("author"),
                source=said.get("source"),
                url=next((said[name] for name in ("url", "link", "canonical_url") if name in said), None),
                published_words=tuple(said[name] for name in ("published", "date", "pubdate") if name in said),
            )
        case "text/plain":
            return _Article(body, title)
        case "" if holds_markup(body):
            return _from_page(body, raw.final_url or raw.url, title)
        case "":
            return _Article(body, title)
    raise CleanError(
        "unsupported_type",
        f"{raw.locator} is {media_type}; expected was text/html, text/plain, text/markdown or application/json.",
    )


def _from_page(html: str, url: str | None, title: str | None) -> _Article:
    page = ParsedPage(html)
    said = page_metadata(page, url)
    return _Article(
        text=text_of_page(page, url),
        title=title or said.title,
        published_words=said.published_words,
        said=said,
        page=page,
    )


def _from_record(body: str, raw: Raw) -> _Article:
    try:
        record = json.loads(body)
    except ValueError as error:
        raise CleanError("invalid_json", f"{raw.locator} is no valid JSON ({error}): correct it there.") from error
    said = {name: tidy(value) for name, value in record.items() if isinstance(value, str) and value.strip()}
    if "text" in said or not holds_markup(said.get("html", "")):
        article = _Article(said.get("text") or said.get("html", ""), said.get("title"))
    else:
        article = _from_page(said["html"], raw.url, said.get("title"))
    return replace(article, author=said.get("author"), is_file=False)


def _told_apart(title: str | None, text: str) -> tuple[str | None, str]:
    """Return title and text, where the text does not begin with its own title.

    Without a title, a short first line with no sentence's end and a blank line below it is one.
    """
    first, _, rest = text.partition("\n")
    if title and letters(first) == letters(title) and rest.strip():
        return title, rest.lstrip()
    is_title = len(first) < _LONGEST_TITLE and rest.startswith("\n") and not re.search(r"[.!?…:;,][\"”’)]*$", first)
    return (first, rest.lstrip()) if not title and is_title and rest.strip() else (title, text)


def _line(words: str | None) -> str | None:
    return re.sub(r"\s*[\n\t]\s*", " ", tidy(words).strip()) if words and words.strip() else None


def _article_address(url: str | None) -> str | None:
    """Return the canonical URL, but None for the address of a whole site, which many articles may give as theirs."""
    if not url or not url.lower().startswith(("http://", "https://")):
        return None
    address = canonical_url(url)
    parts = urlsplit(address)
    return address if parts.path.strip("/") or parts.query else None


def _statements(raw: Raw, article: _Article, url: str | None) -> Iterator[Statement]:
    """Yield what is said about the time of publication, the most reliable first."""
    if raw.published_hint:
        yield ("record" if raw.header("parley-hint-from") == "record" else "feed"), raw.published_hint
    yield from (("meta", words) for words in article.published_words)
    if article.page:
        yield from times_labelled(article.page)
        yield from times_in_markup(article.page, raw.fetched)
    yield from times_in_text(article.text)
    # A record's id is no path, whatever digits it holds.
    yield from times_in_path(url)
    yield from times_in_path(raw.source_id if article.is_file else None)
    if article.page:
        yield from times_in_page(article.page, raw.fetched)

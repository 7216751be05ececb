from datetime import UTC, datetime

import pytest

from flows.ingest.answer import Fetched
from flows.ingest.item import Offer, Trouble
from flows.ingest.page import answer_kind, page_item
from schemas.raw import Raw

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
URL = "https://example.org/truce"
HTML = b"<!doctype html><p>Both sides agreed a truce.</p>"
RSS = b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>'


def answer(body: bytes, content_type: str | None, url: str = URL, **headers: str) -> Fetched:
    stated = {"content-type": content_type} if content_type else {}
    return Fetched(url=url, final_url=url, status=200, headers={**stated, **headers}, body=body, at=NOW)


def taken(page: Fetched) -> Offer:
    return page_item(page, source="Harbour Post", source_id=URL, url=URL)


@pytest.mark.parametrize(
    ("body", "content_type", "kind"),
    [
        (HTML, "text/html; charset=utf-8", "text/html"),
        (b"<p>Talks opened.</p>", "application/xhtml+xml", "text/html"),
        (HTML, "text/plain", "text/html"),
        (HTML, None, "text/html"),
        (b"Talks opened.", "text/plain", "text/plain"),
        (b"Talks opened.", None, "text/plain"),
        (b"# Truce", "text/markdown", "text/markdown"),
        (RSS, "application/rss+xml", "application/xml"),
        (RSS, "text/html", "application/xml"),
        (b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>', "application/xml", "sitemap"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "application/json", "application/feed+json"),
        (b'{"text": "Talks opened."}', "application/json", None),
        (b"[Update] Talks opened.", "text/plain", "text/plain"),
        (b"a,b", "text/csv", None),
    ],
)
def test_what_an_answer_is(body: bytes, content_type: str | None, kind: str | None) -> None:
    assert answer_kind(answer(body, content_type)) == kind


def test_a_text_is_known_as_markdown_by_its_name() -> None:
    assert answer_kind(answer(b"# Truce", "text/plain", "https://example.org/news/truce.md?raw=1")) == "text/markdown"


def test_a_page_becomes_a_row_with_the_headers_that_are_of_use() -> None:
    row = taken(answer(HTML, "text/html; charset=UTF-8", etag='"7"', **{"set-cookie": "id=9"}))
    assert isinstance(row, Raw)
    assert (row.url, row.final_url, row.http_status, row.fetched) == (URL, URL, 200, NOW)
    assert (row.body, row.content_type, row.locator) == (HTML, "text/html; charset=utf-8", URL)
    assert taken(answer(HTML, "text/html", etag="7" * 90_000)).header("etag") is None
    assert {header.name for header in row.headers} == {"content-type", "etag", "parley-locator"}


@pytest.mark.parametrize(
    ("body", "stated", "content_type"),
    [
        ("Pokój w Łodzi".encode("iso-8859-2"), "text/html; charset=ISO-8859-2", "text/html; charset=iso-8859-2"),
        ("Pokój w Łodzi".encode(), "text/html; charset=us-ascii", "text/html; charset=utf-8"),
        ("Pokój w Łodzi".encode("iso-8859-2"), "text/html; charset=utf-8", "text/html"),
        ("Pokój w Łodzi".encode(), "text/plain; charset=no-such-thing", "text/plain; charset=utf-8"),
        ("Pokój w Łodzi".encode(), "text/html; charset='hex'", "text/html; charset=utf-8"),
        (b"a" * 4_000_000 + b"-" + b"b9" * 2_000_000, "text/html; charset=-Punycode", "text/html; charset=utf-8"),
    ],
)
def test_a_charset_is_kept_only_where_the_body_is_in_it(body: bytes, stated: str, content_type: str) -> None:
    row = taken(answer(body, stated))
    assert isinstance(row, Raw) and row.content_type == content_type


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b" \r\n", "text/html", "empty_page"),
        (RSS, "text/xml", "unsupported_type"),
        (b"a,b", "text/csv", "unsupported_type"),
        (b"%PDF-1.7\0\xff\xfe", "text/html", "binary_file"),
    ],
)
def test_what_is_no_article_is_a_trouble(body: bytes, content_type: str, reason: str) -> None:
    found = taken(answer(body, content_type))
    assert isinstance(found, Trouble)
    assert (found.reason, found.locator) == (reason, URL)

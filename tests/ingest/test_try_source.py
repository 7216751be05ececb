from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from flows.ingest.limits import Limits
from flows.ingest.source import Source
from flows.ingest.try_source import Tried, try_sources

Serve = Callable[[Mapping[str, Any]], str]

pytestmark = pytest.mark.usefixtures("private_allowed")

RSS = (
    b'<rss version="2.0"><channel><item><link>/a</link><pubDate>Sun, 01 Mar 2026 18:00:00 +0100</pubDate></item>'
    b"<item><link>/b</link></item></channel></rss>"
)


def tried(location: object) -> Tried:
    (found,) = try_sources([Source(location=str(location), limits=Limits(attempts=1))])
    return found


def test_a_feed_says_how_much_and_how_new(serve: Serve, asked: list[Any]) -> None:
    found = tried(serve({"/feed": (200, {}, RSS)}) + "/feed")
    assert (found.status, found.kind, found.entries, found.trouble) == ("ok", "feed", 2, None)
    assert found.newest == datetime(2026, 3, 1, 17, tzinfo=UTC)
    assert [path for path, _ in asked] == ["/feed"]


@pytest.mark.parametrize(
    ("body", "status", "kind", "entries"),
    [
        (b"<urlset><url><loc>/a</loc></url></urlset>", "ok", "sitemap", 1),
        (b"<sitemapindex><sitemap><loc>/a</loc></sitemap></sitemapindex>", "ok", "index of sitemaps", 1),
        (b'{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1"}]}', "ok", "json feed", 1),
        (b"<!doctype html><p>Talks opened.</p>", "ok", "page", 1),
        (b'<rss version="2.0"><channel/></rss>', "empty", "feed", 0),
        (b"<urlset/>", "empty", "sitemap", 0),
        (b"<urlset>", "broken_feed", "sitemap", 0),
        (b"", "empty_page", None, None),
    ],
)
def test_what_an_address_is(serve: Serve, body: bytes, status: str, kind: str | None, entries: int | None) -> None:
    found = tried(serve({"/a": (200, {}, body)}) + "/a")
    assert (found.status, found.kind, found.entries) == (status, kind, entries)


def test_what_cannot_be_had_says_why(serve: Serve) -> None:
    found = tried(serve({}) + "/feed")
    assert (found.status, found.kind) == ("http_status", None)
    assert found.trouble and "404" in found.trouble.detail


def test_a_list_says_how_many_addresses_it_has(tmp_path: Path) -> None:
    path = tmp_path / "news.urls"
    path.write_text("https://example.org/a\nnothing\n", "utf-8")
    found = tried(path)
    assert (found.status, found.kind, found.entries) == ("ok", "list", 1)
    assert found.trouble and found.trouble.reason == "invalid_url"
    assert tried(tmp_path / "none.urls").status == "missing_file"

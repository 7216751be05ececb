import tracemalloc
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ingest.sitemap import Child, is_sitemap, read_sitemap

NAMES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)
NEWS = f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- made by hand -->
<urlset {NAMES}>
  <url>
    <loc> https://example.org/truce?a=1&amp;b=2 </loc>
    <image:image><image:loc>https://example.org/a.jpg</image:loc><image:title>A photo</image:title></image:image>
    <news:news>
      <news:publication><news:name>Harbour Post</news:name><news:language>en</news:language></news:publication>
      <news:publication_date>2026-03-01T08:00:00+01:00</news:publication_date>
      <news:title>A truce &amp; talks</news:title>
    </news:news>
  </url>
  <url><loc>https://example.org/old</loc><lastmod>2026-02-01</lastmod></url>
  <url><lastmod>2026-02-01</lastmod></url>
</urlset>"""


def test_a_sitemap_says_its_pages_and_what_is_said_of_news() -> None:
    sitemap = read_sitemap(NEWS.encode(), "news.xml", "news.xml")
    truce, old = sitemap.entries
    assert (sitemap.title, sitemap.trouble, sitemap.children) == ("Harbour Post", None, [])
    assert (truce.link, truce.title) == ("https://example.org/truce?a=1&b=2", "A truce & talks")
    assert truce.published == truce.updated == "2026-03-01T08:00:00+01:00"
    assert truce.moment == datetime(2026, 3, 1, 7, tzinfo=UTC)
    assert (old.published, old.updated) == (None, "2026-02-01")  # a change is no publication


def test_an_index_leads_to_sitemaps() -> None:
    index = f"<sitemapindex {NAMES}><sitemap><loc>/a.xml</loc><lastmod>2026-03-01</lastmod></sitemap></sitemapindex>"
    sitemap = read_sitemap(index.encode(), "index", "index")
    assert sitemap.children == [Child("/a.xml", datetime(2026, 3, 1, tzinfo=UTC))]
    assert sitemap.entries == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (NEWS.encode(), True),
        (NEWS.replace("UTF-8", "UTF-16").encode("utf-16"), True),
        (b"<sm:sitemapindex/>", True),
        (b"<!doctype html><p>&lt;urlset&gt;<urlset>", False),
        (b'<rss version="2.0"/>', False),
        (b"", False),
    ],
)
def test_a_sitemap_is_told_by_its_root(body: bytes, expected: bool) -> None:
    assert is_sitemap(body) is expected


@pytest.mark.parametrize("start", [b"<??>", b"<!---->", b"<!DOCTYPE a[]>", b"<!DOCTYPE a []", b"<?", b" "])
def test_what_begins_like_xml_for_ever_is_none(start: bytes) -> None:
    assert not is_sitemap(start * 1000 + b"<p>")  # in time that doubled with each of them, once


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-2"])
def test_a_sitemap_may_be_in_another_charset(encoding: str) -> None:
    body = NEWS.replace("UTF-8", encoding).replace("A truce", "Pokój").encode(encoding)
    assert read_sitemap(body, "a", "a").entries[0].title == "Pokój & talks"


def test_what_was_read_before_the_break_is_kept() -> None:
    sitemap = read_sitemap(NEWS.encode()[:-100], "news.xml", "/news/news.xml")
    assert len(sitemap.entries) == 1
    assert sitemap.trouble and (sitemap.trouble.reason, sitemap.trouble.retryable) == ("broken_feed", True)
    assert "/news/news.xml" in sitemap.trouble.detail


@pytest.mark.parametrize(
    "declared",
    ['<!ENTITY a "ha">', '<!ENTITY a SYSTEM "file:///etc/hostname">', '<!ENTITY % a SYSTEM "http://127.0.0.1/">'],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_do_no_harm(declared: str, encoding: str) -> None:
    body = f"<!DOCTYPE urlset [{declared}]><urlset><url><loc>&a;</loc></url></urlset>".encode(encoding)
    sitemap = read_sitemap(body, "a", "a")
    assert sitemap.entries == []
    assert sitemap.trouble and sitemap.trouble.reason == "unsafe_feed"


@pytest.mark.parametrize(
    "body",
    [
        b"<urlset>" + b"<a/>" * 500_000,
        b"<urlset>" + b"<a>" * 500_000,
        b"<urlset><url><loc>" + b"a" * 2_000_000,
        b"<urlset><url " + b" ".join(b'a%d="b"' % number for number in range(100_000)),
    ],
)
def test_memory_is_bounded(body: bytes) -> None:
    tracemalloc.start()
    read_sitemap(body, "a", "a")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: f"<urlset>{text}".encode()))
def test_anything_can_be_read(body: bytes) -> None:
    assert read_sitemap(body, "a", "a").trouble is not None

from flows.clean.metadata import PageMetadata, page_metadata
from flows.clean.page import ParsedPage

PAGE = """<html><head><title>Guns to fall silent | Example Post</title>
<link rel="canonical" href="/world/truce">
<meta property="og:site_name" content="Example Post"><meta property="og:title" content="Guns to fall silent">
<meta name="author" content="Ann Lee"><meta property="article:published_time" content="2025-04-18">
<script type="application/ld+json">{"@graph": [
  {"@type": "WebSite", "name": "Example Post"},
  {"@type": "NewsArticle", "datePublished": "2025-04-18T23:30:00-04:00", "dateModified": "2025-04-20T08:00:00Z",
   "author": [{"@type": "Person", "name": "Ann Lee"}, {"@type": "Organization", "name": "Agence France-Presse"}],
   "hasPart": {"@type": "NewsArticle", "datePublished": "2001-01-01"}}]}</script>
<script type="application/ld+json">{"broken": </script>
</head><body><article><h1>Guns to  fall silent</h1><time datetime="2025-04-18T23:31:00-04:00">Friday</time>
<p>Both republics stop firing.</p></article></body></html>"""


def test_what_a_page_says_about_its_article() -> None:
    assert page_metadata(ParsedPage(PAGE), "https://www.example.org/world/truce?utm_source=mail") == PageMetadata(
        title="Guns to fall silent",
        author="Ann Lee",
        agency="AFP",
        canonical_url="https://www.example.org/world/truce",
        published_words=("2025-04-18T23:30:00-04:00", "2025-04-18", "2025-04-18T23:31:00-04:00"),
    )


def test_a_canonical_link_to_the_front_page_is_not_believed() -> None:
    page = '<html><head><link rel="canonical" href="https://example.org/"></head><body><p>Text.</p></body></html>'
    assert page_metadata(ParsedPage(page), "https://example.org/world/truce").canonical_url is None


def test_a_relative_canonical_link_without_an_address_to_start_from_says_nothing() -> None:
    page = '<html><head><link rel="canonical" href="/truce"></head><body><p>Text.</p></body></html>'
    assert page_metadata(ParsedPage(page), None).canonical_url is None


def test_plain_text_says_nothing() -> None:
    assert page_metadata(ParsedPage("Both republics stop firing."), None) == PageMetadata()


def test_a_broken_canonical_link_costs_no_article() -> None:
    page = (
        '<html><head><link rel="canonical" href="https://[domain]/news/a"><meta property="og:url" content="//[::1/a">'
        "</head><body><p>Both republics stop firing.</p></body></html>"
    )
    assert page_metadata(ParsedPage(page), "https://example.org/world/truce").canonical_url is None

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.urls import canonical_url


@pytest.mark.parametrize(
    "url",
    [
        "HTTPS://WWW.Example.org:443/World/truce#top",
        "https://www.example.org/World/truce?utm_source=mail&fbclid=1&gclid=2",
        "https://user:secret@www.example.org/World/truce",
        "https://m.example.org/World/truce",
        "https://amp.example.org/World/truce",
        "https://www.example.org/amp/World/truce",
        "https://www.example.org/World/truce/amp",
        "https://www.google.com/amp/s/www.example.org/World/truce",
        "https://www-example-org.cdn.ampproject.org/c/s/www.example.org/World/truce",
        " https://www.example.org./World/truce ",
    ],
)
def test_all_links_to_an_article_become_one(url: str) -> None:
    assert canonical_url(url) == "https://www.example.org/World/truce"


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("http://example.org:8080/a?b=2&a=1&utm_medium=x", "http://example.org:8080/a?a=1&b=2"),
        ("https://example.org/story?ref=12", "https://example.org/story?ref=12"),
        ("https://m.example.co.uk/a", "https://www.example.co.uk/a"),
        ("https://en.m.example.org/wiki/Truce", "https://en.example.org/wiki/Truce"),
        ("https://example.org", "https://example.org/"),
        ("https://example.org/#!/truce", "https://example.org/#!/truce"),
        ("https://example.org/camp", "https://example.org/camp"),
        ("files/truce.html", "files/truce.html"),
        ("ftp://example.org/a#b", "ftp://example.org/a#b"),
        ("https://example.org:port/", "https://example.org:port/"),
    ],
)
def test_what_names_the_page_stays(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


@given(st.text(alphabet="am.:/?#&=x@%[]!1 -", max_size=30).map("https://{}".format) | st.text(max_size=30))
def test_a_second_time_changes_nothing(url: str) -> None:
    assert canonical_url(canonical_url(url)) == canonical_url(url)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ingest.robots import Robots, read_robots

SITE = "https://example.org"


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /private\nAllow: /private/news", "/private/news/1", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: Parley\nDisallow: /\n\nUser-agent: *\nAllow: /", "/a", False),
        ("User-agent: PARLEY\nAllow: /\n\nUser-agent: *\nDisallow: /", "/a", True),
        ("User-agent: otherbot\nDisallow: /", "/a", True),
        ("<!doctype html><p>Not here.</p>", "/a", True),
        ("", "/a", True),
    ],
)
def test_what_may_be_read(rules: str, path: str, allowed: bool) -> None:
    assert read_robots(rules.encode()).allow(SITE + path) is allowed


def test_a_site_without_rules_may_be_read() -> None:
    assert Robots().allow(f"{SITE}/a") and Robots().delay == 0


@pytest.mark.parametrize(("stated", "delay"), [("5", 5), ("0.5", 0.5), ("soon", 0), ("-1", 0), ("inf", 0), ("nan", 0)])
def test_the_pause_that_is_asked_for(stated: str, delay: float) -> None:
    assert read_robots(f"User-agent: *\nCrawl-delay: {stated}".encode()).delay == delay


@given(st.binary(max_size=400) | st.text().map(lambda text: f"User-agent: *\nDisallow: {text}\n{text}".encode()))
def test_anything_can_be_read(body: bytes) -> None:
    robots = read_robots(body)
    assert robots.allow(f"{SITE}/a") in (True, False) and robots.delay >= 0

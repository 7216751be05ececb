"""Nights of one feed over a real server: which entries that could not be had are asked for again, and when."""

import sqlite3
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from flows.ingest import Source
from flows.ingest.held import held_in
from flows.ingest.item import Miss
from flows.ingest.limits import Limits
from flows.ingest.retry import ask_again
from flows.ingest.stage import all_offers, ingest_slice
from flows.ingest.visits import Visits
from flows.settings import RunSettings
from flows.stage_run import StageRun
from flows.tables.layout import Layout
from flows.tables.read import rows
from schemas import Raw, Reject

PAGE = (200, {"Content-Type": "text/html"}, b"<!doctype html><p>Both sides agreed a truce.</p>")
PICTURE = (200, {"Content-Type": "image/png"}, b"\x89PNG")

pytestmark = pytest.mark.usefixtures("private_allowed")


def feed(*links: str, etag: str = "1", day: int = 1) -> tuple[int, dict[str, str], bytes]:
    when = f"<pubDate>{day} Mar 2026 08:00:00 GMT</pubDate>"
    items = "".join(f"<item><link>{link}</link>{when}</item>" for link in links)
    body = f'<rss version="2.0"><channel><title>Harbour Post</title>{items}</channel></rss>'
    return 200, {"Content-Type": "application/rss+xml", "ETag": f'"{etag}"'}, body.encode()


class Nights:
    """Runs of the stage over `/feed`, and what each asked for."""

    def __init__(self, site: str, out: Path, asked: list[tuple[str, dict[str, str]]]) -> None:
        self.site, self.layout, self.asked = site, Layout(out), asked

    def run(self, entries: int = 100) -> list[str]:
        """Run the stage, taking the newest `entries`, and return the paths of the pages that it asked for."""
        self.asked.clear()
        run = StageRun("run", "ingest", self.layout, RunSettings(out=self.layout.out), datetime.now(UTC))
        source = Source(location=f"{self.site}/feed", limits=Limits(attempts=1, entries=entries))
        while ingest_slice(run, all_offers([source], held_in(self.layout)), 100) == 100:
            pass
        return [path for path, _ in self.asked if path not in ("/feed", "/robots.txt")]

    def pass_by(self, days: float) -> None:
        """Let the days of all waits go by."""
        with sqlite3.connect(self.layout.state / "visits.sqlite") as connection:
            for url, at in connection.execute("SELECT url, ask_again_at FROM misses").fetchall():
                earlier = datetime.fromisoformat(at) - timedelta(days=days)
                values = earlier.isoformat(timespec="seconds"), url
                connection.execute("UPDATE misses SET ask_again_at = ? WHERE url = ?", values)
        connection.close()

    def rejects(self) -> list[tuple[str, int]]:
        """Return the path and the attempt of each reject row."""
        found = sorted(rows(self.layout, Reject), key=lambda row: row.at)
        return [(row.locator.removeprefix(self.site), row.attempt) for row in found]


@pytest.fixture
def answers() -> dict[str, Any]:
    return {}


@pytest.fixture
def nights(
    answers: dict[str, Any],
    serve: Callable[[Mapping[str, Any]], str],
    asked: list[tuple[str, dict[str, str]]],
    tmp_path: Path,
) -> Nights:
    return Nights(serve(answers), tmp_path / "out", asked)


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_not_there_is_not_asked_for_again_while_its_feed_lists_it(
    answers: dict[str, Any], nights: Nights, status: int
) -> None:
    answers |= {"/feed": feed("/gone"), "/gone": (status, {}, b""), "/a": PAGE}
    assert nights.run() == ["/gone"]
    answers["/feed"] = feed("/a", "/gone", etag="2")
    assert nights.run() == ["/a"]
    nights.pass_by(days=400)
    answers["/feed"] = feed("/gone", "/a", etag="3")
    assert nights.run() == []
    assert nights.rejects() == [("/gone", 1)]


def test_a_page_that_is_not_there_is_asked_for_again_when_its_entry_has_changed_but_not_every_night(
    answers: dict[str, Any], nights: Nights
) -> None:
    answers["/feed"] = feed("/gone")
    assert nights.run() == ["/gone"]
    answers["/feed"] = feed("/gone", etag="2", day=2)
    assert nights.run() == []
    nights.pass_by(days=2)
    answers |= {"/feed": feed("/gone", etag="3", day=3), "/gone": PAGE}
    assert nights.run() == ["/gone"]
    assert len(rows(nights.layout, Raw)) == 1


def test_an_entry_that_left_the_feed_and_came_back_is_asked_for_again(answers: dict[str, Any], nights: Nights) -> None:
    answers |= {"/feed": feed("/gone"), "/a": PAGE}
    assert nights.run() == ["/gone"]
    answers["/feed"] = feed("/a", etag="2")
    assert nights.run() == ["/a"]
    answers["/feed"] = feed("/a", "/gone", etag="3")
    assert nights.run() == ["/gone"]


def test_what_will_hardly_pass_is_asked_for_again_after_a_wait_that_grows(
    answers: dict[str, Any], nights: Nights
) -> None:
    links = ["/picture", "http://169.254.169.254/latest", "/closed", "/robots-say-no"]
    answers |= {
        "/feed": feed(*links),
        "/picture": PICTURE,
        "/closed": (403, {}, b""),
        "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /robots-say-no"),
    }

    for wait in (2, 4, 8, 16, 30, 30):
        assert nights.run() == ["/picture", "/closed"]
        assert nights.run() == []
        nights.pass_by(days=wait - 0.1)
        assert nights.run() == []
        nights.pass_by(days=0.1)
    assert [attempt for path, attempt in nights.rejects() if path == "/closed"] == [1, 2, 3, 4, 5, 6]
    assert len(nights.rejects()) == 6 * len(links)


def test_ask_again_ends_all_waits_and_has_the_feed_read_though_it_has_not_changed(
    answers: dict[str, Any], nights: Nights
) -> None:
    answers |= {"/feed": feed("/gone", "/picture", "/a"), "/picture": PICTURE, "/a": PAGE}
    assert nights.run() == ["/gone", "/picture", "/a"]
    assert nights.run() == nights.run() == []
    assert "if-none-match" in nights.asked[0][1]
    assert ask_again(nights.layout) == 2
    answers["/gone"] = PAGE
    assert nights.run() == ["/gone", "/picture"]
    assert nights.rejects() == [("/gone", 1), ("/picture", 1), ("/picture", 2)]
    assert nights.run() == nights.run() == []
    assert "if-none-match" in nights.asked[0][1]
    assert len(rows(nights.layout, Raw)) == 2


def test_what_may_pass_is_asked_for_in_the_next_run(answers: dict[str, Any], nights: Nights) -> None:
    answers |= {"/feed": feed("/busy", "/empty"), "/busy": (503, {}, b""), "/empty": (*PAGE[:2], b"")}
    assert nights.run() == nights.run() == ["/busy", "/empty"]
    assert [attempt for _, attempt in nights.rejects()] == [1, 1, 1, 1]


def test_two_feeds_of_a_site_share_what_was_missed(answers: dict[str, Any], nights: Nights) -> None:
    answers |= {"/feed": feed("/gone")}
    nights.run()
    answers["/feed"] = (302, {"Location": "/other"}, b"")
    answers["/other"] = feed("/gone", etag="2")
    assert nights.run() == ["/other"]


def test_a_run_that_is_killed_before_its_rejects_are_written_asks_again(
    answers: dict[str, Any], nights: Nights
) -> None:
    answers["/feed"] = feed("/gone")
    source = Source(location=f"{nights.site}/feed", limits=Limits(attempts=1))
    assert len(list(all_offers([source], held_in(nights.layout)))) == 1
    assert nights.run() == ["/gone"]
    assert nights.rejects() == [("/gone", 1)]


def test_more_addresses_than_a_statement_has_parameters_are_looked_up_at_once() -> None:
    with Visits() as visits:
        urls = [f"https://example.org/{number}" for number in range(40_000)]
        visits.misses.note([Miss(url=urls[7], listed_by="https://example.org/feed")])
        assert list(visits.misses.of(urls)) == [urls[7]]
        visits.misses.listed("https://example.org/feed", urls)
        assert len(visits.misses.of(urls)) == 1


def test_a_page_that_a_full_feed_still_lists_is_not_forgotten(nights: Nights, answers: dict[str, Any]) -> None:
    answers |= {"/feed": feed("/gone"), "/new": PAGE}
    assert nights.run() == ["/gone"]
    answers["/feed"] = feed("/new", "/gone", etag="2")
    assert nights.run(entries=1) == ["/new"]
    answers["/feed"] = feed("/gone", etag="3")
    assert nights.run() == []

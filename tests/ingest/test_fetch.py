import asyncio
import gzip
import socket
import sys
import threading
import time
import zlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from threading import Event
from typing import Any

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.ingest.answer import Fetched, NotModified, Validators
from flows.ingest.credentials import without_credentials
from flows.ingest.fetch import Fetcher
from flows.ingest.item import Trouble
from flows.ingest.limits import Limits

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

Serve = Callable[[Mapping[str, Any]], str]
Asked = list[tuple[str, dict[str, str]]]
Names = dict[str, list[list[str]]]

PAGE = b"<!doctype html><title>Truce</title><p>Both sides agreed a truce.</p>"
LIMITS = Limits(size=20_000, attempts=1)
QUICK = LIMITS.model_copy(update={"read": 1.5, "total": 2})
PATIENT = LIMITS.model_copy(update={"attempts": 3, "backoff": 0.01})
HTML = {"Content-Type": "text/html"}


def fetched_all(*urls: str, limits: Limits = LIMITS, known: Validators | None = None) -> list[Any]:
    async def run() -> list[Any]:
        async with Fetcher() as fetcher:
            return [await fetcher.fetch(url, limits, known) for url in urls]

    return asyncio.run(run())


def fetched(url: str, limits: Limits = LIMITS) -> Fetched:
    (answer,) = fetched_all(url, limits=limits)
    assert isinstance(answer, Fetched), answer
    return answer


def trouble(url: str, limits: Limits = LIMITS) -> Trouble:
    (answer,) = fetched_all(url, limits=limits)
    assert isinstance(answer, Trouble), answer
    return answer


def redirect(to: str, status: int = 302) -> tuple[int, dict[str, str], bytes]:
    return status, {"Location": to}, b""


@pytest.mark.usefixtures("private_allowed")
class TestAnswers:
    def test_a_page_comes_with_what_the_server_said_of_it(self, serve: Serve, asked: Asked) -> None:
        site = serve({"/truce": (200, {"Content-Type": 'Text/HTML; charset="UTF-8"', "ETag": '"7"'}, PAGE)})
        page = fetched(f"{site}/truce#top")
        assert (page.status, page.body, page.final_url) == (200, PAGE, f"{site}/truce")
        assert (page.media_type, page.charset, page.headers["etag"]) == ("text/html", "utf-8", '"7"')
        assert page.at.tzinfo is not None
        ((path, headers),) = asked
        assert path == "/truce"
        assert headers["user-agent"].startswith("Parley/")
        assert headers["accept-encoding"] == "gzip, deflate, br, zstd"

    def test_redirects_are_followed_relative_ones_too(self, serve: Serve) -> None:
        there = serve({"/news/truce": (200, HTML, PAGE)})
        site = serve({"/a": redirect("/b?c=1", 301), "/b?c=1": redirect(f"{there}/news/old", 308)})
        there_too = serve({"/a": redirect("news/truce"), "/news/truce": (200, HTML, PAGE)})
        assert trouble(f"{site}/a").reason == "http_status"
        page = fetched(f"{there_too}/a")
        assert (page.url, page.final_url, page.body) == (f"{there_too}/a", f"{there_too}/news/truce", PAGE)

    def test_redirects_end(self, serve: Serve, asked: Asked) -> None:
        site = serve({"/a": redirect("/a")})
        assert trouble(f"{site}/a").reason == "too_many_redirects"
        assert len(asked) == 6

    @pytest.mark.parametrize(
        ("to", "reason"),
        [
            ("file:///etc/hostname", "unsupported_scheme"),
            ("FTP://example.org/", "unsupported_scheme"),
            ("javascript:alert(1)", "invalid_url"),
            ("data:,x", "invalid_url"),
            ("http://[::1", "invalid_url"),
            ("http://127.0.0.1:99999/", "invalid_url"),
            (f"/{'a/' * 10_000}", "invalid_url"),
        ],
    )
    def test_a_redirect_to_what_is_no_web_address_is_not_followed(self, serve: Serve, to: str, reason: str) -> None:
        found = trouble(serve({"/a": redirect(to)}) + "/a")
        assert (found.reason, found.retryable) == (reason, False)

    @pytest.mark.parametrize(
        ("url", "reason"),
        [
            ("ftp://example.org/a", "unsupported_scheme"),
            ("file:///etc/hostname", "unsupported_scheme"),
            ("https:///a", "unsupported_scheme"),
            ("http://[::1", "invalid_url"),
            ("http://example.org:port/", "invalid_url"),
            ("http://exa\x00mple.org/", "invalid_url"),
            ("http://0177.0.0.1/", "invalid_url"),
        ],
    )
    def test_what_is_no_web_address_is_not_asked_for(self, url: str, reason: str) -> None:
        assert trouble(url).reason == reason

    @pytest.mark.parametrize(
        ("status", "retryable"),
        [(404, False), (403, False), (410, False), (408, True), (425, True), (429, True), (500, True), (503, True)],
    )
    def test_a_status_says_whether_to_come_back(self, serve: Serve, status: int, retryable: bool) -> None:
        found = trouble(serve({"/a": (status, {}, b"")}) + "/a")
        assert (found.reason, found.retryable) == ("http_status", retryable)
        assert str(status) in found.detail

    def test_what_can_be_no_text_is_not_read(self, serve: Serve, over: Event) -> None:
        def film(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            handler.send_header("Content-Type", "video/mp4")
            handler.end_headers()
            handler.wfile.flush()
            over.wait()

        assert trouble(serve({"/a": film}) + "/a").reason == "unsupported_type"

    @pytest.mark.parametrize(
        ("encoding", "pack"),
        [("gzip", gzip.compress), ("deflate", zlib.compress), ("br", brotli.compress), ("zstd", zstd.compress)],
    )
    def test_a_packed_body_is_unpacked(self, serve: Serve, encoding: str, pack: Callable[[bytes], bytes]) -> None:
        site = serve({"/a": (200, {**HTML, "Content-Encoding": encoding}, pack(PAGE))})
        assert fetched(f"{site}/a").body == PAGE

    def test_a_body_packed_as_we_did_not_ask_is_a_trouble(self, serve: Serve) -> None:
        site = serve({"/a": (200, {**HTML, "Content-Encoding": "compress"}, b"\x0b\x02\x80")})
        assert trouble(f"{site}/a").reason == "unsupported_type"

    def test_credentials_are_used_and_neither_kept_nor_passed_on(self, serve: Serve, asked: Asked) -> None:
        other = serve({"/b": (200, HTML, PAGE)})
        site = serve({"/a": redirect("/c"), "/c": redirect(f"{other}/b")})
        page = fetched(f"{site.replace('//', '//ann:secret@')}/a")
        assert (page.url, page.final_url) == (f"{site}/a", f"{other}/b")
        assert [("authorization" in headers) for _, headers in asked] == [True, True, False]
        gone = trouble(f"{site.replace('//', '//ann:secret@')}/none")
        assert "secret" not in repr(gone)

    def test_a_cookie_lasts_for_the_redirects_of_one_address(self, serve: Serve, asked: Asked) -> None:
        def wall(handler: BaseHTTPRequestHandler) -> None:
            passed = handler.headers.get("Cookie") == "seen=1"
            handler.send_response(200 if passed else 302)
            handler.send_header("Set-Cookie", "seen=1")
            handler.send_header("Location", "/wall")
            handler.end_headers()

        site = serve({"/wall": wall, "/a": (200, HTML, PAGE)})
        answers = fetched_all(f"{site}/wall", f"{site}/a")
        assert [each.status for each in answers] == [200, 200]
        assert [headers.get("cookie") for _, headers in asked] == [None, "seen=1", None]

    def test_a_charset_is_looked_for_once(self, serve: Serve) -> None:
        stated = f"text/html; charset={' ' * 60_000};"  # took minutes, since it grew with its square
        assert fetched(serve({"/a": (200, {"Content-Type": stated}, PAGE)}) + "/a").charset is None

    def test_a_site_that_asks_who_reads_is_told_where_to_say_it(self, serve: Serve) -> None:
        found = trouble(serve({"/a": (401, {}, b"")}) + "/a")
        assert not found.retryable and "name:password@" in found.detail

    def test_proxies_of_the_environment_are_not_used(self, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, "http://127.0.0.1:1")
        assert fetched(serve({"/a": (200, HTML, PAGE)}) + "/a").body == PAGE


@pytest.mark.usefixtures("private_allowed")
class TestLimits:
    def test_a_body_without_an_end_is_cut(self, serve: Serve) -> None:
        def endless(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            handler.end_headers()
            while True:
                handler.wfile.write(b"<p>Talks go on." * 1000)

        assert trouble(serve({"/a": endless}) + "/a").reason == "too_large"

    def test_a_body_that_is_announced_too_large_is_not_read(self, serve: Serve) -> None:
        site = serve({"/a": (200, {**HTML, "Content-Length": "20001"}, b"")})
        assert trouble(f"{site}/a").reason == "too_large"

    @pytest.mark.parametrize(
        ("encoding", "pack"), [("gzip", gzip.compress), ("br", brotli.compress), ("zstd", zstd.compress)]
    )
    def test_a_bomb_is_not_unpacked(self, serve: Serve, encoding: str, pack: Callable[[bytes], bytes]) -> None:
        packed = pack(bytes(10_000_000))
        assert len(packed) < LIMITS.size
        assert (
            trouble(serve({"/a": (200, {**HTML, "Content-Encoding": encoding}, packed)}) + "/a").reason == "too_large"
        )

    def test_a_file_that_is_packed_itself_is_unpacked_within_limits_too(self, serve: Serve) -> None:
        packed = {"Content-Type": "application/gzip"}
        site = serve(
            {"/a.gz": (200, packed, gzip.compress(PAGE)), "/bomb.gz": (200, packed, gzip.compress(bytes(10_000_000)))}
        )
        assert fetched(f"{site}/a.gz").body == PAGE
        assert trouble(f"{site}/bomb.gz").reason == "too_large"

    @pytest.mark.parametrize("after", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\n<p>Talks"])
    def test_a_server_that_stalls_is_left(self, serve: Serve, over: Event, after: bytes) -> None:
        def stall(handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(after)
            over.wait()

        found = trouble(serve({"/a": stall}) + "/a", QUICK)
        assert (found.reason, found.retryable) == ("timeout", True)

    @pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\nX-A: ", b"HTTP/1.1 200 OK\r\n\r\n"])
    def test_a_server_that_drips_is_left_too(self, serve: Serve, over: Event, head: bytes) -> None:
        def drip(handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(head)
            while not over.wait(0.05):
                handler.wfile.write(b"a")

        assert trouble(serve({"/a": drip}) + "/a", QUICK).reason == "timeout"

    def test_a_server_that_hangs_up_may_do_better_later(self, serve: Serve) -> None:
        def hang_up(handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<p>Talks")

        found = trouble(serve({"/a": hang_up}) + "/a")
        assert (found.reason, found.retryable) == ("unreachable", True)

    def test_what_speaks_no_http_is_a_trouble(self, serve: Serve) -> None:
        def mutter(handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(b"220 mail.example ESMTP\r\n")

        assert trouble(serve({"/a": mutter}) + "/a").reason == "unreachable"

    def test_a_dead_host_is_a_trouble(self) -> None:
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            dead = f"http://127.0.0.1:{unused.getsockname()[1]}/"
        answers = fetched_all(*[dead] * 4)
        assert [isinstance(each, Trouble) and (each.reason, each.retryable) for each in answers] == [
            ("unreachable", True)
        ] * 4
        assert all("not asked for, since its site's rules" in str(each) for each in answers)

    def test_a_host_that_asks_for_peace_gets_it(self, serve: Serve, asked: Asked) -> None:
        site = serve({"/a": (429, {}, b"")})
        answers = fetched_all(*[f"{site}/a"] * 5)
        assert all(isinstance(each, Trouble) and each.retryable for each in answers)
        assert len(asked) == LIMITS.failures

    def test_a_page_that_is_gone_shows_that_a_host_lives(self, serve: Serve, over: Event) -> None:
        site = serve({"/stall": lambda handler: over.wait(), "/a": (200, HTML, PAGE)})
        urls = [f"{site}{path}" for path in ("/stall", "/stall", "/none", "/stall", "/a")]
        assert isinstance(fetched_all(*urls, limits=QUICK)[-1], Fetched)

    def test_a_host_is_asked_one_thing_at_a_time(self, serve: Serve) -> None:
        busy = threading.Lock()
        overlaps = []

        def slow(handler: BaseHTTPRequestHandler) -> None:
            overlaps.append(not busy.acquire(blocking=False))
            time.sleep(0.02)
            if not overlaps[-1]:
                busy.release()
            handler.send_response(200)
            handler.end_headers()

        async def run(url: str) -> None:
            async with Fetcher() as fetcher:
                await asyncio.gather(*(fetcher.fetch(url, LIMITS) for _ in range(5)))

        asyncio.run(run(serve({"/a": slow}) + "/a"))
        assert overlaps == [False] * 5


@pytest.mark.usefixtures("private_allowed")
class TestAskingAgain:
    @pytest.mark.parametrize("status", [429, 500, 503])
    def test_what_may_pass_is_asked_again(self, serve: Serve, asked: Asked, status: int) -> None:
        answers: dict[str, Any] = {"/a": (status, {}, b"")}

        def then_well(handler: BaseHTTPRequestHandler) -> None:
            answers["/a"] = (200, HTML, PAGE)
            handler.send_error(status)

        answers["/a"] = then_well
        assert fetched(serve(answers) + "/a", PATIENT).body == PAGE
        assert len(asked) == 2

    def test_a_connection_that_broke_off_is_asked_again(self, serve: Serve) -> None:
        answers: dict[str, Any] = {}

        def hang_up(handler: BaseHTTPRequestHandler) -> None:
            answers["/a"] = (200, HTML, PAGE)
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<p>Talks")

        answers["/a"] = hang_up
        assert fetched(serve(answers) + "/a", PATIENT).body == PAGE

    def test_it_is_not_asked_for_ever(self, serve: Serve, asked: Asked) -> None:
        assert trouble(serve({"/a": (503, {}, b"")}) + "/a", PATIENT).retryable
        assert len(asked) == PATIENT.attempts

    def test_what_will_not_pass_is_asked_once(self, serve: Serve, asked: Asked) -> None:
        assert trouble(serve({}) + "/a", PATIENT).reason == "http_status"
        assert len(asked) == 1

    @pytest.mark.parametrize("moment", [False, True])
    def test_a_server_that_wants_to_be_left_alone_for_long_is(self, serve: Serve, asked: Asked, moment: bool) -> None:
        in_an_hour = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
        busy = (429, {"Retry-After": in_an_hour if moment else "3600"}, b"")
        site = serve({"/a": busy, "/b": (200, HTML, PAGE)})
        answers = fetched_all(f"{site}/a", f"{site}/b", limits=PATIENT)
        assert [(each.reason, each.retryable) for each in answers] == [("http_status", True), ("unreachable", True)]
        assert [path for path, _ in asked] == ["/a"]

    def test_a_short_wait_is_waited(self, serve: Serve) -> None:
        answers: dict[str, Any] = {}
        times: list[float] = []

        def busy(handler: BaseHTTPRequestHandler) -> None:
            times.append(time.monotonic())
            answers["/a"] = well
            handler.send_response(429)
            handler.send_header("Retry-After", "1")
            handler.end_headers()

        def well(handler: BaseHTTPRequestHandler) -> None:
            times.append(time.monotonic())
            handler.send_response(200)
            handler.end_headers()

        answers["/a"] = busy
        fetched(serve(answers) + "/a", PATIENT)
        assert times[1] - times[0] >= 1


@pytest.mark.usefixtures("private_allowed")
class TestConditions:
    def test_a_page_that_has_not_changed_is_not_sent_again(self, serve: Serve, asked: Asked) -> None:
        day = "Mon, 02 Mar 2026 08:00:00 GMT"
        site = serve({"/a": (200, {"ETag": '"7"', "Last-Modified": day}, PAGE), "/old": redirect("/a")})
        page = fetched(f"{site}/old")
        assert page.validators == Validators(f"{site}/a", '"7"', day)
        assert fetched_all(f"{site}/old", known=page.validators) == [NotModified(f"{site}/old")]
        assert ["if-none-match" in headers for _, headers in asked] == [False, False, False, True]
        assert asked[-1][1]["if-modified-since"] == day

    def test_another_address_is_not_asked_with_them(self, serve: Serve) -> None:
        site = serve({"/a": (200, {"ETag": '"7"'}, PAGE)})
        (page,) = fetched_all(f"{site}/a", known=Validators(f"{site}/b", '"7"', None))
        assert isinstance(page, Fetched)

    def test_not_modified_without_having_asked_is_a_trouble(self, serve: Serve) -> None:
        assert trouble(serve({"/a": (304, {}, b"")}) + "/a").reason == "http_status"

    def test_what_no_request_can_hold_is_not_sent_back(self, serve: Serve) -> None:
        site = serve({"/a": (200, {"ETag": '"\u00e9"'}, PAGE), "/b": (200, {"ETag": "7" * 1000}, PAGE)})
        assert [fetched(f"{site}{path}").validators for path in ("/a", "/b")] == [None, None]


@pytest.mark.usefixtures("private_allowed")
class TestRobots:
    def test_it_is_asked_for_once_and_obeyed(self, serve: Serve, asked: Asked) -> None:
        rules = b"User-agent: *\nDisallow: /\n\nUser-agent: parley\nDisallow: /private\n"
        site = serve({"/robots.txt": (200, {}, rules), "/a": (200, HTML, PAGE), "/private/b": (200, HTML, PAGE)})
        page, private = fetched_all(f"{site}/a", f"{site}/private/b")
        assert isinstance(page, Fetched)
        assert (private.reason, private.retryable) == ("robots_disallowed", False)
        assert [path for path, _ in asked] == ["/robots.txt", "/a"]

    def test_a_redirect_leads_nowhere_that_is_disallowed(self, serve: Serve) -> None:
        there = serve({"/robots.txt": (200, {}, b"User-agent: *\nDisallow: /"), "/a": (200, HTML, PAGE)})
        assert trouble(serve({"/a": redirect(f"{there}/a")}) + "/a").reason == "robots_disallowed"

    @pytest.mark.parametrize("status", [401, 403, 404, 410])
    def test_a_site_without_rules_may_be_read(self, serve: Serve, status: int) -> None:
        assert fetched(serve({"/robots.txt": (status, {}, b""), "/a": (200, HTML, PAGE)}) + "/a").body == PAGE

    def test_a_page_in_its_place_forbids_nothing(self, serve: Serve) -> None:
        assert fetched(serve({"/robots.txt": (200, HTML, PAGE), "/a": (200, HTML, PAGE)}) + "/a").body == PAGE

    @pytest.mark.parametrize("status", [429, 500, 503])
    def test_a_site_whose_rules_cannot_be_had_is_not_read(self, serve: Serve, asked: Asked, status: int) -> None:
        site = serve({"/robots.txt": (status, {}, b""), "/a": (200, HTML, PAGE)})
        answers = fetched_all(f"{site}/a", f"{site}/b")
        assert [(each.reason, each.retryable) for each in answers] == [("http_status", True)] * 2
        assert [path for path, _ in asked] == ["/robots.txt"]

    def test_rules_without_an_end_forbid_all(self, serve: Serve, asked: Asked) -> None:
        site = serve({"/robots.txt": (200, {}, b"Disallow: /none\n" * 100_000), "/a": (200, HTML, PAGE)})
        assert trouble(f"{site}/a").reason == "too_large"
        assert [path for path, _ in asked] == ["/robots.txt"]

    def test_rules_may_be_longer_than_a_page_may(self, serve: Serve) -> None:
        site = serve({"/robots.txt": (200, {}, b"#" * LIMITS.size + b"\nUser-agent: *"), "/a": (200, HTML, PAGE)})
        assert fetched(f"{site}/a").body == PAGE

    def test_the_pause_that_it_asks_for_is_kept_up_to_a_bound(self, serve: Serve) -> None:
        times: list[float] = []

        def page(handler: BaseHTTPRequestHandler) -> None:
            times.append(time.monotonic())
            handler.send_response(200)
            handler.end_headers()

        site = serve({"/robots.txt": (200, {}, b"User-agent: *\nCrawl-delay: 3600"), "/a": page})
        fetched_all(f"{site}/a", f"{site}/a", limits=LIMITS.model_copy(update={"crawl_delay": 0.3}))
        assert times[1] - times[0] >= 0.3


class TestAddresses:
    @pytest.mark.usefixtures("private_refused")
    @pytest.mark.parametrize(
        "host",
        ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]"],
    )
    def test_this_machine_is_refused_however_it_is_written(self, serve: Serve, asked: Asked, host: str) -> None:
        site = serve({"/": (200, HTML, PAGE)}).replace("127.0.0.1", host)
        found = trouble(f"{site}/")
        assert (found.reason, found.retryable) == ("refused_address", False)
        assert "PARLEY_ALLOW_PRIVATE_HOSTS=1" in found.detail
        assert asked == []

    @pytest.mark.usefixtures("private_allowed")
    def test_this_machine_may_be_allowed(self, serve: Serve) -> None:
        assert fetched(serve({"/": (200, HTML, PAGE)})).body == PAGE

    @pytest.mark.usefixtures("private_refused")
    def test_a_public_site_may_not_redirect_to_this_machine(self, serve: Serve, asked: Asked, names: Names) -> None:
        inside = serve({"/secret": (200, HTML, PAGE)})
        port = serve({"/": redirect(f"{inside}/secret"), "/news": (200, HTML, PAGE)}).rpartition(":")[2]
        names["news.example"] = [["8.8.8.8"]]
        page, refused = fetched_all(f"http://news.example:{port}/news", f"http://news.example:{port}/")
        assert isinstance(page, Fetched)
        assert isinstance(refused, Trouble) and refused.reason == "refused_address"
        assert [path for path, _ in asked] == ["/news", "/"]

    @pytest.mark.usefixtures("private_refused")
    def test_nor_may_its_robots_txt(self, serve: Serve, asked: Asked, names: Names) -> None:
        inside = serve({"/secret": (200, {}, b"User-agent: *")})
        port = serve({"/robots.txt": redirect(f"{inside}/secret"), "/news": (200, HTML, PAGE)}).rpartition(":")[2]
        names["news.example"] = [["8.8.8.8"]]
        found = trouble(f"http://news.example:{port}/news")
        assert (found.reason, found.retryable) == ("refused_address", False)
        assert [path for path, _ in asked] == ["/robots.txt"]

    @pytest.mark.parametrize(
        "to", ["http://169.254.169.254/latest/meta-data/", "http://[fe80::1]/", "http://[::ffff:a9fe:a9fe]/"]
    )
    @pytest.mark.usefixtures("private_allowed")
    def test_a_redirect_to_a_link_local_address_is_refused_always(self, serve: Serve, to: str) -> None:
        site = serve({"/": redirect(to)})
        found = trouble(site)
        assert (found.reason, found.locator) == ("refused_address", site)
        assert found.detail.startswith(f"{site} redirects. http://") and "robots.txt" in found.detail
        assert "link-local" in found.detail and "PARLEY" not in found.detail

    @pytest.mark.usefixtures("private_refused")
    def test_a_name_with_one_refused_address_is_refused(self, names: Names) -> None:
        names["news.example"] = [["8.8.8.8", "10.0.0.1"]]
        assert "10.0.0.1, a private address" in trouble("http://news.example/").detail

    @pytest.mark.usefixtures("private_refused")
    def test_the_address_that_was_checked_is_connected_to(self, serve: Serve, names: Names) -> None:
        port = serve({"/": (200, HTML, PAGE)}).rpartition(":")[2]
        names["rebound.example"] = [["8.8.8.8"], ["8.8.8.8"], ["127.0.0.1"], ["127.0.0.1"]]
        assert fetched(f"http://rebound.example:{port}/").body == PAGE
        assert len(names["rebound.example"]) == 2  # looked up once for robots.txt and once for the page

    @pytest.mark.usefixtures("private_allowed")
    def test_the_next_address_is_tried_when_one_is_dead(self, serve: Serve, names: Names) -> None:
        port = serve({"/": (200, HTML, PAGE)}).rpartition(":")[2]
        names["two.example"] = [["127.0.0.2", "127.0.0.1"]]
        assert fetched(f"http://two.example:{port}/").body == PAGE

    @pytest.mark.usefixtures("private_refused")
    def test_a_name_without_an_address_may_get_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def unknown(*args: Any, **more: Any) -> Any:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

        monkeypatch.setattr(socket, "getaddrinfo", unknown)
        found = trouble("http://nowhere.example/")
        assert (found.reason, found.retryable) == ("unreachable", True)
        assert "nowhere.example can't be looked up" in found.detail


@settings(max_examples=30, deadline=None)
@given(st.text() | st.text().map("http://{}".format) | st.text("htp:/@[]?#%.a1\\", max_size=40))
def test_any_text_for_a_url_is_a_trouble_at_most(url: str) -> None:
    def unknown(*args: Any, **more: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", unknown)
        assert isinstance(trouble(url), Trouble)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://ann:secret@example.org/a@b", "https://example.org/a@b"),
        ("https://ann@example.org", "https://example.org"),
        ("https://example.org/?mail=a@b.org", "https://example.org/?mail=a@b.org"),
        ("http://ann:secret@[::1", "http://[::1"),
    ],
)
def test_credentials_are_not_shown(url: str, shown: str) -> None:
    assert without_credentials(url) == shown

import json
import time
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

import pytest

from flows.ingest import Offer, Source, Trouble, web_offers
from flows.ingest.held import Held, HeldItem, Key, held_in, nothing_held
from flows.ingest.limits import Limits
from flows.ingest.visits import Visits
from flows.tables.commit import Change, commit
from flows.tables.layout import Layout
from schemas.raw import Raw

Serve = Callable[[Mapping[str, Any]], str]
Asked = list[tuple[str, dict[str, str]]]

LIMITS = Limits(attempts=1)
PAGE = b"<!doctype html><p>Both sides agreed a truce.</p>"
HTML = {"Content-Type": "text/html"}
CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'

pytestmark = pytest.mark.usefixtures("private_allowed")


def rss(*items: str, title: str = "Harbour Post") -> tuple[int, dict[str, str], bytes]:
    joined = "".join(f"<item>{item}</item>" for item in items)
    feed = f'<rss version="2.0" {CONTENT}><channel><title>{title}</title>{joined}</channel></rss>'
    return 200, {"Content-Type": "application/rss+xml"}, feed.encode()


def page(text: str = "Both sides agreed a truce.") -> tuple[int, dict[str, str], bytes]:
    return 200, HTML, f"<!doctype html><p>{text}</p>".encode()


def offered(
    *locations: object, name: str | None = None, held: Held = nothing_held, limits: Limits = LIMITS
) -> list[Offer]:
    return list(web_offers([Source(name=name, location=str(each), limits=limits) for each in locations], held))


class Holding:
    """Raw with the keys that a test wants."""

    def __init__(self, find: Callable[[Key], bool]) -> None:
        self._find = find

    def items(self, keys: Collection[Key]) -> Mapping[Key, HeldItem]:
        return {key: HeldItem("r_0") for key in keys if self._find(key)}

    def present(self, raw_ids: Collection[str]) -> Collection[str]:
        return raw_ids

    def visits(self) -> Visits:
        return Visits()


def reasons(offers: list[Offer]) -> list[str]:
    return [offer.reason if isinstance(offer, Trouble) else "taken" for offer in offers]


def paths(asked: Asked) -> list[str]:
    return [path for path, _ in asked]


def test_the_pages_of_a_feed_come_with_what_the_feed_says_of_them(serve: Serve) -> None:
    entry = (
        "<title>A truce &amp; talks</title><link>truce?utm_source=rss</link><guid isPermaLink='false'>n-17</guid>"
        "<pubDate>Sun, 01 Mar 2026 18:00:00 +0100</pubDate>"
    )
    site = serve({"/news/feed": rss(entry), "/news/truce?utm_source=rss": (301, {"Location": "/t"}, b""), "/t": page()})
    (row,) = offered(f"{site}/news/feed")
    assert isinstance(row, Raw)
    assert (row.source, row.source_id, row.body) == ("Harbour Post", "n-17", PAGE)
    assert (row.url, row.final_url, row.http_status) == (f"{site}/news/truce?utm_source=rss", f"{site}/t", 200)
    assert row.locator == row.url
    assert row.content_type == "text/html; charset=utf-8"
    assert row.published_hint == "Sun, 01 Mar 2026 18:00:00 +0100"
    assert (row.header("parley-hint-from"), row.header("parley-title")) == ("feed", "A truce & talks")


def test_links_count_from_where_the_feed_was_found(serve: Serve) -> None:
    site = serve(
        {"/feed": (302, {"Location": "/news/feed"}, b""), "/news/feed": rss("<link>a</link>"), "/news/a": page()}
    )
    (row,) = offered(f"{site}/feed")
    assert isinstance(row, Raw) and (row.url, row.source_id) == (f"{site}/news/a", f"{site}/news/a")


def test_a_whole_article_in_an_entry_is_taken_as_it_is(serve: Serve, asked: Asked) -> None:
    html = "<p>A <a href='/b'>truce</a> in Łódź.</p>"
    encoded = f"<content:encoded><![CDATA[{html}]]></content:encoded>"
    site = serve({"/feed": rss(f"<link>/truce</link>{encoded}", encoded)})
    linked, bare = offered(f"{site}/feed", name="My outlet")
    assert isinstance(linked, Raw) and isinstance(bare, Raw)
    assert (linked.source, linked.url, linked.source_id) == ("My outlet", f"{site}/truce", f"{site}/truce")
    assert linked.body == bare.body == html.encode()
    assert (linked.http_status, linked.content_type) == (None, "text/html; charset=utf-8")
    assert (bare.url, bare.locator) == (None, f"{site}/feed#2")
    assert paths(asked) == ["/feed"]


def test_a_page_that_is_named_itself_comes_under_its_host(serve: Serve) -> None:
    site = serve({"/truce": page()})
    (row,) = offered(f"{site}/truce#top")
    assert isinstance(row, Raw)
    assert (row.source, row.source_id, row.published_hint) == ("127.0.0.1", f"{site}/truce", None)


def test_one_bad_entry_stops_nobody(serve: Serve, over: Any) -> None:
    links = ["/gone", "/stall", "file:///etc/hostname", "http://[::1", "http://169.254.169.254/", "/truce"]
    items = [f"<link>{link}</link>" for link in links]
    site = serve({"/feed": rss(*items, "<title>Nothing</title>"), "/stall": lambda _: over.wait(), "/truce": page()})
    offers = offered(f"{site}/feed", limits=LIMITS.model_copy(update={"read": 2}))
    assert reasons(offers) == [
        "http_status",
        "timeout",
        "unsupported_scheme",
        "unsupported_scheme",
        "refused_address",
        "taken",
        "no_text",
    ]
    assert [offer.locator for offer in offers[2:4]] == [f"{site}/feed#3", f"{site}/feed#4"]


def test_an_entry_that_leads_to_a_feed_is_not_followed(serve: Serve, asked: Asked) -> None:
    site = serve({"/feed": rss("<link>/feed</link>")})
    assert reasons(offered(f"{site}/feed")) == ["unsupported_type"]
    assert paths(asked) == ["/feed", "/feed"]


def test_a_feed_that_is_down_or_broken_stops_no_other_source(serve: Serve) -> None:
    site = serve({"/broken": (200, {}, b'<rss version="2.0"><channel>'), "/feed": rss("<link>/a</link>"), "/a": page()})
    offers = offered(
        "http://127.0.0.1:1/feed", f"{site}/none", f"{site}/broken", "ftp://x.org/", f"{site}/feed", "http://[::1"
    )
    assert sorted(reasons(offers)) == [
        "broken_feed",
        "http_status",
        "invalid_url",
        "taken",
        "unreachable",
        "unsupported_scheme",
    ]


def test_a_feed_served_as_a_page_is_read_as_a_feed(serve: Serve) -> None:
    _, _, body = rss("<link>/a</link>")
    site = serve({"/feed": (200, HTML, body), "/a": page()})
    assert reasons(offered(f"{site}/feed")) == ["taken"]


def test_two_entries_with_one_id_are_both_taken_and_noted(serve: Serve) -> None:
    items = [f"<guid isPermaLink='false'>7</guid><link>/{name}</link>" for name in ("a", "b", "a")]
    site = serve({"/feed": rss(*items), "/a": page("A"), "/b": page("B")})
    assert reasons(offered(f"{site}/feed")) == ["taken", "taken", "duplicate_id"]


def test_an_entry_that_two_feeds_of_one_outlet_share_is_fetched_once(serve: Serve, asked: Asked) -> None:
    entry = "<guid isPermaLink='false'>7</guid><link>/a</link>"
    site = serve({"/world": rss(entry), "/asia": rss(entry), "/a": page()})
    assert reasons(offered(f"{site}/world", f"{site}/asia")) == ["taken"]
    assert paths(asked).count("/a") == 1


def test_what_raw_holds_is_not_fetched_again_unless_the_feed_says_that_it_changed(
    serve: Serve, asked: Asked, tmp_path: Path
) -> None:
    layout = Layout(tmp_path)

    def item(number: int, day: int) -> str:
        return f"<guid>n-{number}</guid><link>/{number}</link><pubDate>{day} Mar 2026 08:00:00 GMT</pubDate>"

    answers = {"/feed": rss(item(1, 1), item(2, 1), "<link>/3</link>"), "/1": page("A"), "/2": page("B")}
    answers["/3"] = (503, {}, b"")
    site = serve(answers)

    def night() -> list[str]:
        asked.clear()
        rows = [each for each in offered(f"{site}/feed", held=held_in(layout)) if isinstance(each, Raw)]
        commit(layout, Change(add=rows))
        return paths(asked)

    assert night() == ["/feed", "/1", "/2", "/3"]
    answers["/3"] = page("C")
    assert night() == ["/feed", "/3"]  # it failed before
    assert night() == ["/feed"]
    answers["/feed"] = rss(item(1, 2), item(2, 1), "<link>/3</link>", item(4, 2))
    answers["/1"], answers["/4"] = page("A, corrected"), page("D")
    assert night() == ["/feed", "/1", "/4"]
    assert night() == ["/feed"]


def test_a_list_gives_pages_and_feeds_and_skips_the_pages_that_raw_holds(
    serve: Serve, asked: Asked, tmp_path: Path
) -> None:
    site = serve({"/a": page("A"), "/b": page("B"), "/feed": rss("<link>/c</link>"), "/c": page("C")})
    path = tmp_path / "news.urls"
    path.write_text(f"# Two pages and a feed\n{site}/a\n{site}/b?utm_source=x\n{site}/feed\nnot a URL\n", "utf-8")
    held = Holding(lambda key: key[1] in (f"{site}/b", f"{site}/c"))
    offers = offered(path, held=held)
    assert sorted(reasons(offers)) == ["invalid_url", "taken"]
    assert paths(asked) == ["/a", "/feed"]
    assert {offer.source for offer in offers if isinstance(offer, Raw)} == {"127.0.0.1"}
    assert {offer.source for offer in offered(path, name="Ministries") if isinstance(offer, Raw)} == {"Ministries"}


def test_a_url_that_is_named_itself_is_asked_for_again(serve: Serve) -> None:
    site = serve({"/a": page()})
    assert reasons(offered(f"{site}/a", held=Holding(lambda key: True))) == ["taken"]


def test_what_looking_into_raw_raises_is_raised(serve: Serve) -> None:
    def unreadable(key: Key) -> bool:
        raise OSError("the table can't be read")

    site = serve({"/feed": rss("<link>/a</link>")})
    with pytest.raises(OSError, match="can't be read"):
        offered(f"{site}/feed", held=Holding(unreadable))


def test_credentials_that_a_feed_holds_are_in_no_table(serve: Serve, asked: Asked) -> None:
    site = serve({"/a": page("A"), "/b": page("B"), "/feed": (200, {}, b"")}).removeprefix("http://")
    entries = (
        f"<link>http://ann:secret@{site}/a</link>",
        f"<guid>http://ann:secret@{site}/b</guid>",
        f"<link>http://ann:secret@{site}/none</link>",
        f"<link>ftp://ann:secret@{site}/c</link>",
        f"<guid isPermaLink='false'>http://ann:secret@{site}/d</guid><link>/a</link>",
    )
    feed = serve({"/feed": rss(*entries), "/a": page("C")}) + "/feed"
    offers = offered(feed)
    assert reasons(offers) == ["taken", "taken", "http_status", "unsupported_scheme", "taken"]
    assert "secret" not in repr(offers)


def test_entities_in_a_feed_do_no_harm(serve: Serve) -> None:
    laughs = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    _, _, feed = rss("<title>&a9;</title>")
    site = serve({"/feed": (200, {}, f'<!DOCTYPE rss [<!ENTITY a0 "ha">{laughs}]>'.encode() + feed)})
    assert reasons(offered(f"{site}/feed")) == ["unsafe_feed"]


def test_entities_in_a_sitemap_do_no_harm(serve: Serve) -> None:
    sitemap = (
        b'<!DOCTYPE urlset [<!ENTITY a SYSTEM "file:///etc/hostname">]><urlset><url><loc>/&a;</loc></url></urlset>'
    )
    site = serve({"/map": (200, {"Content-Type": "text/xml"}, sitemap)})
    assert reasons(offered(f"{site}/map")) == ["unsafe_feed"]


def test_each_source_has_limits_of_its_own(serve: Serve) -> None:
    site = serve({"/a": page("A" * 2000), "/b": page("B" * 2000)})
    sources = [
        Source(location=f"{site}/a", limits=Limits(size=1000)),
        Source(location=f"{site}/b", limits=Limits(size=3000)),
    ]
    assert reasons(list(web_offers(sources))) == ["too_large", "taken"]


class TestNights:
    """Runs on one folder, one after the other."""

    @pytest.fixture
    def night(self, tmp_path: Path, asked: Asked) -> Callable[..., list[str]]:
        layout = Layout(tmp_path / "out")

        def run(*locations: object, lose: int = 0, **more: Any) -> list[str]:
            """Take in everything, or all but the last rows, and return the paths that were asked for."""
            asked.clear()
            offers = offered(*locations, held=held_in(layout), **more)
            rows = {each.raw_id: each for each in offers if isinstance(each, Raw)}
            known = held_in(layout).present(rows)
            new = [row for name, row in rows.items() if name not in known]
            commit(layout, Change(add=new[: len(new) - lose]))
            with held_in(layout).visits() as visits:
                visits.misses.note(each.miss for each in offers if isinstance(each, Trouble) and each.miss)
            run.new = len(new) - lose  # type: ignore[attr-defined]
            return paths(asked)

        return run

    def test_a_feed_that_has_not_changed_is_not_sent_again(
        self, serve: Serve, asked: Asked, night: Callable[..., list[str]]
    ) -> None:
        _, headers, body = rss("<link>/a</link>", "<link>/b</link>")
        answers = {"/feed": (200, {**headers, "ETag": '"1"'}, body), "/a": page("A"), "/b": page("B")}
        feed = serve(answers) + "/feed"
        assert night(feed) == ["/feed", "/a", "/b"]
        assert night(feed) == ["/feed"]
        assert asked[0][1]["if-none-match"] == '"1"'
        _, headers, body = rss("<link>/c</link>", "<link>/a</link>")
        answers |= {"/feed": (200, {**headers, "ETag": '"2"'}, body), "/c": page("C")}
        assert night(feed) == ["/feed", "/c"]
        assert night(feed) == ["/feed"]
        assert asked[0][1]["if-none-match"] == '"2"'

    def test_a_feed_counts_as_seen_only_when_raw_holds_all_of_it(
        self, serve: Serve, asked: Asked, night: Callable[..., list[str]]
    ) -> None:
        _, headers, body = rss("<link>/a</link>", "<link>/b</link>")
        feed = serve({"/feed": (200, {**headers, "ETag": '"1"'}, body), "/a": page("A"), "/b": page("B")}) + "/feed"
        night(feed, lose=1)
        assert night(feed) == ["/feed", "/b"]
        assert "if-none-match" not in asked[0][1]
        assert night(feed) == ["/feed"]
        assert asked[0][1]["if-none-match"] == '"1"'

    def test_what_may_pass_is_tried_again_and_what_will_not_is_not(
        self, serve: Serve, night: Callable[..., list[str]]
    ) -> None:
        _, headers, body = rss("<link>/busy</link>", "<link>/gone</link>")
        answers = {"/feed": (200, {**headers, "ETag": '"1"'}, body), "/busy": (503, {}, b"")}
        feed = serve(answers) + "/feed"
        assert night(feed) == ["/feed", "/busy", "/gone"]
        answers["/busy"] = page("B")
        assert night(feed) == ["/feed", "/busy"]
        assert night(feed) == ["/feed"]

    def test_an_entry_whose_id_holds_a_login_is_known_again(
        self, serve: Serve, night: Callable[..., list[str]]
    ) -> None:
        feed = serve({"/feed": rss("<guid>http://ann:secret@example.org/7</guid><link>/a</link>"), "/a": page()})
        assert night(f"{feed}/feed") == ["/feed", "/a"]
        assert night(f"{feed}/feed") == ["/feed"]

    def test_a_page_that_is_named_itself_is_asked_for_with_its_validators(
        self, serve: Serve, asked: Asked, night: Callable[..., list[str]]
    ) -> None:
        answers = {"/a": (200, {**HTML, "ETag": '"1"'}, PAGE)}
        site = serve(answers)
        assert night(f"{site}/a") == night(f"{site}/a") == ["/a"]
        assert asked[0][1]["if-none-match"] == '"1"'
        answers["/a"] = (200, {**HTML, "ETag": '"2"'}, PAGE + b"<p>More.</p>")
        night(f"{site}/a", lose=1)
        night(f"{site}/a")
        assert "if-none-match" not in asked[0][1]
        assert night.new == 1  # type: ignore[attr-defined]

    def test_an_entry_that_is_said_to_have_changed_is_asked_for_with_its_pages_validators(
        self, serve: Serve, asked: Asked, night: Callable[..., list[str]]
    ) -> None:
        def item(day: int) -> str:
            return f"<link>/a</link><pubDate>{day} Mar 2026 08:00:00 GMT</pubDate>"

        answers = {"/feed": rss(item(1)), "/a": (200, {**HTML, "ETag": '"7"'}, PAGE)}
        feed = serve(answers) + "/feed"
        night(feed)
        answers["/feed"] = rss(item(2))
        assert night(feed) == ["/feed", "/a"]
        assert asked[1][1]["if-none-match"] == '"7"'

    def test_an_index_that_has_not_changed_leads_to_sitemaps_that_have(
        self, serve: Serve, asked: Asked, night: Callable[..., list[str]]
    ) -> None:
        def known(sitemap: tuple[int, dict[str, str], bytes], etag: str) -> tuple[int, dict[str, str], bytes]:
            status, headers, body = sitemap
            return status, {**headers, "ETag": etag}, body

        answers = {"/index": known(index("/1"), '"0"'), "/1": known(urls("/a"), '"1"'), "/a": page("A")}
        site = serve(answers)
        assert night(f"{site}/index") == ["/index", "/1", "/a"]
        assert night(f"{site}/index") == ["/index", "/1"]
        assert [headers["if-none-match"] for _, headers in asked] == ['"0"', '"1"']
        answers |= {"/1": known(urls("/a", "/b"), '"2"'), "/b": page("B")}
        assert night(f"{site}/index") == ["/index", "/1", "/b"]


def index(*locations: str) -> tuple[int, dict[str, str], bytes]:
    children = "".join(f"<sitemap><loc>{location}</loc></sitemap>" for location in locations)
    return 200, {"Content-Type": "text/xml"}, f"<sitemapindex>{children}</sitemapindex>".encode()


def urls(*locations: str, day: int = 1) -> tuple[int, dict[str, str], bytes]:
    entries = "".join(
        f"<url><loc>{location}</loc><news:news><news:publication><news:name>Harbour Post</news:name></news:publication>"
        f"<news:publication_date>2026-03-{day + at:02}T08:00:00Z</news:publication_date>"
        f"<news:title>Truce {at}</news:title></news:news></url>"
        for at, location in enumerate(locations)
    )
    return 200, {"Content-Type": "text/xml"}, f"<urlset xmlns:news='x'>{entries}</urlset>".encode()


def test_a_sitemap_of_news_gives_its_pages(serve: Serve) -> None:
    (row,) = offered(serve({"/news.xml": urls("/a"), "/a": page()}) + "/news.xml")
    assert isinstance(row, Raw)
    assert (row.source, row.published_hint, row.header("parley-title")) == (
        "Harbour Post",
        "2026-03-01T08:00:00Z",
        "Truce 0",
    )


def test_an_index_leads_to_sitemaps_but_in_no_circle_and_not_too_deep(serve: Serve, asked: Asked) -> None:
    site = serve(
        {
            "/index": index("/deep", "/index", "/news"),
            "/deep": index("/deeper", "/index"),
            "/deeper": index("/deepest"),
            "/news": urls("/a"),
            "/a": page(),
        }
    )
    assert sorted(reasons(offered(f"{site}/index"))) == ["taken", "too_many_entries"]
    assert "/deepest" not in paths(asked)
    assert len(set(paths(asked))) == len(asked)


def test_of_a_large_feed_the_newest_entries_are_taken(serve: Serve, asked: Asked) -> None:
    items = [f"<link>/{day}</link><pubDate>{day} Mar 2026 08:00:00 GMT</pubDate>" for day in (3, 1, 4, 2)]
    site = serve({"/feed": rss(*items), **{f"/{day}": page(f"Day {day}.") for day in (1, 2, 3, 4)}})
    offers = offered(f"{site}/feed", limits=LIMITS.model_copy(update={"entries": 2}))
    assert reasons(offers) == ["too_many_entries", "taken", "taken"]
    assert paths(asked) == ["/feed", "/3", "/4"]


def test_the_most_entries_hold_for_all_sitemaps_of_a_source(serve: Serve, asked: Asked) -> None:
    site = serve({"/index": index("/1", "/2", "/3"), "/1": urls("/a"), "/2": urls("/b", "/c"), "/3": urls("/d")})
    offers = offered(f"{site}/index", limits=LIMITS.model_copy(update={"entries": 2}))
    assert reasons(offers) == ["http_status", "too_many_entries", "http_status", "too_many_entries"]
    assert paths(asked) == ["/index", "/1", "/a", "/2", "/c"]


def test_what_a_source_has_no_time_for_is_left_to_the_next_run(serve: Serve, asked: Asked, tmp_path: Path) -> None:
    def slow(handler: Any) -> None:
        time.sleep(0.3)
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(b"<!doctype html><p>Talks opened.</p>")

    encoded = "<content:encoded>Both sides agreed a truce.</content:encoded>"
    site = serve({"/feed": rss("<link>/a</link>", "<link>/b</link>", encoded), "/a": slow, "/b": slow})
    site_map = serve({"/index": index("/1", "/2"), "/1": urls("/a", "/b"), "/2": urls("/c"), "/a": slow})
    limits = LIMITS.model_copy(update={"budget": 0.2})
    offers = offered(f"{site}/feed", limits=limits)
    assert reasons(offers) == ["taken", "taken", "out_of_time"]
    assert isinstance(offers[2], Trouble) and offers[2].retryable and "1 of its entries" in offers[2].detail
    offers = offered(f"{site_map}/index", limits=limits)
    assert reasons(offers) == ["taken", "out_of_time", "out_of_time"]
    assert paths(asked) == ["/feed", "/a", "/index", "/1", "/a"]


def test_a_json_feed_gives_whole_articles_and_pages(serve: Serve, asked: Asked) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Harbour Post",
        "items": [
            {
                "id": "1",
                "url": "/a",
                "content_html": "<p>A <b>truce</b>.</p>",
                "date_published": "2026-03-01T08:00:00Z",
            },
            {"id": 2, "content_text": "Talks opened."},
            {"id": "3", "url": "/c"},
        ],
    }
    site = serve(
        {"/feed.json": (200, {"Content-Type": "application/feed+json"}, json.dumps(feed).encode()), "/c": page()}
    )
    rows = [row for row in offered(f"{site}/feed.json") if isinstance(row, Raw)]
    assert [(row.source_id, row.content_type) for row in rows] == [
        ("1", "text/html; charset=utf-8"),
        ("2", "text/plain; charset=utf-8"),
        ("3", "text/html; charset=utf-8"),
    ]
    assert paths(asked) == ["/feed.json", "/c"]


@pytest.mark.parametrize("body", [b"", b"<!doctype html><p>Soon.</p>", b"{", b"<urlset><url>", b"\0\0\0", b"<rss>"])
def test_what_stands_where_a_feed_was_expected_stops_nobody(serve: Serve, body: bytes) -> None:
    site = serve({"/feed": (200, {"Content-Type": "application/rss+xml"}, body), "/a": page()})
    assert "taken" in reasons(offered(f"{site}/feed", f"{site}/a"))

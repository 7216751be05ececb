from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

import pytest

from flows.ingest import Offer, Source, Trouble, web_offers
from flows.ingest.fetch import Limits
from flows.ingest.held import Key, held_in, nothing_held
from flows.tables.commit import Change, commit
from flows.tables.layout import Layout
from schemas.raw import Raw

Serve = Callable[[Mapping[str, Any]], str]
Asked = list[tuple[str, dict[str, str]]]

QUICK = Limits(connect=2, read=0.3, total=1)
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


def offered(*locations: object, name: str | None = None, held: Any = nothing_held) -> list[Offer]:
    return list(web_offers([Source(name=name, location=str(each)) for each in locations], held, QUICK))


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
    offers = offered(f"{site}/feed")
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

    def held(keys: Collection[Key]) -> Mapping[Key, str | None]:
        return {key: None for key in keys if key[1] in (f"{site}/b", f"{site}/c")}

    offers = offered(path, held=held)
    assert sorted(reasons(offers)) == ["invalid_url", "taken"]
    assert paths(asked) == ["/a", "/feed"]
    assert {offer.source for offer in offers if isinstance(offer, Raw)} == {"127.0.0.1"}
    assert {offer.source for offer in offered(path, name="Ministries") if isinstance(offer, Raw)} == {"Ministries"}


def test_a_url_that_is_named_itself_is_asked_for_again(serve: Serve) -> None:
    site = serve({"/a": page()})
    assert reasons(offered(f"{site}/a", held=lambda keys: dict.fromkeys(keys))) == ["taken"]


def test_what_looking_into_raw_raises_is_raised(serve: Serve) -> None:
    def held(keys: Collection[Key]) -> Mapping[Key, str | None]:
        raise OSError("the table can't be read")

    site = serve({"/feed": rss("<link>/a</link>")})
    with pytest.raises(OSError, match="can't be read"):
        offered(f"{site}/feed", held=held)


def test_entities_in_a_feed_do_no_harm(serve: Serve) -> None:
    laughs = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    _, _, feed = rss("<title>&a9;</title>")
    site = serve({"/feed": (200, {}, f'<!DOCTYPE rss [<!ENTITY a0 "ha">{laughs}]>'.encode() + feed)})
    assert reasons(offered(f"{site}/feed")) == ["unsafe_feed"]

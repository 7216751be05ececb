import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ingest.item import Offer, Trouble
from flows.ingest.local_feed import confined, feed_entries
from flows.ingest.locations import FoundFile
from schemas.raw import Raw

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'


def rss(*items: str, title: str = "Harbour Post", prolog: str = "") -> str:
    joined = "".join(f"<item>{item}</item>" for item in items)
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{prolog}<rss version="2.0" {CONTENT}><channel><title>{title}</title>'
        f"<link>https://example.org/</link>{joined}</channel></rss>"
    )


def atom(*entries: str) -> str:
    joined = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post</title>{joined}</feed>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "secret.html").write_text("<p>Not for the feed.</p>", "utf-8")
    folder = tmp_path / "feed"
    (folder / "pages").mkdir(parents=True)
    (folder / "pages" / "truce.html").write_text("<p>Both sides agreed a truce.</p>", "utf-8")
    (folder / "pages" / "a b.txt").write_text("Talks opened.", "utf-8")
    return folder


def offered(folder: Path, content: str | bytes, stated: str | None = None) -> list[Offer]:
    path = folder / "feed.xml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(feed_entries(FoundFile(path, "feed.xml", stated, "feed.xml"), NOW, set()))


def row(folder: Path, content: str | bytes, stated: str | None = None) -> Raw:
    (offer,) = offered(folder, content, stated)
    assert isinstance(offer, Raw), offer
    return offer


def trouble(folder: Path, content: str | bytes) -> Trouble:
    (offer,) = offered(folder, content)
    assert isinstance(offer, Trouble), offer
    return offer


def test_an_entry_that_names_a_file_becomes_a_raw_row(folder: Path) -> None:
    item = row(
        folder,
        rss(
            "<title>A truce &amp; talks</title><link>pages/truce.html</link><guid isPermaLink='false'>n-17</guid>"
            "<pubDate>Sun, 01 Mar 2026 18:00:00 +0100</pubDate>"
        ),
    )
    assert item.body == b"<p>Both sides agreed a truce.</p>"
    assert (item.source, item.source_id, item.url) == ("Harbour Post", "n-17", None)
    assert (item.content_type, item.fetched, item.locator) == ("text/html; charset=utf-8", NOW, "feed.xml#1")
    assert item.published_hint == "Sun, 01 Mar 2026 18:00:00 +0100"
    assert item.header("parley-hint-from") == "feed"
    assert item.header("parley-title") == "A truce & talks"


def test_without_an_id_the_relative_path_names_the_item(folder: Path) -> None:
    item = row(folder, rss("<link>./pages/../pages/a%20b.txt#part</link>"), stated="My outlet")
    assert (item.source, item.source_id, item.body) == ("My outlet", "pages/a b.txt", b"Talks opened.")
    assert (item.published_hint, item.header("parley-hint-from")) == (None, None)


def test_atom_entries_name_files_too_and_updated_stands_in_for_published(folder: Path) -> None:
    updated = "<updated>2026-03-01T18:00:00Z</updated>"
    items = offered(
        folder,
        atom(
            f'<id>tag:1</id><link href="pages/truce.html"/><published>2026-03-01T08:00:00Z</published>{updated}',
            f'<id>tag:2</id><link href="pages/a%20b.txt" type="text/plain"/>{updated}',
        ),
    )
    assert [isinstance(item, Raw) and (item.source_id, item.published_hint) for item in items] == [
        ("tag:1", "2026-03-01T08:00:00Z"),
        ("tag:2", "2026-03-01T18:00:00Z"),
    ]


def test_a_whole_article_in_the_entry_is_taken_as_it_is(folder: Path) -> None:
    html = '<p onclick="x()">A <a href="b.html">truce</a> in Łódź.</p>'
    encoded = f"<content:encoded><![CDATA[{html}]]></content:encoded>"
    item = row(folder, rss(f"<link>https://example.org/truce?utm_source=x</link>{encoded}"))
    assert item.body == html.encode()
    assert (item.url, item.source_id) == ("https://example.org/truce?utm_source=x", "https://example.org/truce")
    by_guid = row(folder, rss(f"<guid>n-17</guid>{encoded}"))
    assert (by_guid.url, by_guid.source_id, by_guid.body) == (None, "n-17", html.encode())
    by_content = row(folder, atom(f'<content type="html"><![CDATA[{html}]]></content>'))
    assert by_content.source_id == f"feed.xml#{by_content.body_sha256[:12]}"


def test_a_teaser_with_a_web_link_is_not_fetched(folder: Path) -> None:
    for item in (
        "<link>https://example.org/a</link><description>Talks.</description>",
        "<guid>https://example.org/a</guid>",
    ):
        found = trouble(folder, rss(item))
        assert (found.reason, found.locator) == ("remote_entry", "feed.xml#1")
        assert "https://example.org/a" in found.detail


@pytest.mark.parametrize(
    "link",
    [
        "../secret.html",
        "pages/../../secret.html",
        "%2e%2e/secret.html",
        "..%2Fsecret.html",
        "pages/out.html",
        "out/secret.html",
        "/etc/hostname",
        "%2Fetc/hostname",
        "file:///etc/hostname",
        "file:pages/truce.html",
        "//host/share/a.html",
        "C:/a.html",
        r"C:\a.html",
        r"..\secret.html",
        "pages%5C..%5Ctruce.html",
        "pages/%00.html",
        "%ff.html",
        ".hidden.html",
        "pages/shown.html",
        "pages/loop.html",
        "ftp://example.org/a.html",
    ],
)
def test_nothing_outside_the_folder_is_read(folder: Path, link: str) -> None:
    (folder / "pages" / "out.html").symlink_to(folder.parent / "secret.html")
    (folder / "out").symlink_to(folder.parent)
    (folder / ".hidden.html").write_text("<p>Hidden.</p>", "utf-8")
    (folder / "pages" / "shown.html").symlink_to(folder / ".hidden.html")
    (folder / "pages" / "loop.html").symlink_to(folder / "pages" / "loop.html")
    assert trouble(folder, rss(f"<link>{link}</link>")).reason == "outside_folder"


def test_a_base_address_in_the_feed_opens_no_way_out(folder: Path) -> None:
    entry = '<id>1</id><link href="secret.html"/>'
    for base in (folder.parent.as_uri() + "/", "../"):
        feed = atom(entry).replace("<feed ", f'<feed xml:base="{base}" ')
        assert trouble(folder, feed).reason in ("outside_folder", "missing_file")


def test_links_inside_the_folder_may_be_symbolic(folder: Path) -> None:
    (folder / "latest.html").symlink_to("pages/truce.html")
    assert row(folder, rss("<link>latest.html</link>")).source_id == "pages/truce.html"


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("pages/none.html", "missing_file"),
        ("pages/empty.html", "empty_file"),
        ("pages/binary.html", "binary_file"),
        ("pages/table.csv", "unsupported_type"),
        ("pages", "unsupported_type"),
        ("#top", "unsupported_type"),
        ("x" * 5000 + ".html", "unreadable_file"),
    ],
)
def test_a_file_that_cannot_be_taken_stops_nobody(folder: Path, link: str, reason: str) -> None:
    (folder / "pages" / "empty.html").touch()
    (folder / "pages" / "binary.html").write_bytes(b"<p>\0\0</p>")
    (folder / "pages" / "table.csv").write_text("a,b", "utf-8")
    bad, good = offered(folder, rss(f"<link>{link}</link>", "<link>pages/truce.html</link>"))
    assert isinstance(bad, Trouble) and (bad.reason, bad.locator) == (reason, "feed.xml#1")
    assert isinstance(good, Raw) and good.locator == "feed.xml#2"


def test_a_page_without_an_extension_is_known_by_its_content(folder: Path) -> None:
    (folder / "pages" / "4711").write_text("<!doctype html><p>Talks opened.</p>", "utf-8")
    assert row(folder, rss("<link>pages/4711</link>")).content_type == "text/html; charset=utf-8"


@pytest.mark.parametrize("item", ["<title>Only a title</title>", "<guid>tag:example.org,2026:7</guid>"])
def test_an_entry_with_nothing_in_it_is_a_trouble(folder: Path, item: str) -> None:
    assert trouble(folder, rss(item)).reason == "no_text"


def test_the_entries_of_a_broken_feed_that_can_be_read_are_taken(folder: Path) -> None:
    feed = rss("<link>pages/truce.html</link>", "<title>Talks & <b>more</title><link>pages/a%20b.txt</link>")
    broken, *items = offered(folder, feed.removesuffix("</channel></rss>"))
    assert isinstance(broken, Trouble) and (broken.reason, broken.locator) == ("broken_feed", "feed.xml")
    assert "line 1" in broken.detail
    assert [isinstance(item, Raw) and item.source_id for item in items] == ["pages/truce.html", "pages/a b.txt"]


@pytest.mark.parametrize("content", ["<urlset><url/></urlset>", "just words", "{}", b"\x00\xff\xfea"])
def test_what_is_no_feed_is_a_trouble(folder: Path, content: str | bytes) -> None:
    assert trouble(folder, content).reason == "broken_feed"


def test_a_feed_that_holds_only_a_path_does_not_open_it(folder: Path) -> None:
    other = folder.parent / "other.xml"
    other.write_text(rss("<link>pages/truce.html</link>"), "utf-8")
    assert trouble(folder, str(other)).reason == "broken_feed"


def test_a_feed_without_entries_offers_nothing(folder: Path) -> None:
    assert offered(folder, rss()) == []


def test_an_old_doctype_without_entities_is_taken(folder: Path) -> None:
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://example.org/rss.dtd">'
    assert row(folder, rss("<link>pages/truce.html</link>", prolog=doctype)).source == "Harbour Post"


BILLION_LAUGHS = (
    '<!DOCTYPE rss [<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9)) + "]>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", "cp037", "utf-7"])
@pytest.mark.parametrize("kind", ["laughs", "external"])
def test_entities_do_no_harm(folder: Path, encoding: str, kind: str) -> None:
    outside = folder.parent / "secret.html"
    external = f'<!DOCTYPE rss [<!ENTITY a9 SYSTEM "{outside.as_uri()}">]>'
    feed = rss(
        "<title>&a9;</title><description>&a9;</description><guid>1</guid><content:encoded>&a9;</content:encoded>",
        title="&a9;",
        prolog=BILLION_LAUGHS if kind == "laughs" else external,
    ).replace("utf-8", encoding)
    # UTF-7 can hide the declarations behind other ASCII.
    body = feed.replace("<!", "+ADwAIQ-").encode("ascii") if encoding == "utf-7" else feed.encode(encoding)
    offers = offered(folder, body)
    if encoding.startswith("utf-") and encoding != "utf-7":
        assert [isinstance(offer, Trouble) and offer.reason for offer in offers] == ["unsafe_feed"]
    for offer in offers:
        assert "Not for the feed" not in repr(offer)
        assert len(repr(offer)) < 10_000
        assert not isinstance(offer, Raw) or b"Not for the feed" not in offer.body


PIECES = st.sampled_from(
    [
        "..",
        ".",
        "/",
        "//",
        "\\",
        "pages",
        "out",
        "secret.html",
        "truce.html",
        "up",
        "%2e%2e",
        "%2f",
        "%5c",
        "%00",
        "file:",
    ]
) | st.text(max_size=3)


@given(st.lists(PIECES, max_size=8).map("".join) | st.lists(PIECES, max_size=8).map("/".join), st.booleans())
def test_no_link_leads_outside(link: str, quoted: bool) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "feed")
        (folder / "pages").mkdir(parents=True)
        (folder / "out").symlink_to(place)
        (folder / "pages" / "up").symlink_to("../..")
        Path(place, "secret.html").touch()
        path = confined(folder, quote(link, safe="") if quoted else link)
        assert path is None or os.path.commonpath(
            [os.path.realpath(path), os.path.realpath(folder)]
        ) == os.path.realpath(folder)


@given(st.binary(max_size=200) | st.text("<>/&;![]rsfedchanltimk \"='?", max_size=200).map(str.encode))
def test_any_bytes_give_rows_or_troubles(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as place:
        for body in (content, rss().encode().replace(b"</channel>", content + b"</channel>")):
            assert all(isinstance(offer, Raw | Trouble) for offer in offered(Path(place), body))

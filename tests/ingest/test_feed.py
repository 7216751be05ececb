from datetime import UTC, datetime

import pytest

from flows.ingest.feed import Entry, newest, read_feed


def rss(item: str, prolog: str = "") -> bytes:
    return (
        f'{prolog}<rss version="2.0"><channel><title>Harbour Post</title><item>{item}</item></channel></rss>'.encode()
    )


def test_a_feed_says_its_title_and_its_entries() -> None:
    feed = read_feed(rss("<title>A truce</title><link>/truce</link><guid>n-17</guid>"), "feed.xml", "feed.xml")
    (entry,) = feed.entries
    assert (feed.title, feed.trouble) == ("Harbour Post", None)
    assert (entry.number, entry.id, entry.link, entry.title, entry.content) == (1, "n-17", "/truce", "A truce", None)
    assert (entry.published, entry.updated) == (None, None)


def test_published_and_updated_stand_in_for_each_other() -> None:
    def words(dates: str) -> tuple[str | None, str | None]:
        feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id>{dates}</entry></feed>'
        (entry,) = read_feed(feed.encode(), "feed", "feed").entries
        return entry.published, entry.updated

    published, updated = "<published>2026-03-01T08:00:00Z</published>", "<updated>2026-03-02T09:00:00Z</updated>"
    assert words(published + updated) == ("2026-03-01T08:00:00Z", "2026-03-02T09:00:00Z")
    assert words(published) == ("2026-03-01T08:00:00Z", "2026-03-01T08:00:00Z")
    assert words(updated) == ("2026-03-02T09:00:00Z", "2026-03-02T09:00:00Z")


@pytest.mark.parametrize("media_type", ["application/rss+xml", "text/xml", "text/html"])
def test_a_charset_that_only_the_server_states_is_used(media_type: str) -> None:
    body = rss("<title>Pokój w Łodzi</title>").decode().encode("iso-8859-2")
    feed = read_feed(body, "feed", "feed", f"{media_type}; charset=ISO-8859-2")
    assert feed.entries[0].title == "Pokój w Łodzi"


def test_without_a_stated_charset_the_feeds_own_is_used() -> None:
    body = rss("<title>Pokój w Łodzi</title>", '<?xml version="1.0" encoding="iso-8859-2"?>').decode()
    feed = read_feed(body.encode("iso-8859-2"), "feed", "feed", "text/xml")
    assert (feed.entries[0].title, feed.trouble) == ("Pokój w Łodzi", None)


def test_a_trouble_names_the_feed() -> None:
    for body, reason in [
        (b"<urlset/>", "broken_feed"),
        (rss("&a;", '<!DOCTYPE rss [<!ENTITY a "ha">]>'), "unsafe_feed"),
    ]:
        feed = read_feed(body, "feed.xml", "/news/feed.xml")
        assert feed.entries == []
        assert feed.trouble and (feed.trouble.reason, feed.trouble.locator) == (reason, "feed.xml")
        assert "/news/feed.xml" in feed.trouble.detail


@pytest.mark.parametrize("encoding", ["utf-7", "cp037", "utf-16-le"])
def test_a_charset_that_the_server_states_opens_no_way_for_entities(encoding: str) -> None:
    laughs = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    text = rss("<title>&a9;</title>", f'<!DOCTYPE rss [<!ENTITY a0 "ha">{laughs}]>').decode()
    body = text.replace("<!", "+ADwAIQ-").encode() if encoding == "utf-7" else text.encode(encoding)
    assert len(repr(read_feed(body, "feed", "feed", f"text/xml; charset={encoding}"))) < 10_000


def test_the_newest_entries_are_those_published_last() -> None:
    def entry(number: int, day: int | None) -> Entry:
        moment = datetime(2026, 3, day, tzinfo=UTC) if day else None
        return Entry(number, None, f"/{number}", None, None, None, None, moment=moment)

    entries = [entry(1, 2), entry(2, None), entry(3, 9), entry(4, 5)]
    assert [each.number for each in newest(entries, 2)] == [3, 4]
    assert [each.number for each in newest(entries, 9)] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "content",
    [
        b"<item/>" * 20_001,
        b"<a:b>" * 600_000,
        b"<item " + b'a="b" ' * 6000,
        b"<item><title>" + b"<!" * 30_000,
        b"<item><title>" + b"&" * 600_000,
        ("<item/>" * 20_001).encode("utf-16"),
        b"<a xml:base='" + b"a/" * 20_000 + b"'>" + b"<item><link>b</link></item>" * 5000,
        b"<a base='aaaaaaaaa/'>" * 2000 + b"<item><link>b</link></item>" * 5000,
    ],
)
def test_a_feed_that_would_take_too_much_time_or_memory_is_not_read(content: bytes) -> None:
    feed = read_feed(b'<rss version="2.0"><channel>' + content, "feed.xml", "feed.xml")
    assert feed.entries == []
    assert feed.trouble and feed.trouble.reason == "too_large"


def test_a_charset_that_only_python_knows_takes_no_time() -> None:
    content = b"<item><title>" + b"a" * 4_000_000 + b"-" + b"b9" * 2_000_000
    stated = read_feed(b'<rss version="2.0"><channel>' + content, "feed", "feed", "text/xml; charset=punycode")
    declared = read_feed(b'<?xml version="1.0" encoding="punycode"?><rss><channel>' + content, "feed", "feed")
    assert [feed.trouble and feed.trouble.reason for feed in (stated, declared)] == ["too_large", "too_large"]


@pytest.mark.parametrize(
    "head",
    [
        b"<?xml " + b"encoding='a' " * 100_000,
        b"<?xml encoding=" + b"'" * 1_000_000,
        b"<?xml version='1.0'?>" + b"\n" * 1_000_000,
        b"<?xml version='1.0'?><!DOCTYPE " + b"\n" * 1_000_000 + b"rss>",
    ],
)
def test_what_comes_before_the_feed_takes_no_time(head: bytes) -> None:
    feed = read_feed(head + rss("<link>/a</link>"), "feed", "feed")
    assert feed.trouble and feed.trouble.reason == "too_large"


def test_a_feed_on_one_line_may_hold_what_looks_like_its_declaration() -> None:
    quoted = "<title>x</title><description>" + "encoding='utf-8' " * 2000 + "</description><link>/a</link>"
    body = rss(quoted).replace(b"\n", b"")
    assert read_feed(b"<?xml version='1.0' encoding='utf-8'?>" + body, "feed", "feed").entries[0].link == "/a"


def test_an_address_in_each_of_many_entries_is_no_trouble() -> None:
    entry = '<entry xml:base="2026/03/"><id>urn:7</id><link href="truce"/></entry>'
    body = f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/a/">{entry * 1000}</feed>'
    feed = read_feed(body.encode(), "feed.xml", "feed.xml")
    assert feed.trouble is None and len(feed.entries) == 1000
    assert feed.entries[0].link == "https://example.org/a/2026/03/truce"


@pytest.mark.parametrize("year", ["0001", "9999", "99999", "x"])
def test_absurd_times_do_no_harm(year: str) -> None:
    (entry,) = read_feed(rss(f"<link>/a</link><pubDate>01 Mar {year} 08:00:00 GMT</pubDate>"), "feed", "feed").entries
    assert entry.published

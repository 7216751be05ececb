import gzip
import tempfile
import zlib
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.ingest import warc as module
from flows.ingest.item import Offer, Trouble
from flows.ingest.locations import FoundFile
from flows.ingest.warc import warc_pages
from schemas.raw import Raw

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PAGE = b"<!doctype html><html><body><p>Both sides agreed a truce on the river.</p></body></html>"


def http(body: bytes = PAGE, *headers: str, status: str = "200 OK", media_type: str | None = "text/html") -> bytes:
    said = [f"Content-Type: {media_type}"] if media_type else []
    return "\r\n".join([f"HTTP/1.1 {status}", *said, *headers, "", ""]).encode() + body


def record(
    block: bytes,
    url: str = "https://news.example/truce",
    kind: str = "response",
    date: str = "2026-03-01T10:00:00Z",
    length: int | None = None,
) -> bytes:
    media_type = f"application/http; msgtype={kind}" if kind in ("response", "request") else "application/warc-fields"
    head = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {url}",
        f"WARC-Date: {date}",
        "WARC-Record-ID: <urn:uuid:2f2b8c1e-0000-4000-8000-000000000000>",
        f"Content-Type: {media_type}",
        f"Content-Length: {len(block) if length is None else length}",
    ]
    return "\r\n".join([*head, "", ""]).encode() + block + b"\r\n\r\n"


def numbered(count: int) -> list[bytes]:
    return [record(http(PAGE + b"<!-- %d -->" % number), f"https://news.example/{number}") for number in range(count)]


def offered(folder: Path, content: bytes, name: str = "x.warc", stated: str | None = None) -> list[Offer]:
    path = folder / name
    path.write_bytes(content)
    return list(warc_pages(FoundFile(path, name, stated, "news"), NOW))


def row(folder: Path, content: bytes, stated: str | None = None) -> Raw:
    (offer,) = offered(folder, content, stated=stated)
    assert isinstance(offer, Raw), offer
    return offer


def trouble(folder: Path, content: bytes) -> Trouble:
    (offer,) = offered(folder, content)
    assert isinstance(offer, Trouble), offer
    return offer


def urls(offers: list[Offer]) -> list[str | None]:
    return [offer.url if isinstance(offer, Raw) else offer.reason for offer in offers]


def test_a_page_is_taken_as_it_was_fetched_then(tmp_path: Path) -> None:
    first = record(b"software: crawler", kind="warcinfo")
    block = http(PAGE, 'ETag: "a"', "Set-Cookie: b=c", media_type="text/html; charset=UTF-8")
    item = row(tmp_path, first + record(block, "https://user:pass@news.example/truce?utm_source=x"))
    assert item.body == PAGE
    assert (item.source, item.source_id) == ("news.example", "https://news.example/truce")
    assert item.url == item.final_url == "https://news.example/truce?utm_source=x"
    assert item.fetched == datetime(2026, 3, 1, 10, 0, tzinfo=UTC)
    assert (item.http_status, item.content_type) == (200, "text/html; charset=utf-8")
    assert item.locator == f"x.warc:{len(first)}"
    assert item.header("etag") == '"a"'
    assert item.header("set-cookie") is None
    assert item.published_hint is None


def test_the_source_is_its_name_where_it_has_one(tmp_path: Path) -> None:
    assert row(tmp_path, record(http()), stated="News archive").source == "News archive"


@pytest.mark.parametrize(
    "other",
    [
        record(http(status="404 Not Found")),
        record(http(status="301 Moved", media_type=None)),
        record(http(b"\x89PNG\r\n\x1a\n\0", media_type="image/png")),
        record(http(b"%PDF-1.7", media_type="application/pdf")),
        record(http(b'<rss version="2.0"></rss>', media_type="text/html")),
        record(b"GET /truce HTTP/1.1\r\nHost: news.example\r\n\r\n", kind="request"),
        record(http(), kind="revisit"),
        record(b"20260301100000\n192.0.2.1\n", "dns:news.example", kind="resource"),
        record(http(), "dns:news.example"),
        record(http(), "javascript:alert(1)"),
    ],
)
def test_what_is_no_article_is_left_out_without_a_word(tmp_path: Path, other: bytes) -> None:
    assert urls(offered(tmp_path, other + record(http()))) == ["https://news.example/truce"]


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(PAGE), ["Content-Encoding: gzip"]),
        (zlib.compress(PAGE), ["Content-Encoding: deflate"]),
        (brotli.compress(PAGE), ["Content-Encoding: br"]),
        (b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE), ["Transfer-Encoding: chunked"]),
        (
            b"5\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n"
            % (gzip.compress(PAGE)[:5], len(gzip.compress(PAGE)) - 5, gzip.compress(PAGE)[5:]),
            ["Transfer-Encoding: chunked", "Content-Encoding: gzip"],
        ),
        (PAGE, ["Content-Encoding: gzip", "Transfer-Encoding: chunked"]),
        (PAGE, ["Content-Encoding: br"]),
        (PAGE, ["Content-Encoding: klingon"]),
    ],
)
def test_a_body_is_unpacked_unless_the_archive_has_done_so(tmp_path: Path, body: bytes, headers: list[str]) -> None:
    assert row(tmp_path, record(http(body, *headers))).body == PAGE


def test_a_page_archived_twice_comes_twice_without_a_note(tmp_path: Path) -> None:
    later = record(http(PAGE.replace(b"agreed", b"broke")), date="2026-03-01T20:00:00Z")
    first, second = offered(tmp_path, record(http()) + later)
    assert isinstance(first, Raw) and isinstance(second, Raw)
    assert first.source_id == second.source_id and first.fetched < second.fetched


@pytest.mark.parametrize("date", ["2026-13-99", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", ""])
def test_a_date_that_cannot_be_is_replaced_by_now(tmp_path: Path, date: str) -> None:
    assert row(tmp_path, record(http(), date=date)).fetched == NOW


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        (http(b" \n"), "empty_page"),
        (http(b"\0\x01\x02" * 9), "binary_file"),
        (http(b"\x1f\x8bno gzip", "Content-Encoding: gzip"), "broken_record"),
        (http(gzip.compress(PAGE)[:-9], "Content-Encoding: gzip"), "broken_record"),
        (http(b"ff\r\nshort", "Transfer-Encoding: chunked"), "broken_record"),
        (http(gzip.compress(b"x" * 30_000_000), "Content-Encoding: gzip"), "too_large"),
        (http(b"<p>" + b"x" * 20_000_000), "too_large"),
    ],
)
def test_a_broken_page_is_a_trouble_and_the_next_is_read(tmp_path: Path, block: bytes, reason: str) -> None:
    assert urls(offered(tmp_path, record(block) + record(http()))) == [reason, "https://news.example/truce"]


@pytest.mark.parametrize("name", ["x.warc", "x.warc.gz"])
def test_a_file_that_ends_too_early_gives_what_it_can(tmp_path: Path, name: str) -> None:
    parts = [gzip.compress(each) if name.endswith("gz") else each for each in numbered(3)]
    found = offered(tmp_path, b"".join(parts)[:-60], name)
    assert urls(found) == ["https://news.example/0", "https://news.example/1", "broken_record"]
    assert found[2].locator == f"{name}:{len(parts[0] + parts[1])}"


@pytest.mark.parametrize("cut", range(1, 250, 31))
def test_a_file_that_ends_within_a_header_says_so(tmp_path: Path, cut: int) -> None:
    first, second = numbered(2)
    assert urls(offered(tmp_path, first + second[:cut])) == ["https://news.example/0", "broken_record"]


@pytest.mark.parametrize("name", ["x.warc", "x.warc.gz"])
@pytest.mark.parametrize("window", [1500, 1_000_000])
def test_reading_goes_on_after_a_broken_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, window: int
) -> None:
    monkeypatch.setattr(module, "_WINDOW", window)
    parts = [gzip.compress(each) if name.endswith("gz") else each for each in numbered(30)]
    parts[7] = b"\0" * 40 + parts[7][40:]
    found = offered(tmp_path, b"".join(parts), name)
    assert urls(found) == [
        *(f"https://news.example/{number}" for number in range(7)),
        "broken_record",
        *(f"https://news.example/{number}" for number in range(8, 30)),
    ]


def test_a_record_that_claims_to_be_longer_than_it_is_does_not_take_the_next_with_it(tmp_path: Path) -> None:
    others = numbered(3)[1:]
    found = offered(tmp_path, record(http(), length=1_000_000) + b"".join(others))
    assert urls(found) == ["broken_record", "https://news.example/1", "https://news.example/2"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty_file"),
        (b"Talks opened.", "broken_record"),
        (gzip.compress(b"Talks opened."), "broken_record"),
        (b"WARC/1.0\r\n", "broken_record"),
    ],
)
def test_a_file_without_a_record_is_a_trouble(tmp_path: Path, content: bytes, reason: str) -> None:
    assert trouble(tmp_path, content).reason == reason


def test_a_missing_file_is_a_trouble(tmp_path: Path) -> None:
    (found,) = warc_pages(FoundFile(tmp_path / "none.warc", "none.warc", None, "news"), NOW)
    assert isinstance(found, Trouble) and (found.reason, found.retryable) == ("missing_file", True)


BITS = st.sampled_from(
    [
        b"WARC/1.0\r\n",
        b"WARC-Type: response\r\n",
        b"Content-Length: 5\r\n",
        b"Content-Length: 99999999999999999999\r\n",
        b"Content-Length: -5\r\n",
        b"Content-Type: application/http; msgtype=response\r\n",
        b"WARC-Target-URI: https://news.example/\xff\r\n",
        b"HTTP/1.1 200 OK\r\n",
        b"\r\n",
        b"\x1f\x8b\x08\x00",
        *numbered(2),
        gzip.compress(numbered(1)[0]),
    ]
)


@settings(deadline=None)
@given(st.lists(BITS | st.binary(max_size=40), max_size=10).map(b"".join))
def test_any_bytes_give_rows_or_troubles(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        offers = offered(Path(folder), content)
    assert all(offer.model_dump_json(exclude={"body"}) for offer in offers)


@settings(deadline=None)
@given(st.integers(0, 2**32), st.binary(min_size=1, max_size=30), st.booleans())
def test_damage_anywhere_costs_at_most_two_records(at: int, damage: bytes, is_packed: bool) -> None:
    content = bytearray(b"".join(gzip.compress(each, mtime=0) if is_packed else each for each in numbered(6)))
    at %= len(content)
    content[at : at + len(damage)] = damage
    with tempfile.TemporaryDirectory() as folder:
        offers = offered(Path(folder), bytes(content))
    assert sum(isinstance(offer, Raw) for offer in offers) >= 4

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.ingest import Offer, Source, Trouble, offers
from flows.ingest.columns import Columns
from schemas.raw import Raw

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
FEED = (
    '<rss version="2.0"><channel><title>Harbour Post</title><item><link>pages/truce.html</link></item></channel></rss>'
)
JSON_FEED = (
    b'{"version": "https://jsonfeed.org/version/1.1", "title": "Harbour Post", '
    b'"items": [{"id": "1", "content_html": "<p>A truce.</p>"}]}'
)
BLOCK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><p>A truce.</p></html>"
WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/truce\r\n"
    b"WARC-Date: 2026-03-01T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
    b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(BLOCK), BLOCK)
)


def offered(location: Path, name: str | None = None) -> list[Offer]:
    return list(offers(Source(name=name, location=str(location)), NOW))


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def locators(found: list[Offer]) -> list[str]:
    return [offer.locator for offer in found]


def test_a_directory_offers_all_that_is_in_it(tmp_path: Path) -> None:
    write(tmp_path, a_txt="Talks.", b_jsonl='{"text": "A"}\nnot JSON\n', c_json='[{"text": "B"}]', d__e_md="# Truce")
    found = offered(tmp_path, "My outlet")
    assert locators(found) == ["a.txt", "b.jsonl:1", "b.jsonl:2", "c.json#1", "d/e.md"]
    assert [isinstance(offer, Raw) and offer.source for offer in found] == [
        "My outlet",
        "My outlet",
        False,
        "My outlet",
        "My outlet",
    ]


def test_what_a_feed_names_comes_only_through_the_feed(tmp_path: Path) -> None:
    write(tmp_path, a_txt="Talks.", feed_xml=FEED, pages__truce_html="<p>A truce.</p>", pages__other_html="<p>B</p>")
    assert locators(offered(tmp_path)) == ["feed.xml#1", "a.txt", "pages/other.html"]


def test_every_item_of_a_source_is_fetched_when_the_source_is_opened(tmp_path: Path) -> None:
    write(tmp_path, a_txt="Talks.", feed_xml=FEED, pages__truce_html="<p>A truce.</p>")
    assert {isinstance(offer, Raw) and offer.fetched for offer in offered(tmp_path)} == {NOW}


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("page.php", b"<!doctype html><p>Talks.</p>", "text/html; charset=utf-8"),
        ("records.data", b'{"text": "A"}\n{"text": "A"}\n', "application/json"),
        ("bulletin", b"Talks opened.", "text/plain; charset=utf-8"),
        ("records.gz", gzip.compress(b'{"text": "A"}'), "application/json"),
        ("archive", WARC, "text/html; charset=utf-8"),
        ("archive.gz", gzip.compress(WARC), "text/html; charset=utf-8"),
        ("feed.json", JSON_FEED, "text/html; charset=utf-8"),
    ],
)
def test_a_file_named_directly_is_known_by_its_content(tmp_path: Path, name: str, content: bytes, kind: str) -> None:
    (tmp_path / name).write_bytes(content)
    (item,) = offered(tmp_path / name)
    assert isinstance(item, Raw) and item.content_type == kind


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("table.xlsx", b"a,b\n", "unsupported_type"),
        ("page.html.gz", gzip.compress(b"<html><p>Talks.</p>"), "unsupported_type"),
        ("archive", b"PK\x03\x04\0\0", "unsupported_type"),
        ("nothing", b"", "empty_file"),
    ],
)
def test_what_is_no_known_kind_is_a_trouble(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(content)
    (found,) = offered(tmp_path / name)
    assert isinstance(found, Trouble) and found.reason == reason


def test_a_directory_offers_tables_and_archives_too(tmp_path: Path) -> None:
    write(tmp_path, a_csv="id,text\n1,Talks.\n", b_tsv="id\ttext\n1\tTalks.\n")
    (tmp_path / "c.warc").write_bytes(WARC)
    (tmp_path / "d.jsonl.gz").write_bytes(gzip.compress(b'{"text": "A"}\n'))
    pq.write_table(pa.table({"text": ["Talks."]}), tmp_path / "e.parquet")
    assert locators(offered(tmp_path)) == ["a.csv:2", "b.tsv:2", "c.warc:0", "d.jsonl.gz:1", "e.parquet#1"]


def test_a_kind_that_is_stated_counts_and_columns_hold_for_every_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text('{"Volltext": "Die Waffen ruhen."}\n', "utf-8")
    source = Source(location=str(tmp_path / "a.txt"), kind="jsonl", columns=Columns(text="Volltext"))
    (item,) = offers(source, NOW)
    assert isinstance(item, Raw) and item.body == b'{"text": "Die Waffen ruhen."}'


def test_two_entries_of_a_feed_with_one_id_are_both_taken_and_noted(tmp_path: Path) -> None:
    items = "".join(f"<item><guid>7</guid><link>{name}</link></item>" for name in ("a.txt", "b.txt", "a.txt"))
    write(tmp_path, feed_xml=FEED.replace("<item>", items + "<item>"), a_txt="A", b_txt="B", pages__truce_html="C")
    found = offered(tmp_path / "feed.xml")
    assert locators(found) == ["feed.xml#1", "feed.xml#2", "feed.xml#2", "feed.xml#4"]
    assert [isinstance(offer, Trouble) and offer.reason for offer in found] == [False, False, "duplicate_id", False]

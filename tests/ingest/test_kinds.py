from pathlib import PurePath

import pytest

from flows.ingest.kinds import FEED, HTML, JSON, JSON_LINES, MARKDOWN, PARQUET, WARC, kind_by_content, kind_by_extension


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\xef\xbb\xbf\n<!DOCTYPE html><html>", HTML),
        (b"<!-- saved page -->\n<HTML lang='en'>", HTML),
        ("<html>".encode("utf-16"), HTML),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x">', HTML),
        (b'<?xml version="1.0"?>\n<rss version="2.0">', FEED),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", FEED),
        (b"<rdf:RDF xmlns='x'>", FEED),
        (b' {"id": 1}', JSON),
        (b"WARC/1.0\r\n", WARC),
        (b"PAR1\x15\x04", PARQUET),
        (b"<svg>", None),
        (b"a,b\n1,2\n", None),
        (b"", None),
    ],
)
def test_the_first_bytes_speak_for_a_kind(head: bytes, kind: str | None) -> None:
    assert kind_by_content(head) == kind


def test_extensions_are_read_in_any_case() -> None:
    assert kind_by_extension(PurePath("a/INDEX.HTM")) == HTML
    assert kind_by_extension(PurePath("notes.Markdown")) == MARKDOWN
    assert kind_by_extension(PurePath("page.pdf")) is None


def test_what_may_be_packed_is_known_by_the_extension_below() -> None:
    assert kind_by_extension(PurePath("a.jsonl.gz")) == JSON_LINES
    assert kind_by_extension(PurePath("CC-NEWS.WARC.GZ")) == WARC
    assert kind_by_extension(PurePath("page.html.gz")) is None
    assert kind_by_extension(PurePath("backup.gz")) is None

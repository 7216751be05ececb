import io
from datetime import UTC, datetime

import pytest

from flows.ingest.item import Offer, Trouble
from flows.ingest.source import Source
from flows.ingest.standard_input import standard_input
from schemas.raw import Raw

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def offered(content: bytes, name: str | None = None) -> list[Offer]:
    return list(standard_input(Source(name=name, location="-"), NOW, io.BytesIO(content)))


def test_json_lines_are_read_as_they_come() -> None:
    lines = [b'{"id": 1, "text": "Talks opened."}\n', b'{"id": 2, "text": "Talks ended."}\n']
    handle = io.BytesIO(b"".join(lines) * 500)
    offers = standard_input(Source(location="-"), NOW, handle)
    first, second = next(offers), next(offers)
    assert handle.tell() < 5 * len(lines[0])
    assert isinstance(first, Raw) and isinstance(second, Raw)
    assert (first.body, first.source, first.source_id, first.locator) == (lines[0].rstrip(), "stdin", "1", "stdin:1")
    assert second.locator == "stdin:2"
    assert len(list(offers)) == 998


def test_a_broken_first_line_does_not_hide_the_others() -> None:
    assert [offer.locator for offer in offered(b'{"text": \n{"text": "A"}\n{"text": "B"}')] == [
        "stdin:1",
        "stdin:2",
        "stdin:3",
    ]


@pytest.mark.parametrize(
    "content", [b'{"text": "A"}', b'{\n  "text": "A"\n}', b'[{"text": "A"}]', b'[\n{"text": "A"}\n]']
)
def test_one_record_or_an_array_may_come(content: bytes) -> None:
    (item,) = offered(content)
    assert isinstance(item, Raw) and item.content_type == "application/json"


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b"Both sides agreed a truce.\n\nTalks go on.", "text/plain; charset=utf-8"),
        (b"\n<!doctype html>\n<p>A truce.</p>", "text/html; charset=utf-8"),
        ("Die Gespräche gehen weiter.".encode("cp1252"), "text/plain; charset=cp1252"),
    ],
)
def test_else_the_whole_is_one_document_named_by_its_content(content: bytes, content_type: str) -> None:
    (item,) = offered(content, "Harbour Post")
    assert isinstance(item, Raw)
    assert (item.body, item.content_type, item.source) == (content, content_type, "Harbour Post")
    assert item.source_id == f"stdin#{item.body_sha256[:12]}"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty_file"),
        (b"\n \n", "empty_file"),
        (b"GIF89a\0\0\x01", "binary_file"),
        (b"PAR1\x15", "unsupported_type"),
    ],
)
def test_what_cannot_be_taken_is_one_trouble(content: bytes, reason: str) -> None:
    (found,) = offered(content)
    assert isinstance(found, Trouble) and found.reason == reason

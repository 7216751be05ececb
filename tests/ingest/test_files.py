import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.ingest import files
from flows.ingest.files import document
from flows.ingest.item import Offer, Trouble
from flows.ingest.kinds import HTML, TEXT
from flows.ingest.locations import FoundFile
from schemas.raw import Raw

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
GERMAN = "Die Außenminister fühlten vor, ob die Gespräche über den Gefangenenaustausch weitergehen können. " * 5


def offered(folder: Path, body: bytes | None, kind: str = TEXT, name: str = "east/truce.txt") -> Offer:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    if body is not None:
        path.write_bytes(body)
    return document(FoundFile(path, name, "Harbour Post", "news"), kind, NOW)


def test_a_file_becomes_a_raw_row_byte_for_byte(tmp_path: Path) -> None:
    row = offered(tmp_path, "Both sides agreed a truce in Łódź.\r\n".encode())
    assert isinstance(row, Raw)
    assert row.body == "Both sides agreed a truce in Łódź.\r\n".encode()
    assert (row.source, row.source_id, row.locator) == ("Harbour Post", "east/truce.txt", "east/truce.txt")
    assert (row.content_type, row.fetched) == ("text/plain; charset=utf-8", NOW)
    assert (row.url, row.published_hint, row.http_status) == (None, None, None)


def test_a_text_in_an_older_encoding_says_which_and_a_page_is_left_to_say_it_itself(tmp_path: Path) -> None:
    text, page = (offered(tmp_path, GERMAN.encode("cp1252"), kind) for kind in (TEXT, HTML))
    assert isinstance(text, Raw) and isinstance(page, Raw)
    assert (text.content_type, page.content_type) == ("text/plain; charset=cp1252", "text/html")


@pytest.mark.parametrize(("body", "charset"), [("\ufeffTalks".encode(), "utf-8"), ("Talks".encode("utf-16"), "utf-16")])
def test_a_byte_order_mark_says_the_charset(tmp_path: Path, body: bytes, charset: str) -> None:
    row = offered(tmp_path, body)
    assert isinstance(row, Raw) and row.content_type == f"text/plain; charset={charset}"


@pytest.mark.parametrize(
    ("body", "reason", "retryable"),
    [
        (b"", "empty_file", True),
        (b"\xef\xbb\xbf \n", "empty_file", True),
        ("\n".encode("utf-16"), "empty_file", True),
        (b"Talks\0\0\x01", "binary_file", False),
        (None, "missing_file", True),
    ],
)
def test_what_is_no_text_is_a_trouble(tmp_path: Path, body: bytes | None, reason: str, retryable: bool) -> None:
    trouble = offered(tmp_path, body)
    assert isinstance(trouble, Trouble)
    assert (trouble.reason, trouble.retryable, trouble.locator) == (reason, retryable, "east/truce.txt")
    assert str(tmp_path / "east/truce.txt") in trouble.detail


def test_a_file_over_the_limit_is_too_large_and_one_at_it_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    assert isinstance(offered(tmp_path, b"x" * 10), Raw)
    trouble = offered(tmp_path, b"x" * 11)
    assert isinstance(trouble, Trouble) and trouble.reason == "too_large"


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    trouble = offered(tmp_path, None, name="pipe.txt")
    assert isinstance(trouble, Trouble) and trouble.reason == "unsupported_type"


def test_a_name_that_is_no_utf8_does_no_harm(tmp_path: Path) -> None:
    name = os.fsdecode(b"tr\xeave.txt")
    row, trouble = offered(tmp_path, b"A truce.", name=name), offered(tmp_path, b"", name=name)
    assert isinstance(row, Raw) and row.source_id == "tr\ufffdve.txt"
    assert isinstance(trouble, Trouble) and trouble.locator == "tr\ufffdve.txt"

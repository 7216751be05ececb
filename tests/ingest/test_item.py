from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ingest.item import Trouble, http_url, raw_item, told_apart, whole_text
from schemas.ids import raw_id
from schemas.raw import Raw

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def item(source_id: str, body: bytes) -> Raw:
    return raw_item(
        source="Harbour Post", source_id=source_id, body=body, content_type="text/plain", fetched=NOW, locator="a.txt"
    )


def test_an_item_is_named_by_source_id_and_bytes() -> None:
    row = item("7", b"Talks opened.")
    assert row.raw_id == raw_id("Harbour Post", "7", row.body_sha256)
    assert row.locator == "a.txt"
    assert row.header("parley-hint-from") is None


def test_where_the_hint_came_from_is_said_only_beside_a_hint() -> None:
    made = [
        raw_item(
            source="s", source_id="1", body=b"x", content_type="text/html", fetched=NOW, locator="f.xml#1",
            published_hint=hint, hint_from="feed", title="A truce",
        )
        for hint in ("Mon, 02 Mar 2026 08:00:00 GMT", None)
    ]  # fmt: skip
    assert [row.header("parley-hint-from") for row in made] == ["feed", None]
    assert [row.header("parley-title") for row in made] == ["A truce", "A truce"]


def test_credentials_are_kept_out_of_rows_and_troubles() -> None:
    address = "https://ann:secret@example.org/a"
    row = raw_item(
        source="s", source_id=address, body=b"x", content_type="text/html", fetched=NOW, locator=address, url=address,
        final_url=address,
    )  # fmt: skip
    trouble = Trouble(locator=address, reason="x", detail=f"{address} leads to 'ftp://bob:secret@example.org'.")
    assert "secret" not in repr(row) + repr(trouble)
    assert (row.url, row.source_id) == ("https://example.org/a", "https://example.org/a")
    assert trouble.detail == "https://example.org/a leads to 'ftp://example.org'."


@pytest.mark.parametrize(
    "text", ["tag:ann@example.org,2026:7", "https://example.org/@ann", "a//b@c", "ann@example.org"]
)
def test_what_is_no_login_stays(text: str) -> None:
    assert item(text, b"x").source_id == text


@pytest.mark.parametrize("url", ["https://example.org/a?id=5", " http://example.org "])
def test_web_addresses_are_urls(url: str) -> None:
    assert http_url(url) == url.strip()


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/hosts", "example.org/a", "https://", "http://[::1", "", None]
)
def test_all_else_is_not(url: str | None) -> None:
    assert http_url(url) is None


def test_equal_items_come_once_and_the_same_id_with_other_bytes_gets_a_note() -> None:
    first, other, apart = item("7", b"one"), item("7", b"two"), item("8", b"one")
    trouble = Trouble(locator="a", reason="no_text", detail="Nothing.")
    *offers, note = told_apart([first, apart, first, trouble, other])
    assert offers == [first, apart, trouble, other]
    assert isinstance(note, Trouble)
    assert (note.reason, note.raw_id, note.retryable) == ("duplicate_id", other.raw_id, False)


@given(st.text(st.characters(codec=None), max_size=20))
def test_whole_text_can_always_be_written_as_utf8(text: str) -> None:
    assert whole_text(text).encode("utf-8").decode("utf-8") == whole_text(text)


def test_whole_text_replaces_halves_only() -> None:
    assert whole_text("a\ud83d b\U0001f54a") == "a\ufffd b\U0001f54a"

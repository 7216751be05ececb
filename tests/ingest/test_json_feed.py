import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ingest.feed import Entry
from flows.ingest.json_feed import is_json_feed, read_json_feed

VERSION = "https://jsonfeed.org/version/1.1"


def feed(*items: Any, **more: Any) -> bytes:
    return json.dumps({"version": VERSION, "title": "Harbour Post", "items": list(items), **more}).encode()


def test_a_feed_says_its_title_and_its_entries() -> None:
    item = {
        "id": "n-17",
        "url": "https://example.org/truce",
        "title": "A truce",
        "content_html": "<p>A truce.</p>",
        "content_text": "A truce.",
        "date_published": "2026-03-01T08:00:00+01:00",
        "date_modified": "2026-03-02T08:00:00+01:00",
    }
    said = read_json_feed(feed(item), "feed.json", "feed.json")
    assert (said.title, said.trouble) == ("Harbour Post", None)
    assert said.entries == [
        Entry(
            number=1,
            id="n-17",
            link="https://example.org/truce",
            content="<p>A truce.</p>",
            title="A truce",
            published="2026-03-01T08:00:00+01:00",
            updated="2026-03-02T08:00:00+01:00",
            moment=datetime(2026, 3, 1, 7, tzinfo=UTC),
        )
    ]


def test_plain_text_is_taken_where_there_is_no_html() -> None:
    (entry,) = read_json_feed(feed({"id": 7, "content_text": "Talks opened.", "external_url": "/a"}), "a", "a").entries
    assert (entry.id, entry.content, entry.content_type, entry.link) == ("7", "Talks opened.", "text/plain", "/a")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (feed(), True),
        (b"\xef\xbb\xbf" + feed(), True),
        (feed().replace(b"/", b"\\/"), True),
        (feed().replace(b"/1.1", b"/1"), True),
        (b'{"text": "Talks opened."}', False),
        (b"[1]", False),
        (b"<p>https://jsonfeed.org/version/1</p>", False),
    ],
)
def test_a_feed_is_told_by_its_version(body: bytes, expected: bool) -> None:
    assert is_json_feed(body) is expected


@pytest.mark.parametrize("body", [b"{", feed()[:-1], b"[" * 100_000, b'{"items": 1}', b"\xff", b"[]"])
def test_what_is_no_feed_is_a_trouble(body: bytes) -> None:
    said = read_json_feed(body, "feed.json", "/news/feed.json")
    assert said.entries == []
    assert said.trouble and (said.trouble.reason, said.trouble.retryable) == ("broken_feed", True)
    assert "/news/feed.json" in said.trouble.detail


def test_a_feed_of_very_many_values_is_not_read() -> None:
    said = read_json_feed(b'{"items": [' + b"[]," * 300_000 + b"[]]}", "a", "a")
    assert said.trouble and said.trouble.reason == "too_large"


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(), lambda each: st.lists(each) | st.dictionaries(st.text(), each)
)


@given(
    st.lists(JSON | st.dictionaries(st.sampled_from(["id", "url", "title", "content_html", "date_published"]), JSON))
)
def test_any_item_can_be_read(items: list[Any]) -> None:
    said = read_json_feed(feed(*items), "a", "a")
    assert len(said.entries) == len(items) and said.trouble is None

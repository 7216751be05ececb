from pathlib import Path

from flows.ingest.item import Trouble
from flows.ingest.url_list import listed_urls


def test_one_address_a_line_each_once(tmp_path: Path) -> None:
    path = tmp_path / "news.urls"
    path.write_bytes(
        b"\xef\xbb\xbf# Ministries\r\nhttps://example.org/a\r\n\r\n  http://example.org/b  \r\nhttps://example.org/a\r\n"
    )
    assert list(listed_urls(path)) == ["https://example.org/a", "http://example.org/b"]


def test_a_line_that_is_no_web_address_is_named_and_stops_nobody(tmp_path: Path) -> None:
    path = tmp_path / "news.urls"
    path.write_text("file:///etc/hosts\nexample.org\nhttps://example.org/a\n", "utf-8")
    *troubles, url = listed_urls(path)
    assert url == "https://example.org/a"
    assert [isinstance(each, Trouble) and (each.locator, each.reason) for each in troubles] == [
        ("news.urls:1", "invalid_url"),
        ("news.urls:2", "invalid_url"),
    ]


def test_a_list_that_is_not_there_is_a_trouble(tmp_path: Path) -> None:
    (trouble,) = listed_urls(tmp_path / "none.urls")
    assert isinstance(trouble, Trouble) and trouble.reason == "missing_file"

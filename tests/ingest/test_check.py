import time
from collections.abc import Callable, Mapping
from datetime import date
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Lock
from typing import Any

import pytest

from flows.ingest import check as module
from flows.ingest.check import Checked, checked
from flows.ingest.limits import Limits
from flows.ingest.source import Source


def only(source: Source) -> Checked:
    (row,) = checked([source])
    return row


def test_files_are_counted_and_the_newest_day_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        '{"text": "A", "published": "2026-03-01T23:30:00-02:00"}\n{"text": "B", "published": "Sun, 01 Mar 2026"}\n'
        '{"text": "C", "published": "last week"}\nnot JSON\n',
        "utf-8",
    )
    row = only(Source(name="Harbour Post", location=str(tmp_path)))
    assert (row.source, row.status, row.items, row.newest) == ("Harbour Post", "ok", "3", date(2026, 3, 2))
    assert row.trouble and "a.jsonl:4" in row.trouble


def test_more_items_than_are_looked_at_are_told_by_a_plus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ITEMS", 2)
    (tmp_path / "a.csv").write_text("text\nA\nB\nC\nD\n", "utf-8")
    assert only(Source(location=str(tmp_path / "a.csv"))).items == "2+"


def test_a_source_of_files_that_gives_nothing_says_why(tmp_path: Path) -> None:
    row = only(Source(location=str(tmp_path / "none.txt")))
    assert (row.status, row.items) == ("missing_file", "0")
    assert row.trouble and str(tmp_path / "none.txt") in row.trouble


def test_standard_input_is_left_alone() -> None:
    assert only(Source(location="-")).status == "ok"


@pytest.mark.usefixtures("private_allowed")
def test_an_online_source_is_asked_for_its_list_alone(
    serve: Callable[[Mapping[str, Any]], str], asked: list[tuple[str, dict[str, str]]]
) -> None:
    item = "<item><link>/truce</link><pubDate>Sun, 01 Mar 2026 10:00:00 GMT</pubDate></item>"
    feed = f'<rss version="2.0"><channel><title>Harbour Post</title>{item}</channel></rss>'.encode()
    site = serve({"/feed": (200, {}, feed)})
    good, bad = checked([Source(location=f"{site}/feed"), Source(location=f"{site}/gone")])
    assert (good.status, good.kind, good.items, good.newest) == ("ok", "feed", "1", date(2026, 3, 1))
    assert (bad.status, bad.items) == ("http_status", "")
    assert [path for path, _ in asked if path != "/robots.txt"] == ["/feed", "/gone"]


@pytest.mark.usefixtures("private_allowed")
def test_sources_on_one_host_are_asked_one_at_a_time_and_their_logins_are_not_shown(
    serve: Callable[[Mapping[str, Any]], str],
) -> None:
    busy = Lock()

    def alone(handler: BaseHTTPRequestHandler) -> None:
        free = busy.acquire(blocking=False)
        time.sleep(0.05)
        handler.send_response(200 if free else 500)
        handler.end_headers()
        handler.wfile.write(b"<!doctype html><p>Talks opened.</p>")
        if free:
            busy.release()

    paths = ("/a", "/b", "/c", "/d")
    site = serve(dict.fromkeys(paths, alone)).replace("//", "//ann:secret@")
    found = list(checked([Source(location=f"{site}{path}", limits=Limits(attempts=1)) for path in paths]))
    assert [row.status for row in found] == ["ok"] * 4
    assert "secret" not in repr(found)

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from flows.tables.layout import Layout
from flows.tables.read import rows
from schemas import Raw, Reject

SCRIPT = Path(__file__).with_name("killed_ingest.py")
PAGES = 200
GONE = 5
"""Pages that aren't there, at the head of the feed."""


def site() -> dict[str, Any]:
    links = [*(f"gone/{number}" for number in range(GONE)), *range(PAGES)]
    items = "".join(f"<item><link>/{link}</link></item>" for link in links)
    feed = f'<rss version="2.0"><channel><title>Harbour Post</title>{items}</channel></rss>'.encode()
    pages = {
        f"/{number}": (200, {"Content-Type": "text/html"}, f"<!doctype html><p>Truce {number}.</p>".encode())
        for number in range(PAGES)
    }
    return {"/feed": (200, {"Content-Type": "application/rss+xml", "ETag": '"1"'}, feed), **pages}


def test_a_run_that_is_killed_is_completed_by_the_next(
    tmp_path: Path, serve: Callable[[Mapping[str, Any]], str], asked: list[tuple[str, dict[str, str]]]
) -> None:
    feed = serve(site()) + "/feed"
    command = [sys.executable, str(SCRIPT), str(tmp_path), feed]
    environment = os.environ | {"PARLEY_ALLOW_PRIVATE_HOSTS": "1"}

    def run_until(requests: int) -> int:
        """Run, kill it after so many requests, and return how many were made."""
        asked.clear()
        with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
            while process.poll() is None and len(asked) < requests:
                with_pause(process)
            process.kill()
        return len(asked)

    for requests in (10, 70, 110):
        run_until(requests)
    kept = len(rows(Layout(tmp_path), Raw))
    assert 0 < kept < PAGES
    assert run_until(10 * PAGES) == 1 + PAGES - kept
    found = Counter(row.url for row in rows(Layout(tmp_path), Raw))
    assert len(found) == PAGES and set(found.values()) == {1}
    assert len(rows(Layout(tmp_path), Reject)) == GONE
    assert run_until(10 * PAGES) == 1
    assert asked[0][1]["if-none-match"] == '"1"'


def with_pause(process: subprocess.Popen[bytes]) -> None:
    """Wait a moment for the process to end."""
    try:
        process.wait(0.002)
    except subprocess.TimeoutExpired:
        return

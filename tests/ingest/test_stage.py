from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from flows.ingest import Source
from flows.ingest.held import held_in
from flows.ingest.stage import all_offers, ingest_slice
from flows.settings import RunSettings
from flows.stage_run import StageRun
from flows.tables.layout import Layout
from flows.tables.read import rows
from schemas import Raw, Reject

FEED = (
    b'<rss version="2.0"><channel><title>Harbour Post</title>'
    b"<item><link>/truce</link></item><item><link>/gone</link></item></channel></rss>"
)
PAGE = b"<!doctype html><p>Both sides agreed a truce.</p>"


def night(out: Path, sources: list[Source]) -> dict[str, int]:
    run = StageRun("run", "ingest", Layout(out), RunSettings(out=out), datetime.now(UTC))
    stream = all_offers(sources, held_in(run.layout))
    while ingest_slice(run, stream, 2) == 2:
        pass
    return dict(run.counts)


@pytest.mark.usefixtures("private_allowed")
def test_files_and_feeds_are_taken_once_and_what_is_not_there_is_told_once(
    tmp_path: Path, serve: Callable[[Mapping[str, Any]], str], asked: list[tuple[str, dict[str, str]]]
) -> None:
    out, file = tmp_path / "out", tmp_path / "talks.txt"
    file.write_text("Talks opened.", "utf-8")
    site = serve({"/feed": (200, {}, FEED), "/truce": (200, {"Content-Type": "text/html"}, PAGE)})
    sources = [Source(location=f"{site}/feed"), Source(location=str(file))]
    assert night(out, sources) == {"offered": 3, "new": 2, "known": 0, "rejected": 1}
    assert night(out, sources) == {"offered": 1, "new": 0, "known": 1}
    assert [path for path, _ in asked] == ["/feed", "/truce", "/gone", "/feed"]
    assert {row.locator for row in rows(Layout(out), Raw)} == {f"{site}/truce", "talks.txt"}
    assert [(row.locator, row.reason) for row in rows(Layout(out), Reject)] == [(f"{site}/gone", "http_status")]

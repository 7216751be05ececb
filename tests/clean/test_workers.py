"""Cleaning in worker processes: the same documents in the same order, whatever a page does to its process."""

import os
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from flows.clean import workers
from flows.clean.document import Cleaned
from flows.clean.workers import FEWEST_ROWS, Failure, cleaned_here, cleaning
from schemas import Raw

NOTES = [f"Norway and Kenya met in Oslo for the {number}. time. They agreed on nothing." for number in range(90)]


def row(text: str, **changes: Any) -> Raw:
    body = text.encode()
    columns: dict[str, Any] = {
        "raw_id": f"r_{sha256(body).hexdigest()[:16]}", "source_id": text[:40], "source": "notes", "url": None,
        "final_url": None, "fetched": datetime(2026, 3, 3, tzinfo=UTC), "http_status": None,
        "content_type": "text/plain; charset=utf-8", "headers": [], "body": body, "body_sha256": "0",
        "published_hint": None,
    }  # fmt: skip
    return Raw.model_validate(columns | changes)


def test_documents_come_in_the_order_of_their_rows_and_are_those_of_one_process() -> None:
    rows = [row(text) for text in NOTES]
    with cleaning(FEWEST_ROWS, processes=2) as clean:
        assert clean is not cleaned_here
        done = list(clean(iter(rows)))
    assert [raw.raw_id for raw, _ in done] == [raw.raw_id for raw in rows]
    assert [result for _, result in done] == [result for _, result in cleaned_here(rows)]


def test_a_row_without_an_article_is_told_as_in_one_process() -> None:
    rows = [*(row(text) for text in NOTES), row("?", content_type="image/png")]
    with cleaning(FEWEST_ROWS, processes=2) as clean:
        *_, (_, last) = clean(rows)
    assert isinstance(last, Failure)
    assert last.reason == "unsupported_type"


def test_few_rows_start_no_process() -> None:
    with cleaning(FEWEST_ROWS - 1) as clean:
        assert clean is cleaned_here


def test_a_process_that_dies_over_a_page_costs_that_page_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_outcomes", dies_over_forty)
    rows = [row(text) for text in NOTES]
    with cleaning(FEWEST_ROWS, processes=2) as clean:
        done = list(clean(rows))
    failed = [raw for raw, result in done if isinstance(result, Failure)]
    assert [raw.raw_id for raw in failed] == [rows[40].raw_id]
    assert sum(isinstance(result, Cleaned) for _, result in done) == len(rows) - 1


def dies_over_forty(chunk: list[Raw]) -> list[workers.Outcome]:
    if any(b"the 40. time" in raw.body for raw in chunk):
        os._exit(11)
    return [workers.outcome(raw) for raw in chunk]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes as Linux shows them")
def test_the_processes_end_when_theirs_is_killed(tmp_path: Path) -> None:
    program = tmp_path / "cleans.py"
    program.write_text(
        "import sys, time\n"
        "from flows.clean.workers import cleaning\n"
        "from tests.clean.test_workers import NOTES, row\n"
        "if __name__ == '__main__':\n"
        "    with cleaning(1000, processes=2) as clean:\n"
        "        stream = clean(row(text) for text in NOTES * 1000)\n"
        "        next(stream)\n"
        "        print('begun', flush=True)\n"
        "        for _ in stream: pass\n",
        encoding="utf-8",
    )
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, str(program)], stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(root)}
    ) as run:
        assert run.stdout
        assert run.stdout.readline() == b"begun\n"
        children = descendants(run.pid)
        assert len(children) >= 2
        run.kill()
    for _ in range(200):
        if not any(map(alive, children)):
            return
        time.sleep(0.05)
    pytest.fail("processes were left behind")


def descendants(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    return [each for child in map(int, found) for each in (child, *descendants(child))]


def alive(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return False


def test_where_no_process_can_start_no_row_is_blamed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_end_with_parent", ends_at_once)
    with cleaning(FEWEST_ROWS, processes=2) as clean, pytest.raises(BrokenProcessPool):
        list(clean(row(text) for text in NOTES))


def ends_at_once() -> None:
    os._exit(1)

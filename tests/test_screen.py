from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from flows import progress
from flows.screen import SHOWN_REJECTS, progress_on, summary
from flows.settings import RunSettings
from flows.stage_run import stage_run
from flows.tables.commit import Change
from flows.tables.layout import Layout
from schemas import Run
from schemas.reject import Stage


def console(*, terminal: bool) -> Console:
    return Console(file=StringIO(), force_terminal=terminal, width=100, color_system=None)


def said(screen: Console) -> str:
    assert isinstance(screen.file, StringIO)
    return screen.file.getvalue()


@pytest.fixture
def finished(tmp_path: Path) -> Callable[..., Run]:
    """Finish a stage with these counts, and with rejects of these reasons."""

    def finish(stage: Stage, *reasons: str, **counts: int) -> Run:
        with stage_run(stage, RunSettings(out=tmp_path), "run-1") as run:
            run.counts.update(counts)
            run.commit(
                Change(add=[run.reject(f"x:{at}", reason, f"Line {at}.") for at, reason in enumerate(reasons, start=1)])
            )
            return run.row()

    return finish


def test_the_summary_of_a_whole_run(finished: Callable[..., Run], tmp_path: Path) -> None:
    runs = [
        finished("ingest", "empty_file", offered=5, new=4),
        finished("clean", "unchanged", documents=4, copies=1),
        finished("extract", read=3, talks=2, deadlines=1, skipped=2, failed=1),
        finished("link", founded=2, joined=1),
    ]
    screen = console(terminal=False)
    summary(screen, Layout(tmp_path), runs, 12.34)
    assert said(screen).splitlines() == [
        "offered    5 items, 4 new",
        "documents  4 new, 1 of them near-copies",
        "read       3 documents: 1 deadlines, 0 moratoria, 2 talks",
        f"skipped    2 documents; why: parley show readings --where outcome=skipped --out {tmp_path}",
        f"failed     1 documents; why: parley show rejects --out {tmp_path}",
        "events     2 new, 1 told again",
        "rejects    1",
        "seconds    12.3",
        f"tables     {tmp_path}",
        "  ! empty_file: Line 1.",
        "",
        f"duckdb -c \"FROM '{tmp_path}/events/*/*.parquet'\"",
    ]


def test_the_summary_of_one_stage_tells_of_that_stage_alone(finished: Callable[..., Run], tmp_path: Path) -> None:
    screen = console(terminal=False)
    summary(screen, Layout(tmp_path), [finished("link", founded=2)], 1.0)
    assert [line.split()[0] for line in said(screen).splitlines() if line] == [
        "events", "rejects", "seconds", "tables", "duckdb",
    ]  # fmt: skip


def test_many_rejects_are_cut_short(finished: Callable[..., Run], tmp_path: Path) -> None:
    screen = console(terminal=False)
    summary(screen, Layout(tmp_path), [finished("ingest", *["no_text"] * (SHOWN_REJECTS + 5))], 1.0)
    assert said(screen).count("! no_text") == SHOWN_REJECTS
    assert "and 5 more: parley show rejects" in said(screen)


def test_rejects_of_earlier_runs_are_not_told_again(finished: Callable[..., Run], tmp_path: Path) -> None:
    finished("ingest", "no_text")
    later = Run.model_validate(finished("ingest").model_dump() | {"run_id": "run-2", "started": datetime.now(UTC)})
    screen = console(terminal=False)
    summary(screen, Layout(tmp_path), [later], 1.0)
    assert "rejects    0" in said(screen)


def test_in_a_pipe_each_stage_says_when_it_is_done() -> None:
    screen = console(terminal=False)
    with progress_on(screen):
        for done in range(1, 4):
            progress.tell("clean", done, 3)
        progress.tell("ingest", 7, None)
    assert said(screen) == "clean: 3 of 3\n"


def test_in_a_pipe_a_long_stage_speaks_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = console(terminal=False)
    now = iter(range(0, 1000, 4))
    monkeypatch.setattr("time.monotonic", lambda: float(next(now)))
    with progress_on(screen):
        for done in range(1, 9):
            progress.tell("ingest", done, None)
    lines = said(screen).splitlines()
    assert 1 < len(lines) < 8
    assert lines[0].startswith("ingest: ")


def test_on_a_terminal_there_are_bars() -> None:
    screen = console(terminal=True)
    with progress_on(screen):
        progress.tell("clean", 1, 2)
        progress.tell("clean", 2, 2)
    assert "clean" in said(screen)
    assert "2/2" in said(screen)
    progress.tell("clean", 3, 3)  # nobody listens any more
    assert "3/3" not in said(screen)

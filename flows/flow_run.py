"""Stages inside one flow run of Prefect, and what its page shows: a log line a stage, progress, what is new, counts.

What is only shown never fails a run: where Prefect can't take it, the log says so.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from datetime import UTC, datetime
from threading import Event, Thread
from typing import cast
from uuid import UUID

from prefect import get_run_logger
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)

from flows.artifacts import counted, mentions_title, new_mentions, reject_counts, runs_of, summary
from flows.progress import listening
from flows.settings import RunSettings
from flows.stage_run import new_run_id
from flows.tables.layout import Layout
from schemas import Run

PROGRESS_SECONDS = 2.0
"""A stage at work is shown so often; one that ends sooner is not shown at all. An update takes 15 ms of the server."""

Log = logging.Logger | logging.LoggerAdapter[logging.Logger]


def run_stages(settings: RunSettings, *stages: Callable[[RunSettings, str], Run]) -> list[Run]:
    """Run stages one after the other and return their rows of `runs`. Call it from a flow.

    Whatever a stage raises fails the flow run, after what was done has been shown.
    """
    run_id, started, log = new_run_id(), datetime.now(UTC), get_run_logger()
    done: list[Run] = []
    try:
        with progress_shown(log):
            for stage in stages:
                done.append(stage(settings, run_id))
                log.info("%s: %s (%.1f s)", done[-1].stage, counted(done[-1]), done[-1].seconds)
        return done
    finally:
        with only_logged(log, "The summary"):
            show_run(Layout(settings.out), run_id, started)


def show_run(layout: Layout, run_id: str, started: datetime) -> None:
    """Create the artifacts `new-mentions`, if the run has read anything, and `run-summary`, if any stage has begun."""
    runs = runs_of(layout, run_id, started)
    if any(run.stage == "extract" for run in runs):
        table = new_mentions(layout, run_id, started)
        create_table_artifact(table, key="new-mentions", description=mentions_title(len(table), runs))
    if runs:
        page = summary(layout, runs, reject_counts(layout, run_id, started))
        create_markdown_artifact(page, key="run-summary", description=f"Run {run_id}")


@contextmanager
def progress_shown(log: Log) -> Iterator[None]:
    """Show how far the stage at work is for as long as the block lasts, each stage as `<stage>-progress`.

    From a thread of its own: a slow server must not hold up the stage.
    """
    latest: dict[str, float] = {}
    shown: dict[str, tuple[UUID, float]] = {}
    over = Event()

    def listen(stage: str, done: int, total: int | None) -> None:
        if total:
            latest.pop(stage, None)  # the stage at work comes last
            latest[stage] = 100 * done / total

    def show(stage: str, percent: float) -> None:
        if stage not in shown:
            created = create_progress_artifact(percent, key=f"{stage}-progress", description=f"{stage} at work")
            shown[stage] = cast(UUID, created), percent
        elif shown[stage][1] != percent:
            update_progress_artifact(shown[stage][0], percent)
            shown[stage] = shown[stage][0], percent

    def show_stages(at_work: bool) -> None:
        now = list(latest.items())
        for stage, percent in now:
            if stage in shown or (at_work and stage == now[-1][0]):
                with only_logged(log, f"The progress of {stage}"):
                    show(stage, percent)

    def watch() -> None:
        while not over.wait(PROGRESS_SECONDS):
            show_stages(at_work=True)
        show_stages(at_work=False)

    # The copied context tells Prefect which flow run the artifacts belong to.
    thread = Thread(target=copy_context().run, args=(watch,), name="progress", daemon=True)
    thread.start()
    try:
        with listening(listen):
            yield
    finally:
        over.set()
        thread.join(timeout=PROGRESS_SECONDS)


@contextmanager
def only_logged(log: Log, what: str) -> Iterator[None]:
    """Make of any exception in the block a line of the log: `what` is not shown."""
    try:
        yield
    except Exception as error:
        log.warning("%s is not shown in Prefect: %s: %s", what, type(error).__name__, error)

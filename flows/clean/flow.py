"""The clean stage on Prefect: one task run a slice of raw rows."""

from collections.abc import Iterator
from itertools import islice

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.clean.stage import Originals, clean_slice
from flows.clean.workers import Outcome, cleaning
from flows.flow_run import run_stages
from flows.settings import RunSettings
from flows.stage_run import StageRun, stage_run
from flows.tables.pending import load_raw, pending_raw
from flows.tables.slices import slices
from schemas import Raw, Run


@task(name="clean slice", cache_policy=NO_CACHE, persist_result=False)
def clean_items(run: StageRun, cleaned: Iterator[tuple[Raw, Outcome]], originals: Originals, total: int) -> None:
    """Clean and commit one slice of raw rows."""
    clean_slice(run, cleaned, originals, total)


def run_clean(settings: RunSettings, run_id: str) -> Run:
    """Clean all raw rows that have no document yet, or all there are; return the stage's row of `runs`."""
    with stage_run("clean", settings, run_id) as run:
        pending, originals = pending_raw(run.layout, again=settings.again), Originals()
        with cleaning(len(pending)) as clean_all:
            # One stream for all slices: while one is committed, the processes are at work on the next.
            cleaned = clean_all(raw for some in slices(pending) for raw in load_raw(run.layout, some))
            for references in slices(pending):
                clean_items(run, islice(cleaned, len(references)), originals, len(pending))
        return run.row()


@flow(name="clean", persist_result=False)
def clean(settings: RunSettings) -> list[Run]:
    """Turn raw rows into documents."""
    return run_stages(settings, run_clean)

"""The clean stage on Prefect: one task run a slice of raw rows."""

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.clean.stage import Originals, clean_slice
from flows.clean.workers import Cleaning, cleaning
from flows.flow_run import run_stages
from flows.settings import RunSettings
from flows.stage_run import StageRun, stage_run
from flows.tables.pending import RawReference, pending_raw
from flows.tables.slices import slices
from schemas import Run


@task(name="clean slice", cache_policy=NO_CACHE, persist_result=False)
def clean_items(
    run: StageRun, references: list[RawReference], originals: Originals, total: int, cleaning: Cleaning
) -> None:
    """Clean one slice of raw rows."""
    clean_slice(run, references, originals, total, cleaning)


def run_clean(settings: RunSettings, run_id: str) -> Run:
    """Clean all raw rows that have no document yet, or all there are; return the stage's row of `runs`."""
    with stage_run("clean", settings, run_id) as run:
        pending, originals = pending_raw(run.layout, again=settings.again), Originals()
        with cleaning(len(pending)) as clean_all:
            for references in slices(pending):
                clean_items(run, references, originals, len(pending), clean_all)
        return run.row()


@flow(name="clean", persist_result=False)
def clean(settings: RunSettings) -> list[Run]:
    """Turn raw rows into documents."""
    return run_stages(settings, run_clean)

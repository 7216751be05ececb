"""The ingest stage on Prefect: one task run a slice of items."""

from collections.abc import Iterator

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.flow_run import run_stages
from flows.ingest.held import held_in
from flows.ingest.item import Offer
from flows.ingest.raw_ids import RawIds
from flows.ingest.source import Source
from flows.ingest.sources import chosen_sources
from flows.ingest.stage import all_offers, ingest_slice
from flows.settings import RunSettings
from flows.stage_run import StageRun, stage_run
from schemas import Run

SLICE = 2000
"""Items a task run; a task run costs the server about 35 ms (PLATFORM.md)."""


@task(name="ingest slice", cache_policy=NO_CACHE, persist_result=False)
def ingest_items(run: StageRun, stream: Iterator[Offer], known: RawIds) -> int:
    """Take one slice of items from the stream."""
    return ingest_slice(run, stream, SLICE, known)


def run_ingest(settings: RunSettings, run_id: str) -> Run:
    """Take in what the sources offer and `raw` lacks; return the stage's row of `runs`."""
    sources: list[Source] = chosen_sources(settings)
    with stage_run("ingest", settings, run_id) as run:
        stream = all_offers(sources, held_in(run.layout))
        known = RawIds(run.layout)
        while ingest_items(run, stream, known) == SLICE:
            pass
        return run.row()


@flow(name="ingest", persist_result=False)
def ingest(settings: RunSettings) -> list[Run]:
    """Take in what the sources offer."""
    return run_stages(settings, run_ingest)

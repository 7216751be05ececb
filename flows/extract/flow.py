"""The extract stage on Prefect: one task run a slice of documents."""

import asyncio
from itertools import islice

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.extract.engine import Engine
from flows.extract.engines import engine_for, reasons_lifted
from flows.extract.stage import extract_slice, outage_recorded
from flows.flow_run import run_stages
from flows.settings import RunSettings
from flows.stage_run import StageRun, stage_run
from flows.tables.pending import DocumentReference, pending_documents
from flows.tables.slices import slices
from schemas import Run


@task(name="extract slice", cache_policy=NO_CACHE, persist_result=False)
def extract_documents(run: StageRun, engine: Engine, references: list[DocumentReference], total: int) -> None:
    """Read one slice of documents."""
    asyncio.run(extract_slice(run, engine, references, total))


def run_extract(settings: RunSettings, run_id: str) -> Run:
    """Read all pending documents, or as many as the settings allow; return the stage's row of `runs`.

    Raises EngineUnavailable when the engine can't go on: the stage and the flow have failed, the rest stays pending.
    """
    with stage_run("extract", settings, run_id) as run, outage_recorded(run):
        pending = list(
            islice(pending_documents(run.layout, reasons_lifted=reasons_lifted(settings)), settings.max_documents)
        )
        if pending:
            engine = engine_for(settings)
            for references in slices(pending):
                extract_documents(run, engine, references, len(pending))
        return run.row()


@flow(name="extract", persist_result=False)
def extract(settings: RunSettings) -> list[Run]:
    """Read what is pending, and write readings and mentions."""
    return run_stages(settings, run_extract)

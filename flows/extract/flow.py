"""The extract stage on Prefect: one task run a slice of documents."""

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.extract.engine import Engine
from flows.extract.run import read_pending, read_slice
from flows.extract.stage import outage_recorded
from flows.flow_run import run_stages
from flows.settings import RunSettings
from flows.stage_run import StageRun, stage_run
from flows.tables.pending import DocumentReference
from schemas import Run


@task(name="extract slice", cache_policy=NO_CACHE, persist_result=False)
def extract_documents(
    run: StageRun, engine: Engine, references: list[DocumentReference], total: int
) -> list[DocumentReference]:
    """Read one slice of documents; return those whose answers are yet to come."""
    return read_slice(run, engine, references, total)


def run_extract(settings: RunSettings, run_id: str) -> Run:
    """Read all pending documents, or as many as the settings allow; return the stage's row of `runs`.

    Raises EngineUnavailable when the engine can't go on: the stage and the flow have failed, the rest stays pending.
    """
    with stage_run("extract", settings, run_id) as run, outage_recorded(run):
        read_pending(run, settings, extract_documents)
        return run.row()


@flow(name="extract", persist_result=False)
def extract(settings: RunSettings) -> list[Run]:
    """Read what is pending, and write readings and mentions."""
    return run_stages(settings, run_extract)

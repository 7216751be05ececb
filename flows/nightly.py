"""The nightly run: one flow run whose tasks take the news from the sources to linked events."""

from prefect import flow

from flows.clean.flow import run_clean
from flows.extract.flow import run_extract
from flows.flow_run import run_stages
from flows.ingest.flow import run_ingest
from flows.link.flow import run_link
from flows.settings import RunSettings
from schemas import Run


@flow(name="nightly", persist_result=False)
def nightly(settings: RunSettings) -> list[Run]:
    """Ingest, clean, extract and link whatever is pending; return what each stage did.

    Killed at any moment and run again: nothing lost, doubled, or paid for twice.
    """
    return run_stages(settings, run_ingest, run_clean, run_extract, run_link)

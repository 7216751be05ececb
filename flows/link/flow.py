"""The link stage on Prefect: one task run for the repair of events, one for the days that have new mentions."""

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.flow_run import run_stages
from flows.link.known import KnownEvents
from flows.link.repair import repair_events
from flows.link.stage import copies_told, link_day
from flows.settings import RunSettings
from flows.stage_run import StageRun, stage_run
from flows.tables.pending import pending_mentions
from schemas import Run, all_event_types


@task(name="repair events", cache_policy=NO_CACHE, persist_result=False)
def repair(run: StageRun) -> None:
    """Bring all events in line with their mentions."""
    repair_events(run, copies_told(run.layout))


@task(name="link mentions", cache_policy=NO_CACHE, persist_result=False)
def link_mentions(run: StageRun) -> None:
    """Give every mention its event, one day after the other."""
    days = pending_mentions(run.layout, all_event_types())
    known, copies = KnownEvents(run.layout), copies_told(run.layout)
    for done, (day, kinds) in enumerate(days.items(), start=1):
        link_day(run, day, kinds, known, copies)
        run.tell(done, len(days))


def run_link(settings: RunSettings, run_id: str) -> Run:
    """Link all mentions that have no event; return the stage's row of `runs`."""
    with stage_run("link", settings, run_id) as run:
        repair(run)
        link_mentions(run)
        return run.row()


@flow(name="link", persist_result=False)
def link(settings: RunSettings) -> list[Run]:
    """Join mentions of one happening into events."""
    return run_stages(settings, run_link)

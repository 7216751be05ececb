"""A whole run without Prefect: the plain functions of the stages in their order, as flows/nightly.py has them.

Usage: python tests/whole_run.py OUT SOURCE...
"""

import asyncio
import sys
from itertools import islice
from pathlib import Path

from flows.clean.stage import Originals, clean_slice
from flows.clean.workers import cleaned_here
from flows.extract.engines import engine_for
from flows.extract.stage import extract_slice
from flows.ingest.sources import chosen_sources
from flows.ingest.stage import all_offers, ingest_slice
from flows.link.known import KnownEvents
from flows.link.repair import repair_events
from flows.link.stage import copies_told, link_day
from flows.settings import RunSettings
from flows.stage_run import new_run_id, stage_run
from flows.tables.pending import load_raw, pending_documents, pending_mentions, pending_raw
from flows.tables.slices import slices
from schemas import all_event_types

SLICE = 2000
STAGES = ("ingest", "clean", "extract", "link")


def run_all(settings: RunSettings, stages: tuple[str, ...] = STAGES) -> dict[str, dict[str, int]]:
    """Run the stages; return what each of them counted."""
    run_id = new_run_id()
    return {stage: globals()[stage](settings, run_id) for stage in stages}


def ingest(settings: RunSettings, run_id: str) -> dict[str, int]:
    with stage_run("ingest", settings, run_id) as run:
        stream = all_offers(chosen_sources(settings))
        while ingest_slice(run, stream, SLICE) == SLICE:
            pass
        return dict(run.counts)


def clean(settings: RunSettings, run_id: str) -> dict[str, int]:
    with stage_run("clean", settings, run_id) as run:
        pending, originals = pending_raw(run.layout), Originals()
        for references in slices(pending):
            clean_slice(run, cleaned_here(load_raw(run.layout, references)), originals, len(pending))
        return dict(run.counts)


def extract(settings: RunSettings, run_id: str) -> dict[str, int]:
    with stage_run("extract", settings, run_id) as run:
        pending = list(islice(pending_documents(run.layout), settings.max_documents))
        for references in slices(pending):
            asyncio.run(extract_slice(run, engine_for(settings), references, len(pending)))
        return dict(run.counts)


def link(settings: RunSettings, run_id: str) -> dict[str, int]:
    with stage_run("link", settings, run_id) as run:
        repair_events(run, copies_told(run.layout))
        known, copies = KnownEvents(run.layout), copies_told(run.layout)
        for day, kinds in pending_mentions(run.layout, all_event_types()).items():
            link_day(run, day, kinds, known, copies)
        return dict(run.counts)


if __name__ == "__main__":
    run_all(RunSettings(out=Path(sys.argv[1]), sources=sys.argv[2:]))

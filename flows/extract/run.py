"""A run of the extract stage: what is pending, slice by slice, and what the run's row tells of it besides."""

import asyncio
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

from pydantic import ConfigDict

from flows.extract.engine import Batching, Engine, Finder
from flows.extract.engines import engine_for, reader_of, to_read
from flows.extract.stage import extract_slice
from flows.settings import RunSettings
from flows.stage_run import StageRun
from flows.tables.pending import DocumentReference, read_by_others
from flows.tables.slices import slices

ReadSlice = Callable[[StageRun, Engine, list[DocumentReference], int], list[DocumentReference]]
"""Reads a slice of so many documents in all; returns those whose answers are yet to come."""


class RecordedSettings(RunSettings):
    """The settings of a run with what its engine found out, for the run's row."""

    model_config = ConfigDict(extra="allow")


def read_slice(
    run: StageRun, engine: Engine, references: list[DocumentReference], total: int
) -> list[DocumentReference]:
    """Read one slice in an event loop of its own."""
    return asyncio.run(extract_slice(run, engine, references, total))


def read_pending(run: StageRun, settings: RunSettings, read: ReadSlice = read_slice) -> None:
    """Read what the settings ask for, by `read`.

    Counts besides outcomes: `over_budget`, documents that `max_cost` left pending; `waiting`, those whose answers a
    batch is yet to bring; `other_reader`, those that stay as another engine, model or prompt has read them. Raises
    EngineUnavailable when the engine can't go on; the rest stays pending.
    """
    pending = list(islice(to_read(run.layout, settings), settings.max_documents))
    if pending:
        engine = engine_for(settings)
        try:
            _read_all(run, engine, pending, read)
        finally:
            if isinstance(engine, Finder):
                found: dict[str, Any] = {**engine.found}
                run.settings = RecordedSettings(**(dict(settings) | found))
    if others := read_by_others(run.layout, reader_of(settings)):
        run.counts["other_reader"] = others


def _read_all(run: StageRun, engine: Engine, pending: Sequence[DocumentReference], read: ReadSlice) -> None:
    total, waiting = len(pending), list[DocumentReference]()
    if isinstance(engine, Batching):
        engine.collect()
    while pending:
        waiting = []
        for references in slices(pending):
            if run.counts.get("over_budget"):
                run.counts["over_budget"] += len(references)
            else:
                waiting += read(run, engine, references, total)
        if isinstance(engine, Batching):
            engine.send()
        if not (waiting and run.settings.wait and isinstance(engine, Batching)):
            break
        engine.wait(lambda _: run.tell(run.counts["read"], total))
        pending = waiting
    if waiting:
        run.counts["waiting"] = len(waiting)

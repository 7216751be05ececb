"""One stage at work in one run: its lock, its tables, what it counts and what it rejects."""

import re
import secrets
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from flows import progress
from flows.settings import RunSettings
from flows.tables.commit import Change, commit
from flows.tables.layout import Layout
from flows.tables.locks import stage_lock
from flows.tables.recovery import recover
from schemas import SCHEMA_VERSION, Reject, Run, tables
from schemas.reject import Stage
from schemas.run import OutcomeCount, Setting

_CREDENTIALS = re.compile(r"//[^/@\s]*@")
"""User and password in a URL: they don't belong in a table."""


@dataclass
class StageRun:
    """What a stage knows of the run it is part of, and the figures that it gathers."""

    run_id: str
    stage: Stage
    layout: Layout
    settings: RunSettings
    started: datetime
    counts: Counter[str] = field(default_factory=Counter)
    """Items by outcome."""
    usage: Counter[str] = field(default_factory=Counter)
    """Requests, reasks and tokens, by the names of the columns of `runs`."""
    cost_usd: float | None = None

    def reject(
        self,
        locator: str,
        reason: str,
        detail: str,
        *,
        stage: Stage | None = None,
        raw_id: str | None = None,
        document_id: str | None = None,
        attempt: int = 1,
        retryable: bool = False,
    ) -> Reject:
        """Return a row for something that this run could not take, and count it."""
        self.counts["rejected"] += 1
        return Reject(
            reject_id=f"x_{secrets.token_hex(8)}",
            run_id=self.run_id,
            stage=stage or self.stage,
            locator=locator,
            raw_id=raw_id,
            document_id=document_id,
            reason=reason,
            detail=detail,
            attempt=attempt,
            retryable=retryable,
            at=datetime.now(UTC),
        )

    def commit(self, change: Change) -> None:
        """Commit a change to the tables of this run."""
        commit(self.layout, change)

    def tell(self, done: int, total: int | None) -> None:
        """Tell listeners how far the stage is."""
        progress.tell(self.stage, done, total)

    def row(self) -> Run:
        """Return the row of `runs` for what the stage has done so far."""
        return Run(
            run_id=self.run_id,
            stage=self.stage,
            started=self.started,
            seconds=round((datetime.now(UTC) - self.started).total_seconds(), 3),
            counts=[OutcomeCount(outcome=outcome, count=count) for outcome, count in sorted(self.counts.items())],
            requests=self.usage["requests"],
            reasks=self.usage["reasks"],
            prompt_tokens=self.usage["prompt_tokens"],
            cached_tokens=self.usage["cached_tokens"],
            completion_tokens=self.usage["completion_tokens"],
            cost_usd=self.cost_usd,
            versions=[Setting(name=name, value=value) for name, value in versions().items()],
            settings=[
                Setting(name=name, value=_CREDENTIALS.sub("//", str(value)))
                for name, value in self.settings.model_dump(mode="json").items()
            ],
        )


def new_run_id() -> str:
    """Return a name for a run that sorts by its time of start."""
    return f"{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}-{secrets.token_hex(4)}"


@contextmanager
def stage_run(stage: Stage, settings: RunSettings, run_id: str) -> Iterator[StageRun]:
    """Run a stage: take its lock, finish what was cut off, and at the end write its row of `runs`.

    Raises StageBusy when the stage already runs on this folder. The row is written too when the block raises.
    """
    layout = Layout(settings.out)
    with stage_lock(layout, stage):
        recover(layout, tables().values())
        run = StageRun(run_id, stage, layout, settings, datetime.now(UTC))
        try:
            yield run
        finally:
            run.commit(Change(add=[run.row()]))


@cache
def versions() -> Mapping[str, str]:
    """Return the versions that results depend on, by name."""
    found = {"schema": SCHEMA_VERSION}
    for name in ("parley-events", "prefect", "pyarrow", "trafilatura", "openai"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found

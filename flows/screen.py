"""What a run shows on the screen: bars on a terminal, plain lines in a pipe, and the closing summary."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import pyarrow.compute as pc
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from flows.progress import Listener, listening
from flows.tables.layout import Layout
from flows.tables.read import rows
from schemas import Reject, Run, all_event_types

PLAIN_SECONDS = 10.0
"""In a pipe a stage speaks at most so often, and once at its end."""

SHOWN_REJECTS = 10
_SILENT = frozenset({"unchanged"})


@contextmanager
def progress_on(console: Console) -> Iterator[None]:
    """Show how far the stages are for as long as the block lasts."""
    if not console.is_terminal:
        with listening(_plain_lines(console)):
            yield
        return
    columns = (TextColumn("{task.description:<8}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    bars = Progress(*columns, console=console, transient=True)
    tasks: dict[str, TaskID] = {}

    def show(stage: str, done: int, total: int | None) -> None:
        if stage not in tasks:
            tasks[stage] = bars.add_task(stage, total=total)
        bars.update(tasks[stage], completed=done, total=total)

    with bars, listening(show):
        yield


def _plain_lines(console: Console) -> Listener:
    spoken: dict[str, float] = {}

    def say(stage: str, done: int, total: int | None) -> None:
        if done != total and time.monotonic() - spoken.setdefault(stage, time.monotonic()) < PLAIN_SECONDS:
            return
        spoken[stage] = time.monotonic()
        console.print(f"{stage}: {done}{f' of {total}' if total is not None else ''}", highlight=False)

    return say


def summary(console: Console, layout: Layout, runs: Sequence[Run], seconds: float) -> None:
    """Print what a run did: documents, events by type, rejects, seconds, and how to open the tables."""
    counts = {run.stage: {item.outcome: item.count for item in run.counts} for run in runs}
    lines: list[tuple[str, str]] = []
    if "ingest" in counts:
        lines.append(("offered", f"{counts['ingest'].get('offered', 0)} items, {counts['ingest'].get('new', 0)} new"))
    if "clean" in counts:
        done = counts["clean"]
        lines.append(("documents", f"{done.get('documents', 0)} new, {done.get('copies', 0)} of them near-copies"))
    if "extract" in counts:
        done = counts["extract"]
        found = ", ".join(f"{done.get(kind.table, 0)} {kind.table}" for kind in all_event_types())
        lines.append(("read", f"{done.get('read', 0)} documents: {found}"))
        if skipped := done.get("skipped", 0):
            why = f"parley show readings --where outcome=skipped --out {layout.out}"
            lines.append(("skipped", f"{skipped} documents; why: {why}"))
        if failed := done.get("failed", 0):
            lines.append(("failed", f"{failed} documents; why: parley show rejects --out {layout.out}"))
        lines += _left_to_read(done, layout)
        lines += _spent(next(run for run in runs if run.stage == "extract"))
    if "link" in counts:
        done = counts["link"]
        lines.append(("events", f"{done.get('founded', 0)} new, {done.get('joined', 0)} told again"))
    rejects = _rejects(layout, runs)
    lines.append(("rejects", str(len(rejects))))
    lines.append(("seconds", f"{seconds:.1f}"))
    lines.append(("tables", str(layout.out)))
    for name, value in lines:
        console.print(f"{name:<10} {value}", highlight=False, markup=False, soft_wrap=True)
    for reject in rejects[:SHOWN_REJECTS]:
        console.print(f"  ! {reject.reason}: {reject.detail}", highlight=False, markup=False, soft_wrap=True)
    if len(rejects) > SHOWN_REJECTS:
        console.print(
            f"  ! and {len(rejects) - SHOWN_REJECTS} more: parley show rejects --out {layout.out}", markup=False
        )
    console.print(
        f"\nduckdb -c \"FROM '{layout.out}/events/*/*.parquet'\"", highlight=False, markup=False, soft_wrap=True
    )


def _left_to_read(done: Mapping[str, int], layout: Layout) -> list[tuple[str, str]]:
    """Return what the run says of documents that it did not read, or not anew."""
    lines = []
    if waiting := done.get("waiting", 0):
        lines.append(("waiting", f"{waiting} documents for a batch: the next run looks for its answers"))
    if left := done.get("over_budget", 0):
        lines.append(("left", f"{left} documents, since --max-cost is spent; the next run reads them"))
    if others := done.get("other_reader", 0):
        again = f"parley extract --again --out {layout.out}"
        lines.append(("as before", f"{others} documents that another engine, model or prompt has read; anew: {again}"))
    return lines


def _spent(run: Run) -> list[tuple[str, str]]:
    """Return what asking a model took, if one was asked."""
    if not run.requests:
        return []
    tokens = f"{run.requests} requests, {run.prompt_tokens} + {run.completion_tokens} tokens"
    cost = "price unknown" if run.cost_usd is None else f"about ${run.cost_usd:.4f}"
    return [("model", f"{tokens}, {cost}")]


def _rejects(layout: Layout, runs: Sequence[Run]) -> list[Reject]:
    """Return what the run could not take, without what it merely knew already and what the judges dropped."""
    mine = pc.field("run_id").isin([run.run_id for run in runs]) & pc.field("stage").isin(
        ["ingest", "clean", "extract"]
    )
    found = rows(layout, Reject, where=mine) if runs else []
    return [reject for reject in found if reject.reason not in _SILENT]

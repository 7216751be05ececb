"""What a run has to show in Prefect, read from the tables: new mentions as a table, counts and rejects as Markdown."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import pyarrow.compute as pc

from flows.tables.layout import Layout
from flows.tables.read import rows, scan
from schemas import Mention, Reject, Run, all_event_types

SHOWN_MENTIONS = 100
SHOWN_REASONS = 50
"""The page of an artifact is for a look; the tables hold the rest."""

_DETAIL = 200
"""Characters of a reject's detail."""

_MARKDOWN = re.compile(r"([\\`*_\[\]<>|!~#])")


class RejectCount(NamedTuple):
    """How often a run met one kind of trouble, and one case of it."""

    stage: str
    reason: str
    times: int
    detail: str


def runs_of(layout: Layout, run_id: str, started: datetime) -> list[Run]:
    """Return the rows of `runs` of one run, in the order of its stages; `started` is when it began."""
    return rows(layout, Run, days=_days_since(layout, Run, started), where=pc.field("run_id") == run_id)


def new_mentions(layout: Layout, run_id: str, started: datetime) -> list[dict[str, Any]]:
    """Return the latest mentions that a run wrote, at most SHOWN_MENTIONS, as rows for people.

    Opens only the days that hold a file written since `started`, and the latest of these first.
    """
    written = {kind: _days_written(layout, kind, started) for kind in all_event_types()}
    columns = ["published_date", "status", "assertion", "actors", "summary"]
    found: list[dict[str, Any]] = []
    for day in sorted(set().union(*written.values()), reverse=True):
        for kind in (kind for kind, days in written.items() if day in days):
            mine = scan(layout, kind, columns=columns, days=[day], where=pc.field("run_id") == run_id)
            wanted = mine.slice(0, SHOWN_MENTIONS - len(found)).to_pylist()
            found += [mention_row(kind, mention) for mention in wanted]
        if len(found) == SHOWN_MENTIONS:
            break
    return found


def mention_row(kind: type[Mention], mention: dict[str, Any]) -> dict[str, Any]:
    """Return a mention as a row for people, each actor once and in the order of roles."""
    order = list(kind.roles)
    actors = sorted(mention["actors"], key=lambda actor: order.index(actor["role"]))
    day = mention["published_date"]
    return {
        "type": kind.type,
        "date": day.isoformat() if day else "",
        "status": mention["status"],
        "assertion": mention["assertion"],
        "actors": ", ".join(dict.fromkeys(actor["canonical"] for actor in actors)),
        "summary": mention["summary"],
    }


def mentions_title(shown: int, runs: Iterable[Run]) -> str:
    """Return the line above the table of new mentions."""
    events = {kind.table for kind in all_event_types()}
    total = sum(item.count for run in runs if run.stage == "extract" for item in run.counts if item.outcome in events)
    return f"{total} new mentions" if shown >= total else f"The latest {shown} of {total} new mentions"


def reject_counts(layout: Layout, run_id: str, started: datetime) -> list[RejectCount]:
    """Return what a run could not take, by stage and reason, the most frequent first."""
    mine = scan(
        layout,
        Reject,
        columns=["stage", "reason", "detail"],
        days=_days_since(layout, Reject, started),
        where=pc.field("run_id") == run_id,
    )
    grouped = mine.group_by(["stage", "reason"]).aggregate([("detail", "count"), ("detail", "min")]).to_pylist()
    counts = [RejectCount(row["stage"], row["reason"], row["detail_count"], row["detail_min"]) for row in grouped]
    return sorted(counts, key=lambda item: (-item.times, item.stage, item.reason))


def counted(run: Run) -> str:
    """Return what a stage counted, in words: `24 new, 24 offered`."""
    return ", ".join(f"{item.count} {item.outcome}" for item in run.counts) or "nothing to do"


def summary(layout: Layout, runs: Sequence[Run], rejects: Sequence[RejectCount]) -> str:
    """Return what a run did as a Markdown page: counts and seconds of each stage, what a model cost, rejects."""
    lines = ["| stage | seconds | counts |", "|---|---|---|"]
    lines += [f"| {run.stage} | {run.seconds:.1f} | {_escaped(counted(run))} |" for run in runs]
    for run in runs:
        if run.requests:
            price = "" if run.cost_usd is None else f", {run.cost_usd:.2f} USD"
            lines += [
                "",
                f"{run.requests} requests to the model, {run.reasks} of them asked again; {run.prompt_tokens} tokens "
                f"sent ({run.cached_tokens} of them cached), {run.completion_tokens} received{price}.",
            ]
    lines += ["", f"Tables: `{layout.out}`", "", "### Rejects", ""]
    if not rejects:
        return "\n".join([*lines, "None."])
    lines += ["| stage | reason | count | for example |", "|---|---|---|---|"]
    lines += [
        f"| {item.stage} | {_escaped(item.reason)} | {item.times} | {_escaped(_shortened(item.detail))} |"
        for item in rejects[:SHOWN_REASONS]
    ]
    return "\n".join([*lines, "", f"All of them: `parley show rejects --out {layout.out}`"])


def _shortened(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _DETAIL else f"{plain[:_DETAIL]}…"


def _escaped(text: str) -> str:
    # Details quote what others wrote: it must not become a link or an image of our page.
    return _MARKDOWN.sub(r"\\\1", text)


def _days_since(layout: Layout, record: type[Run] | type[Reject], started: datetime) -> list[date]:
    """Return the days of a table whose partition is the UTC day of writing, from that of `started` on."""
    return [day for day in layout.days(record) if day >= started.astimezone(UTC).date()]


def _days_written(layout: Layout, record: type[Mention], started: datetime) -> set[date]:
    """Return the days of a table that hold a file written since `started`; a second of doubt goes in."""
    since = started.timestamp() - 1
    found: set[date] = set()
    for part in layout.parts(record):
        try:
            if part.stat().st_mtime >= since:
                found.add(date.fromisoformat(part.parent.name.removeprefix("date=")))
        except FileNotFoundError:  # replaced by a commit after it was listed
            continue
    return found

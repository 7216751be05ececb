"""Equal results: two output folders hold the same rows, whatever differs from run to run by its nature.

Usage: python tests/equality.py FOLDER OTHER. Prints the differences; exit code 1 when there are any.
"""

import sys
from collections import Counter
from pathlib import Path

from flows.tables.layout import Layout
from flows.tables.read import scan
from schemas import tables

OF_THE_RUN = frozenset(
    {
        "run_id", "fetched", "extracted_at", "seconds", "attempts", "requests", "reasks", "prompt_tokens",
        "cached_tokens", "completion_tokens", "cost_usd",
    }
)  # fmt: skip
"""Columns that tell of the run and not of the news (DESIGN, Ids)."""

NOT_COMPARED = frozenset({"runs", "rejects"})


def contents(out: Path) -> dict[str, Counter[str]]:
    """Return the rows of each table that count for equality, as text; a row that is there twice counts twice."""
    found: dict[str, Counter[str]] = {}
    for name, record in tables().items():
        if name in NOT_COMPARED:
            continue
        columns = [column for column in record.model_fields if column not in OF_THE_RUN]
        found[name] = Counter(map(repr, scan(Layout(out), record, columns=columns).to_pylist()))
    return found


def differences(one: Path, other: Path) -> list[str]:
    """Return a line for every row that only one of two output folders holds; none when their results are equal."""
    ours, theirs = contents(one), contents(other)
    return [
        f"{name}, only in {folder}: {row}"
        for name in ours
        for folder, more in ((one, ours[name] - theirs[name]), (other, theirs[name] - ours[name]))
        for row in sorted(more.elements())
    ]


if __name__ == "__main__":
    lines = differences(Path(sys.argv[1]), Path(sys.argv[2]))
    print("\n".join(lines) or "equal")
    sys.exit(1 if lines else 0)

"""Taking up again what was given up: documents that failed for good, or too often."""

from datetime import date

import pyarrow.compute as pc

from flows.tables.commit import Change, RowReference, commit
from flows.tables.layout import Layout
from flows.tables.locks import stage_lock
from flows.tables.pending import MAX_ATTEMPTS
from flows.tables.read import rows
from flows.tables.recovery import recover
from schemas import Reading, tables


def take_up_again(layout: Layout, *, since: date | None = None) -> int:
    """Make parked documents pending again and return how many they are.

    A document is parked when its reading has failed and is not retryable, or has failed in `MAX_ATTEMPTS` runs. Its
    failed reading goes, all of them in one commit; the rejects, which tell why, stay. With `since`, only documents
    published on this day or later. Raises StageBusy while the extract stage runs on this folder.
    """
    with stage_lock(layout, "extract"):
        recover(layout, tables().values())
        given_up = ~pc.field("retryable") | (pc.field("attempts") >= MAX_ATTEMPTS)
        days = [day for day in layout.days(Reading) if since is None or day >= since]
        parked = rows(layout, Reading, days=days, where=(pc.field("outcome") == "failed") & given_up)
        commit(layout, Change(remove=[RowReference.of(reading) for reading in parked]))
    return len(parked)

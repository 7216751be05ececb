"""Repair: events follow their mentions, which new readings may have replaced or removed, and their copies."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

import pyarrow.compute as pc

from flows.link.events import event_from
from flows.link.stage import changed
from flows.stage_run import StageRun
from flows.tables.read import rows
from flows.tables.slices import slices
from schemas import Event, Mention, Record, all_event_types
from schemas.record import UNKNOWN_DATE

BLOCK = 30
"""Days that are read at once; opening files is most of the work."""


def repair_events(run: StageRun, copies: Mapping[str, int]) -> None:
    """Bring all events in line with their mentions; an event without mentions goes.

    `copies` is what `copies_told` returns. Reads every mention once, in the order of days, and holds those whose events
    are still told in the block of days at hand.
    """
    records: list[type[Record]] = [Event, *all_event_types()]
    stored = {day for record in records for day in run.layout.days(record)}
    under_way: dict[str, Event] = {}
    told: defaultdict[str, list[Mention]] = defaultdict(list)
    for block in slices(sorted(stored), BLOCK):
        under_way |= {event.event_id: event for event in rows(run.layout, Event, days=_stored(run, Event, block))}
        for kind in all_event_types():
            linked = pc.field("event_id").is_valid()
            for mention in rows(run.layout, kind, days=_stored(run, kind, block), where=linked):
                told[str(mention.event_id)].append(mention)
        complete = [event for event in under_way.values() if (event.last_reported or UNKNOWN_DATE) <= block[-1]]
        current = [
            event_from(event.event_id, mentions, copies)
            for event in complete
            if (mentions := told.pop(event.event_id, None))
        ]
        stale = changed(complete, current)
        run.counts["repaired"] += len(stale.add) + len(stale.replace)
        run.counts["deleted"] += len(complete) - len(current)
        run.commit(stale)
        for event in complete:
            del under_way[event.event_id]


def _stored(run: StageRun, record: type[Record], days: list[date]) -> list[date]:
    return sorted(set(run.layout.days(record)).intersection(days))

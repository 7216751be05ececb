"""The link stage: every mention gets its event; events follow their mentions. The only writer of events."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from flows.link.events import event_from, told_order
from flows.link.matching import LONGEST_HORIZON, best_match
from flows.stage_run import StageRun
from flows.tables.commit import Change, RowReference
from flows.tables.read import rows, scan
from schemas import Document, Event, Mention, all_event_types, ids
from schemas.record import UNKNOWN_DATE


def repair_events(run: StageRun, day: date) -> None:
    """Bring the events of one partition in line with their mentions: readings may have replaced or removed some."""
    events = rows(run.layout, Event, days=[day])
    mentions = mentions_of(run, events)
    current = [
        event_from(event.event_id, told, copies(run, told)) for event in events if (told := mentions[event.event_id])
    ]
    stale = _changed(events, current)
    run.counts["repaired"] += len(stale.add) + len(stale.replace)
    run.counts["deleted"] += len(stale.remove) - len(stale.add)
    run.commit(stale)


def link_day(run: StageRun, day: date, kinds: Iterable[type[Mention]]) -> None:
    """Give an event to every mention of one day that has none, in one commit."""
    waiting = [
        row for kind in kinds for row in rows(run.layout, kind, days=[day], where=pc.field("event_id").is_null())
    ]
    known = {event.event_id: event for event in _events_near(run, day)}
    told = mentions_of(run, known.values())
    before = dict(known)
    linked: list[Mention] = []
    for mention in sorted(waiting, key=told_order):
        found = best_match(
            mention, (event for event in known.values() if not _same_article(told[event.event_id], mention))
        )
        event_id = found.event_id if found else ids.event_id(mention.mention_id)
        run.counts["joined" if found else "founded"] += 1
        member = mention.model_copy(update={"event_id": event_id})
        linked.append(member)
        told.setdefault(event_id, []).append(member)
        known[event_id] = event_from(event_id, told[event_id], {})
    touched = {mention.event_id for mention in linked}
    after = [event_from(name, told[name], copies(run, told[name])) for name in known if name in touched]
    change = _changed([event for name, event in before.items() if name in touched], after)
    run.commit(Change(add=change.add, replace=[*linked, *change.replace], remove=change.remove))


def mentions_of(run: StageRun, events: Collection[Event]) -> dict[str, list[Mention]]:
    """Return the mentions of each event, by event_id."""
    told: dict[str, list[Mention]] = {event.event_id: [] for event in events}
    days = [day for event in events for day in (event.first_reported, event.last_reported)]
    if not days:
        return told
    dated = [day or UNKNOWN_DATE for day in days]
    wanted = pc.field("event_id").isin(pa.array(list(told), pa.string()))
    for kind in all_event_types():
        within = [day for day in run.layout.days(kind) if min(dated) <= day <= max(dated)]
        for mention in rows(run.layout, kind, days=within, where=wanted):
            told[str(mention.event_id)].append(mention)
    return told


def copies(run: StageRun, mentions: Sequence[Mention]) -> Counter[str]:
    """Return how many near-copies the documents of these mentions have."""
    originals = pc.field("duplicate_of").isin(pa.array({mention.document_id for mention in mentions}, pa.string()))
    return Counter(scan(run.layout, Document, columns=["duplicate_of"], where=originals).column(0).to_pylist())


def _events_near(run: StageRun, day: date) -> list[Event]:
    """Return the events that a mention of this day could tell."""
    if day == UNKNOWN_DATE:
        return rows(run.layout, Event, days=[day])
    near = (pc.field("last_reported") >= day - LONGEST_HORIZON) & (pc.field("first_reported") <= day + LONGEST_HORIZON)
    return rows(run.layout, Event, where=near)


def _same_article(told: Sequence[Mention], mention: Mention) -> bool:
    """The judge has told the events of one article apart; linking must not join them."""
    return any(other.document_id == mention.document_id for other in told)


def _changed(before: Sequence[Event], after: Sequence[Event]) -> Change:
    """Return the change from one state of some events to another; an event whose day moves changes its partition."""
    old = {event.event_id: event for event in before}
    new = {event.event_id: event for event in after}
    moved = {name for name in old if name in new and old[name].partition() != new[name].partition()}
    return Change(
        add=[event for name, event in new.items() if name not in old or name in moved],
        replace=[event for name, event in new.items() if name in old and name not in moved and event != old[name]],
        remove=[RowReference.of(event) for name, event in old.items() if name not in new or name in moved],
    )

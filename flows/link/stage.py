"""The link stage: every mention gets its event. With repair.py the only writer of events."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pyarrow.compute as pc

from flows.link.events import event_from, told_order
from flows.link.known import KnownEvents
from flows.link.matching import best_match
from flows.stage_run import StageRun
from flows.tables.commit import Change, RowReference
from flows.tables.layout import Layout
from flows.tables.read import rows, scan
from schemas import Document, Event, Mention, ids


def link_day(
    run: StageRun, day: date, kinds: Iterable[type[Mention]], known: KnownEvents, copies: Mapping[str, int]
) -> None:
    """Give an event to every mention of one day that has none, in one commit.

    `known` is kept from one day to the next; `copies` is what `copies_told` returns.
    """
    known.slide_to(day)
    today: list[Mention] = [row for kind in kinds for row in rows(run.layout, kind, days=[day])]
    # The judge has told the events of one article apart; linking must not join them.
    of_article: defaultdict[str, set[str]] = defaultdict(set)
    for mention in today:
        of_article[mention.document_id].add(mention.event_id or "")
    before: dict[str, Event | None] = {}
    linked: list[Mention] = []
    for mention in sorted((mention for mention in today if mention.event_id is None), key=told_order):
        siblings = of_article[mention.document_id]
        found = best_match(mention, (event for event in known.candidates(mention) if event.event_id not in siblings))
        event_id = found.event_id if found else ids.event_id(mention.mention_id)
        run.counts["joined" if found else "founded"] += 1
        before.setdefault(event_id, known.get(event_id))
        member = mention.model_copy(update={"event_id": event_id})
        linked.append(member)
        siblings.add(event_id)
        told = [*known.told(event_id), member]
        known.put(event_from(event_id, told, copies), told)
    after = [event for name in before if (event := known.get(name))]
    change = changed([event for event in before.values() if event], after)
    run.commit(Change(add=change.add, replace=[*linked, *change.replace], remove=change.remove))


def copies_told(layout: Layout) -> Counter[str]:
    """Return how many near-copies each article's text has, by document_id; a corrected text keeps those of the first.

    A copy that was itself corrected counts once. Holds the ids of copies and of superseded texts in memory.
    """
    concerned = pc.field("duplicate_of").is_valid() | pc.field("superseded_by").is_valid()
    columns = ["document_id", "duplicate_of", "superseded_by"]
    found = scan(layout, Document, columns=columns, where=concerned).to_pylist()
    corrected = {row["document_id"]: row["superseded_by"] for row in found if row["superseded_by"]}
    counts: Counter[str] = Counter()
    for row in found:
        text = None if row["superseded_by"] else row["duplicate_of"]
        while text:
            counts[text] += 1
            text = corrected.get(text)
    return counts


def changed(before: Sequence[Event], after: Sequence[Event]) -> Change:
    """Return the change from one state of some events to another; an event whose day moves changes its partition."""
    old = {event.event_id: event for event in before}
    new = {event.event_id: event for event in after}
    moved = {name for name in old if name in new and old[name].partition() != new[name].partition()}
    return Change(
        add=[event for name, event in new.items() if name not in old or name in moved],
        replace=[event for name, event in new.items() if name in old and name not in moved and event != old[name]],
        remove=[RowReference.of(event) for name, event in old.items() if name not in new or name in moved],
    )

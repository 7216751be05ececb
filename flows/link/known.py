"""The events that the mentions being linked may tell: a window that slides on with the days, held in memory."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

import pyarrow.compute as pc

from flows.link.matching import LONGEST_HORIZON, lookup_keys
from flows.tables.layout import Layout
from flows.tables.read import rows
from schemas import Event, Mention, event_type
from schemas.record import UNKNOWN_DATE


class KnownEvents:
    """The events of a window of days, found by their core actors, and their mentions, read when first asked for."""

    def __init__(self, layout: Layout) -> None:
        """Start with an empty window."""
        self._layout = layout
        self._events: dict[str, Event] = {}
        self._told: dict[str, list[Mention]] = {}
        self._by_actors: defaultdict[tuple[str, frozenset[str]], set[str]] = defaultdict(set)
        self._read_until: date | None = None

    def slide_to(self, day: date) -> None:
        """Make the window the events that a mention of `day` could tell; days come in ascending order."""
        start, end = day - LONGEST_HORIZON, day + LONGEST_HORIZON
        for event in list(self._events.values()):
            if (event.last_reported or UNKNOWN_DATE) < start:
                self._drop(event)
        if day == UNKNOWN_DATE:
            fresh = rows(self._layout, Event, days=[day])
        elif self._read_until is None:
            within = (pc.field("last_reported") >= start) & (pc.field("first_reported") <= end)
            fresh = rows(self._layout, Event, where=within)
        else:
            days = [stored for stored in self._layout.days(Event) if self._read_until < stored <= end]
            fresh = rows(self._layout, Event, days=days, where=pc.field("last_reported") >= start)
        for event in fresh:
            if event.event_id not in self._events:
                self._add(event)
        self._read_until = end if day != UNKNOWN_DATE else None

    def get(self, event_id: str) -> Event | None:
        """Return an event of the window."""
        return self._events.get(event_id)

    def candidates(self, mention: Mention) -> Iterator[Event]:
        """Yield the events that share with a mention what any match shares: type and core actors."""
        names: set[str] = set()
        for key in lookup_keys(mention.actors, mention.type):
            names |= self._by_actors.get((mention.type, key), set())
        return (self._events[name] for name in names)

    def told(self, event_id: str) -> list[Mention]:
        """Return the mentions of an event, none for one that is not in the window."""
        if event_id not in self._told:
            event = self._events.get(event_id)
            self._told[event_id] = self._mentions_of(event) if event else []
        return self._told[event_id]

    def put(self, event: Event, told: Sequence[Mention]) -> None:
        """Take in a new event or a new state of one, with all its mentions."""
        if old := self._events.get(event.event_id):
            self._drop(old)
        self._add(event)
        self._told[event.event_id] = list(told)

    def _add(self, event: Event) -> None:
        self._events[event.event_id] = event
        for key in lookup_keys(event.actors, event.type):
            self._by_actors[event.type, key].add(event.event_id)

    def _drop(self, event: Event) -> None:
        del self._events[event.event_id]
        self._told.pop(event.event_id, None)
        for key in lookup_keys(event.actors, event.type):
            self._by_actors[event.type, key].discard(event.event_id)

    def _mentions_of(self, event: Event) -> list[Mention]:
        kind = event_type(event.type)
        first, last = event.first_reported or UNKNOWN_DATE, event.last_reported or UNKNOWN_DATE
        days = [day for day in self._layout.days(kind) if first <= day <= last]
        return rows(self._layout, kind, days=days, where=pc.field("event_id") == event.event_id)

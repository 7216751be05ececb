"""Asking for the addresses of one run, with what earlier runs saw of them."""

import asyncio
from collections.abc import Mapping
from typing import TypeAlias

from flows.ingest.answer import Fetched, NotModified
from flows.ingest.fetch import Fetcher
from flows.ingest.held import Held
from flows.ingest.item import Trouble
from flows.ingest.targets import Target
from flows.ingest.visits import Visit, Visits

Key: TypeAlias = tuple[str, str]
"""What a visit is kept as: the address, and the name given to the source."""


class Asking:
    """Asks for what has changed since the last visit, and keeps the visits of this run."""

    def __init__(self, fetcher: Fetcher, visits: Visits, known: Mapping[Key, Visit]) -> None:
        """Take what fetches, where visits are kept, and those of earlier runs that count."""
        self._fetcher, self._visits, self._known = fetcher, visits, known

    async def ask(self, target: Target, url: str) -> tuple[Fetched | NotModified | Trouble, Visit | None]:
        """Return the answer of `url`, and the visit before this one."""
        visit = self._known.get(target.visit_key(url))
        answer = await self._fetcher.fetch(url, target.limits, visit.validators if visit else None)
        if isinstance(answer, NotModified):
            self.keep(target, url, visit)
        return answer, visit

    def keep(self, target: Target, url: str, visit: Visit | None) -> None:
        """Keep a visit, if there is one to keep."""
        if visit:
            self._visits.keep(*target.visit_key(url), visit)


async def visits_that_count(visits: Visits, held: Held) -> dict[Key, Visit]:
    """Return the visits after which nothing more is wanted while the server says that nothing has changed.

    So not those of which raw lacks a row, as after a run that was killed, nor those of feeds with an entry that is to
    be asked for again.
    """
    kept, wanted_again = visits.all(), visits.misses.lists_to_read()
    wanted = {raw_id for visit in kept.values() for raw_id in visit.raw_ids}
    present = frozenset(await asyncio.to_thread(held.present, wanted)) if wanted else frozenset()
    return {key: visit for key, visit in kept.items() if visit.raw_ids <= present and key[0] not in wanted_again}

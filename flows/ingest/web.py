"""Sources on the web: pages, feeds and sitemaps with the pages that they lead to, and lists of all these."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator

from flows.ingest.answer import Fetched, NotModified
from flows.ingest.asking import Asking, visits_that_count
from flows.ingest.background import in_background
from flows.ingest.entries import Entries
from flows.ingest.feed import read_feed, too_many
from flows.ingest.fetch import Fetcher
from flows.ingest.held import Held, nothing_held
from flows.ingest.item import Offer, Trouble
from flows.ingest.json_feed import JSON_FEED, read_json_feed
from flows.ingest.kinds import FEED
from flows.ingest.limits import Budget
from flows.ingest.page import answer_kind, page_item
from flows.ingest.reading import Reading
from flows.ingest.sitemap import SITEMAP
from flows.ingest.sitemap_tree import SitemapTree
from flows.ingest.source import Source
from flows.ingest.targets import Target, targets_of

Put = Callable[[Offer], Awaitable[None]]


def web_offers(sources: Iterable[Source], held: Held = nothing_held) -> Iterator[Offer]:
    """Yield what the online sources offer and `raw` lacks, and a trouble for whatever can't be had.

    A URL that a source names is asked for in every run, with what its server gave to tell whether it has changed; while
    it hasn't, and raw holds all that it led to, nothing more is asked. A line of a list is skipped when raw holds its
    page; an entry of a feed or sitemap, when raw holds it and the feed gives the same words for the time of its last
    change, and while it waits after a miss (`misses` has the rule). An entry that holds its whole article is taken as
    it is.

    Several hosts are asked at once, so the order of sources is not kept; that of a feed's entries is. Raises nothing
    for what it finds; what `held` raises it raises.
    """
    return in_background(lambda put: _fetch_all(list(sources), held, put))


async def _fetch_all(sources: list[Source], held: Held, put: Put) -> None:
    hosts: dict[str, list[Target]] = {}
    for source in sources:
        for target in await targets_of(source, held, put):
            hosts.setdefault(target.host, []).append(target)
    groups = iter(hosts.values())
    at_once = min(len(hosts), max((source.limits.hosts for source in sources), default=0))
    with held.visits() as visits:
        known = await visits_that_count(visits, held)
        async with Fetcher() as fetcher:
            web = _Web(Asking(fetcher, visits, known), Entries(fetcher, held, visits.misses, put), put)

            async def worker() -> None:
                for targets in groups:
                    for target in targets:
                        await web.take(target)

            await asyncio.gather(*(worker() for _ in range(at_once)))


class _Web:
    """The sources of one run, as they are fetched."""

    def __init__(self, asking: Asking, entries: Entries, put: Put) -> None:
        self._asking, self._entries, self._put = asking, entries, put
        self._parsing = asyncio.Lock()
        """One feed at a time: two would be no faster, and take more memory."""

    async def take(self, target: Target) -> None:
        """Fetch a page, a feed or a sitemap, and put what it offers."""
        answer, visit = await self._asking.ask(target, target.url)
        if isinstance(answer, Trouble):
            await self._put(answer)
        elif isinstance(answer, NotModified):
            if visit and visit.children:
                await self._tree(target).take_children(list(visit.children))
        elif (kind := answer_kind(answer)) == SITEMAP:
            await self._tree(target).take(answer)
        elif kind in (FEED, JSON_FEED):
            await self._take_feed(target, answer, kind)
        else:
            await self._take_page(target, answer)

    def _tree(self, target: Target) -> SitemapTree:
        return SitemapTree(target, self._asking, self._entries, self._parsing, self._put)

    async def _take_page(self, target: Target, answer: Fetched) -> None:
        source, source_id = target.page_key
        reading = Reading()
        offer = await asyncio.to_thread(page_item, answer, source=source, source_id=source_id, url=answer.url)
        reading.note(offer)
        await self._put(offer)
        self._asking.keep(target, target.url, reading.visit(answer))

    async def _take_feed(self, target: Target, answer: Fetched, kind: str) -> None:
        async with self._parsing:
            if kind == JSON_FEED:
                feed = await asyncio.to_thread(read_json_feed, answer.body, answer.url, answer.final_url)
            else:
                stated_type = answer.headers.get("content-type", "")
                feed = await asyncio.to_thread(read_feed, answer.body, answer.url, answer.final_url, stated_type)
        reading, most, budget = Reading(), target.limits.entries, Budget(target.limits)
        notes = [feed.trouble] if feed.trouble else []
        if len(feed.entries) > most:
            notes.append(too_many(answer.url, len(feed.entries), most))
        for trouble in notes:
            reading.note(trouble)
            await self._put(trouble)
        source = target.stated or feed.title or target.source
        await self._entries.take(answer, feed.entries, most, source, budget, reading)
        self._asking.keep(target, target.url, reading.visit(answer))

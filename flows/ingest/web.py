"""Sources on the web: pages, feeds and sitemaps with the pages that they lead to, and lists of all these."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from flows.ingest.answer import Fetched, NotModified, without_credentials
from flows.ingest.background import in_background
from flows.ingest.entries import Entries, absolute
from flows.ingest.feed import newest, read_feed, too_many
from flows.ingest.fetch import Fetcher
from flows.ingest.held import Held, Key, nothing_held
from flows.ingest.item import Offer, Trouble
from flows.ingest.json_feed import JSON_FEED, read_json_feed
from flows.ingest.kinds import FEED
from flows.ingest.limits import Limits
from flows.ingest.page import answer_kind, page_item
from flows.ingest.reading import Reading
from flows.ingest.sitemap import SITEMAP, Child, read_sitemap
from flows.ingest.source import Source
from flows.ingest.url_list import listed_urls
from flows.ingest.visits import Visit, Visits
from flows.urls import canonical_url


def web_offers(sources: Iterable[Source], held: Held = nothing_held, limits: Limits | None = None) -> Iterator[Offer]:
    """Yield what the online sources offer and `raw` lacks, and a trouble for whatever can't be had.

    A URL that a source names is asked for in every run, with what its server gave to tell whether it has changed; while
    it hasn't, and raw holds all that it led to, nothing more is asked. A line of a list is skipped when raw holds its
    page; an entry of a feed or sitemap, when raw holds it and the feed gives the same words for the time of its last
    change. An entry that holds its whole article is taken as it is.

    Several hosts are asked at once, so the order of sources is not kept; that of a feed's entries is. Raises nothing
    for what it finds; what `held` raises it raises.
    """
    return in_background(lambda put: _fetch_all(list(sources), held, limits or Limits(), put))


@dataclass(frozen=True)
class _Target:
    url: str
    stated: str | None
    """The source's name, where it was given one."""

    @property
    def host(self) -> str:
        """The host's name; of what is no URL, the whole."""
        try:
            return urlsplit(self.url).hostname or self.url
        except ValueError:
            return self.url

    @property
    def source(self) -> str:
        """The name that a page carries; a feed gives its own title."""
        return self.stated or self.host

    @property
    def page_key(self) -> Key:
        """What the page is in raw, if it is one."""
        return self.source, canonical_url(without_credentials(self.url))

    def visit_key(self, url: str) -> tuple[str, str]:
        """What a visit of `url` for this source is kept as."""
        return without_credentials(url), self.stated or ""


@dataclass
class _Tree:
    """The sitemaps that one source leads to, and how much of them is still wanted."""

    entries: int
    sitemaps: int
    seen: set[str] = field(default_factory=set)


Put = Callable[[Offer], Awaitable[None]]


async def _fetch_all(sources: list[Source], held: Held, limits: Limits, put: Put) -> None:
    hosts: dict[str, list[_Target]] = {}
    for source in sources:
        for target in await _targets(source, held, put):
            hosts.setdefault(target.host, []).append(target)
    groups = iter(hosts.values())
    with held.visits() as visits:
        known = await _complete(visits.all(), held)
        async with Fetcher(limits) as fetcher:
            web = _Web(fetcher, held, visits, known, limits, put)

            async def worker() -> None:
                for targets in groups:
                    for target in targets:
                        await web.take(target)

            await asyncio.gather(*(worker() for _ in range(min(limits.hosts, len(hosts)))))


async def _complete(visits: Mapping[tuple[str, str], Visit], held: Held) -> dict[tuple[str, str], Visit]:
    """Return the visits of which raw holds every row: those of a run that was killed may lack some."""
    wanted = {raw_id for visit in visits.values() for raw_id in visit.raw_ids}
    present = frozenset(await asyncio.to_thread(held.present, wanted)) if wanted else frozenset()
    return {key: visit for key, visit in visits.items() if visit.raw_ids <= present}


async def _targets(source: Source, held: Held, put: Put) -> list[_Target]:
    if not source.is_url_list:
        return [_Target(source.location, source.name)]
    listed: list[_Target] = []
    for url in listed_urls(Path(source.location)):
        if isinstance(url, Trouble):
            await put(url)
        else:
            listed.append(_Target(url, source.name))
    known = await asyncio.to_thread(held.items, {target.page_key for target in listed}) if listed else {}
    return [target for target in listed if target.page_key not in known]


class _Web:
    """The sources of one run, as they are fetched."""

    def __init__(
        self,
        fetcher: Fetcher,
        held: Held,
        visits: Visits,
        known: Mapping[tuple[str, str], Visit],
        limits: Limits,
        put: Put,
    ) -> None:
        self._fetcher, self._visits, self._known, self._limits, self._put = fetcher, visits, known, limits, put
        self._entries = Entries(fetcher, held, put)
        self._parsing = asyncio.Lock()
        """One feed at a time: two would be no faster, and take more memory."""

    async def take(self, target: _Target) -> None:
        """Fetch a page, a feed or a sitemap, and put what it offers."""
        answer, visit = await self._visited(target, target.url)
        if isinstance(answer, Trouble):
            await self._put(answer)
        elif isinstance(answer, NotModified):
            if visit and visit.children:
                tree = self._tree(target.url)
                await self._take_children(target, [Child(url, None) for url in visit.children], tree, depth=1)
        elif (kind := answer_kind(answer)) == SITEMAP:
            await self._take_sitemap(target, answer, self._tree(target.url), depth=0)
        elif kind in (FEED, JSON_FEED):
            await self._take_feed(target, answer, kind)
        else:
            await self._take_page(target, answer)

    async def _visited(self, target: _Target, url: str) -> tuple[Fetched | NotModified | Trouble, Visit | None]:
        visit = self._known.get(target.visit_key(url))
        answer = await self._fetcher.fetch(url, visit.validators if visit else None)
        if isinstance(answer, NotModified) and visit:
            self._visits.keep(*target.visit_key(url), visit)
        return answer, visit

    def _keep(self, target: _Target, url: str, visit: Visit | None) -> None:
        if visit:
            self._visits.keep(*target.visit_key(url), visit)

    async def _take_page(self, target: _Target, answer: Fetched) -> None:
        source, source_id = target.page_key
        reading = Reading()
        offer = await asyncio.to_thread(page_item, answer, source=source, source_id=source_id, url=answer.url)
        reading.note(offer)
        await self._put(offer)
        self._keep(target, target.url, reading.visit(answer))

    async def _take_feed(self, target: _Target, answer: Fetched, kind: str) -> None:
        async with self._parsing:
            if kind == JSON_FEED:
                feed = await asyncio.to_thread(read_json_feed, answer.body, answer.url, answer.final_url)
            else:
                stated_type = answer.headers.get("content-type", "")
                feed = await asyncio.to_thread(read_feed, answer.body, answer.url, answer.final_url, stated_type)
        reading = Reading()
        notes = [feed.trouble] if feed.trouble else []
        if len(feed.entries) > self._limits.entries:
            notes.append(too_many(answer.url, len(feed.entries), self._limits.entries))
        for trouble in notes:
            reading.note(trouble)
            await self._put(trouble)
        source = target.stated or feed.title or target.source
        await self._entries.take(answer, newest(feed.entries, self._limits.entries), source, reading)
        self._keep(target, target.url, reading.visit(answer))

    def _tree(self, url: str) -> _Tree:
        return _Tree(self._limits.entries, self._limits.sitemaps, {without_credentials(url)})

    async def _take_sitemap(self, target: _Target, answer: Fetched, tree: _Tree, depth: int) -> None:
        async with self._parsing:
            sitemap = await asyncio.to_thread(read_sitemap, answer.body, answer.url, answer.final_url)
        reading = Reading()
        wanted = min(len(sitemap.entries), tree.entries)
        tree.entries -= wanted
        notes = [sitemap.trouble] if sitemap.trouble else []
        if wanted < len(sitemap.entries):
            notes.append(too_many(answer.url, len(sitemap.entries), wanted))
        for trouble in notes:
            reading.note(trouble)
            await self._put(trouble)
        source = target.stated or sitemap.title or target.source
        await self._entries.take(answer, newest(sitemap.entries, wanted), source, reading)
        children = [
            Child(url, child.changed)
            for child in sorted(sitemap.children, key=_age)
            if (url := absolute(child.url, answer.final_url))
        ]
        self._keep(
            target,
            answer.url,
            reading.visit(answer, children=tuple(child.url for child in children), entries=wanted),
        )
        await self._take_children(target, children, tree, depth + 1)

    async def _take_children(self, target: _Target, children: list[Child], tree: _Tree, depth: int) -> None:
        """Take the sitemaps that an index leads to, the newest first, as many as are still wanted."""
        for left, child in zip(range(len(children), 0, -1), children, strict=True):
            if child.url in tree.seen:
                continue
            if depth > self._limits.depth or not tree.sitemaps or not tree.entries:
                await self._put(_left_out(without_credentials(target.url), left, self._limits))
                return
            tree.seen.add(child.url)
            tree.sitemaps -= 1
            answer, visit = await self._visited(target, child.url)
            if isinstance(answer, Trouble):
                await self._put(answer)
            elif isinstance(answer, NotModified):
                if visit:
                    tree.entries -= min(tree.entries, visit.entries)
                    under = [Child(url, None) for url in visit.children]
                    await self._take_children(target, under, tree, depth + 1)
            elif answer_kind(answer) == SITEMAP:
                await self._take_sitemap(target, answer, tree, depth)
            else:
                await self._put(_no_sitemap(answer))


def _age(child: Child) -> float:
    """Sort the sitemap that was changed last to the front, one without a time to the end."""
    return -child.changed.timestamp() if child.changed else 0.0


def _left_out(locator: str, sitemaps: int, limits: Limits) -> Trouble:
    return Trouble(
        locator=locator,
        reason="too_many_entries",
        detail=f"{locator} leads to {sitemaps:,} more sitemaps, which were not opened: one source gives the newest "
        f"{limits.entries:,} entries of at most {limits.sitemaps} sitemaps, {limits.depth} indexes deep; give the "
        "sitemap of news itself.",
    )


def _no_sitemap(answer: Fetched) -> Trouble:
    return Trouble(
        locator=answer.url,
        reason="unsupported_type",
        detail=f"{answer.final_url} is {answer.media_type or 'of an unknown type'}, a sitemap was expected, since an "
        "index of sitemaps leads to it: nothing to do unless the site is yours.",
        retryable=True,
    )

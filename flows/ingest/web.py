"""Sources on the web: pages, feeds with the pages that they lead to, and lists of both."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from flows.ingest.background import in_background
from flows.ingest.feed import Entry, nothing_in, read_feed
from flows.ingest.fetch import Fetched, Fetcher, Limits, without_credentials
from flows.ingest.files import with_charset
from flows.ingest.held import Held, Key, nothing_held
from flows.ingest.item import Distinct, Offer, Trouble, content_as_id, http_url, raw_item, url_as_id, whole_text
from flows.ingest.kinds import FEED, HTML
from flows.ingest.page import answer_kind, page_item
from flows.ingest.source import Source
from flows.ingest.url_list import listed_urls


def web_offers(sources: Iterable[Source], held: Held = nothing_held, limits: Limits | None = None) -> Iterator[Offer]:
    """Yield what the online sources offer and `raw` lacks, and a trouble for whatever can't be had.

    A URL that a source names is asked for in every run: it may be a feed, or have changed. A line of a list is skipped
    when raw holds its page; an entry of a feed, when raw holds it and the feed gives the same words for the time of its
    last change. An entry that holds its whole article is taken as it is.

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
        return self.source, url_as_id(without_credentials(self.url))


Put = Callable[[Offer], Awaitable[None]]


async def _fetch_all(sources: list[Source], held: Held, limits: Limits, put: Put) -> None:
    hosts: dict[str, list[_Target]] = {}
    for source in sources:
        for target in await _targets(source, held, put):
            hosts.setdefault(target.host, []).append(target)
    groups = iter(hosts.values())
    async with Fetcher(limits) as fetcher:
        web = _Web(fetcher, held, put)

        async def worker() -> None:
            for targets in groups:
                for target in targets:
                    await web.take(target)

        await asyncio.gather(*(worker() for _ in range(min(limits.hosts, len(hosts)))))


async def _targets(source: Source, held: Held, put: Put) -> list[_Target]:
    if not source.is_url_list:
        return [_Target(source.location, source.name)]
    listed: list[_Target] = []
    for url in listed_urls(Path(source.location)):
        if isinstance(url, Trouble):
            await put(url)
        else:
            listed.append(_Target(url, source.name))
    known = await asyncio.to_thread(held, {target.page_key for target in listed}) if listed else {}
    return [target for target in listed if target.page_key not in known]


class _Web:
    """The sources of one run, as they are fetched."""

    def __init__(self, fetcher: Fetcher, held: Held, put: Put) -> None:
        self._fetcher = fetcher
        self._held = held
        self._put = put
        self._taken: set[tuple[Key, str]] = set()
        """Entries of this run: the feeds of an outlet's sections often share them."""

    async def take(self, target: _Target) -> None:
        """Fetch a page or a feed, and put what it offers."""
        answer = await self._fetcher.fetch(target.url)
        if isinstance(answer, Trouble):
            await self._put(answer)
        elif answer_kind(answer) == FEED:
            await self._take_feed(target, answer)
        else:
            source, source_id = target.page_key
            await self._put(
                await asyncio.to_thread(page_item, answer, source=source, source_id=source_id, url=answer.url)
            )

    async def _take_feed(self, target: _Target, answer: Fetched) -> None:
        stated_type = answer.headers.get("content-type", "")
        feed = await asyncio.to_thread(read_feed, answer.body, answer.url, answer.final_url, stated_type)
        if feed.trouble:
            await self._put(feed.trouble)
        source = target.stated or feed.title or target.source
        keys = {(source, _entry_id(entry, answer)) for entry in feed.entries if not entry.content}
        known = await asyncio.to_thread(self._held, keys) if keys else {}
        distinct = Distinct()
        for entry in feed.entries:
            key = (source, _entry_id(entry, answer))
            if not entry.content and key in known and known[key] == entry.updated:
                continue
            offer = await self._entry(answer, entry, key)
            for told in distinct.told(offer) if offer else ():
                await self._put(told)

    async def _entry(self, feed: Fetched, entry: Entry, key: Key) -> Offer | None:
        """Return what an entry offers; None when this run has taken it already."""
        source, source_id = key
        url = _absolute(entry, feed)
        locator = f"{feed.url}#{entry.number}"
        if entry.content:
            body = entry.content.encode("utf-8", "replace")
            return raw_item(
                source=source,
                source_id=source_id,
                body=body,
                content_type=with_charset(HTML, body),
                fetched=feed.at,
                locator=url or locator,
                url=url,
                title=entry.title,
                published_hint=entry.published,
                hint_from="feed",
                updated=entry.updated,
            )
        if not entry.link:
            return nothing_in(locator)
        if not url:
            return Trouble(
                locator=locator,
                reason="unsupported_scheme",
                detail=f"{locator} links to {entry.link[:200]!r}, an address with http:// or https:// was expected: "
                "nothing to do unless the feed is yours.",
            )
        if (key, url) in self._taken:
            return None
        self._taken.add((key, url))
        page = await self._fetcher.fetch(url)
        if isinstance(page, Trouble):
            return page
        return await asyncio.to_thread(page_item, page, source=source, source_id=source_id, url=page.url, entry=entry)


def _absolute(entry: Entry, feed: Fetched) -> str | None:
    """Return the address of the entry's page, None without one on the web."""
    try:
        url = http_url(urljoin(feed.final_url, entry.link)) if entry.link else None
    except ValueError:
        return None
    return without_credentials(url) if url else None


def _entry_id(entry: Entry, feed: Fetched) -> str:
    url = _absolute(entry, feed)
    content = (entry.content or entry.title or "").encode("utf-8", "replace")
    return whole_text(entry.id or (url_as_id(url) if url else content_as_id(feed.url, content)))

"""Trying online sources: what each one is, how much it lists and how new that is, without taking anything in."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from flows.ingest.answer import Fetched, NotModified
from flows.ingest.feed import Entry, nothing_in, read_feed
from flows.ingest.fetch import Fetcher
from flows.ingest.item import Trouble
from flows.ingest.json_feed import JSON_FEED, read_json_feed
from flows.ingest.kinds import FEED
from flows.ingest.page import answer_kind, page_item
from flows.ingest.sitemap import SITEMAP, read_sitemap
from flows.ingest.source import Source
from flows.ingest.url_list import listed_urls


@dataclass(frozen=True)
class Tried:
    """What a source gave."""

    status: str
    """`ok`, `empty` for a feed, a sitemap or a list that lists nothing, else the trouble's reason."""
    kind: str | None = None
    """`feed`, `json feed`, `sitemap`, `index of sitemaps`, `page` or `list`; None where nothing came."""
    entries: int | None = None
    """What it lists, of an index the sitemaps; of a page 1."""
    newest: datetime | None = None
    """When the newest entry was published, UTC, where that is said."""
    seconds: float = 0.0
    trouble: Trouble | None = None
    """What is wrong with it; with status `ok`, of a part of it."""


def try_sources(sources: Sequence[Source]) -> list[Tried]:
    """Fetch the addresses of online sources, or read their lists of addresses, and return in turn what each one is.

    Several hosts are asked at once, each as politely as in a run. Fetches no page that a feed, a sitemap or a list
    leads to. Raises nothing for what it finds.
    """
    return asyncio.run(_all_tried(sources)) if sources else []


async def _all_tried(sources: Sequence[Source]) -> list[Tried]:
    at_once = asyncio.Semaphore(max(source.limits.hosts for source in sources))
    async with Fetcher() as fetcher:

        async def tried(source: Source) -> Tried:
            async with at_once:
                begun = time.monotonic()
                found = _listed(source) if source.is_url_list else await _fetched(source, fetcher)
                return replace(found, seconds=round(time.monotonic() - begun, 3))

        return await asyncio.gather(*map(tried, sources))


def _listed(source: Source) -> Tried:
    lines = list(listed_urls(Path(source.location)))
    urls = sum(isinstance(line, str) for line in lines)
    trouble = next((line for line in lines if isinstance(line, Trouble)), None)
    return _judged("list", urls, None, trouble)


async def _fetched(source: Source, fetcher: Fetcher) -> Tried:
    answer = await fetcher.fetch(source.location, source.limits)
    if isinstance(answer, Trouble):
        return Tried(answer.reason, trouble=answer)
    assert not isinstance(answer, NotModified), "nothing was known of it"
    return await asyncio.to_thread(_seen, answer)


def _seen(answer: Fetched) -> Tried:
    kind = answer_kind(answer)
    if kind == SITEMAP:
        sitemap = read_sitemap(answer.body, answer.url, answer.final_url)
        if sitemap.children:
            return _judged("index of sitemaps", len(sitemap.children), None, sitemap.trouble)
        return _judged("sitemap", len(sitemap.entries), _newest(sitemap.entries), sitemap.trouble)
    if kind == JSON_FEED:
        feed = read_json_feed(answer.body, answer.url, answer.final_url)
        return _judged("json feed", len(feed.entries), _newest(feed.entries), feed.trouble)
    if kind == FEED:
        feed = read_feed(answer.body, answer.url, answer.final_url, answer.headers.get("content-type", ""))
        readable = [entry for entry in feed.entries if entry.link or entry.content]
        flawed = nothing_in(answer.url) if feed.entries and not readable else None
        return _judged("feed", len(readable), _newest(feed.entries), feed.trouble or flawed)
    page = page_item(answer, source="", source_id=answer.url, url=answer.url)
    return Tried(page.reason, trouble=page) if isinstance(page, Trouble) else Tried("ok", "page", 1)


def _judged(kind: str, entries: int, newest: datetime | None, trouble: Trouble | None) -> Tried:
    status = "ok" if entries else trouble.reason if trouble else "empty"
    return Tried(status, kind, entries, newest, trouble=trouble)


def _newest(entries: list[Entry]) -> datetime | None:
    return max((entry.moment for entry in entries if entry.moment), default=None)

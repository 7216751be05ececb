"""A source that is a sitemap, and the sitemaps that it leads to."""

import asyncio
from collections.abc import Awaitable, Callable

from flows.ingest.answer import Fetched, NotModified
from flows.ingest.asking import Asking
from flows.ingest.credentials import without_credentials
from flows.ingest.entries import Entries, absolute, out_of_time
from flows.ingest.feed import too_many
from flows.ingest.item import Offer, Trouble
from flows.ingest.limits import Budget, Limits
from flows.ingest.page import answer_kind
from flows.ingest.reading import Reading
from flows.ingest.sitemap import SITEMAP, Child, read_sitemap
from flows.ingest.targets import Target


class SitemapTree:
    """Walks from one source down to the pages: the newest first, in no circle, and no more than its limits allow."""

    def __init__(
        self,
        target: Target,
        asking: Asking,
        entries: Entries,
        parsing: asyncio.Lock,
        put: Callable[[Offer], Awaitable[None]],
    ) -> None:
        """Take the source's address, what asks, what takes entries, who may parse, and what is done with each offer."""
        self._target, self._asking, self._entries, self._parsing, self._put = target, asking, entries, parsing, put
        self._budget = Budget(target.limits)
        self._entries_left = target.limits.entries
        self._sitemaps_left = target.limits.sitemaps
        self._seen = {without_credentials(target.url)}

    async def take(self, answer: Fetched, depth: int = 0) -> None:
        """Take a sitemap's pages, and the sitemaps that it leads to. `depth`: how many indexes led to it."""
        async with self._parsing:
            sitemap = await asyncio.to_thread(read_sitemap, answer.body, answer.url, answer.final_url)
        reading = Reading()
        wanted = min(len(sitemap.entries), self._entries_left)
        self._entries_left -= wanted
        notes = [sitemap.trouble] if sitemap.trouble else []
        if wanted < len(sitemap.entries):
            notes.append(too_many(answer.url, len(sitemap.entries), wanted))
        for trouble in notes:
            reading.note(trouble)
            await self._put(trouble)
        source = self._target.stated or sitemap.title or self._target.source
        await self._entries.take(answer, sitemap.entries, wanted, source, self._budget, reading)
        children = [
            Child(url, child.changed)
            for child in sorted(sitemap.children, key=_age)
            if (url := absolute(child.url, answer.final_url))
        ]
        visit = reading.visit(answer, children=tuple(child.url for child in children), entries=wanted)
        self._asking.keep(self._target, answer.url, visit)
        await self.take_children([child.url for child in children], depth + 1)

    async def take_children(self, urls: list[str], depth: int = 1) -> None:
        """Take the sitemaps that an index leads to, as many as are still wanted."""
        for left, url in zip(range(len(urls), 0, -1), urls, strict=True):
            if url in self._seen:
                continue
            if depth > self._target.limits.depth or not self._sitemaps_left or not self._entries_left:
                await self._put(_left_out(without_credentials(self._target.url), left, self._target.limits))
                return
            if self._budget.is_spent:
                what = f"{left:,} of the sitemaps that it leads to"
                await self._put(out_of_time(without_credentials(self._target.url), what, self._budget))
                return
            self._seen.add(url)
            self._sitemaps_left -= 1
            await self._take_child(url, depth)

    async def _take_child(self, url: str, depth: int) -> None:
        answer, visit = await self._asking.ask(self._target, url)
        if isinstance(answer, Trouble):
            await self._put(answer)
        elif isinstance(answer, NotModified):
            if visit:
                self._entries_left -= min(self._entries_left, visit.entries)
                await self.take_children(list(visit.children), depth + 1)
        elif answer_kind(answer) == SITEMAP:
            await self.take(answer, depth)
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
        "sitemap of news itself, or raise `entries`, `sitemaps` or `depth` under [limits] in sources.toml.",
    )


def _no_sitemap(answer: Fetched) -> Trouble:
    return Trouble(
        locator=answer.url,
        reason="unsupported_type",
        detail=f"{answer.final_url} is {answer.media_type or 'of an unknown type'}, a sitemap was expected, since an "
        "index of sitemaps leads to it: nothing to do unless the site is yours.",
        retryable=True,
    )

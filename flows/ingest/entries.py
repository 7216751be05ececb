"""The entries of a feed or sitemap: each is taken as it stands in it, or from the page that it leads to."""

from asyncio import to_thread
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from flows.ingest.answer import Fetched, NotModified
from flows.ingest.credentials import without_credentials
from flows.ingest.feed import Entry, newest, nothing_in
from flows.ingest.fetch import Fetcher
from flows.ingest.files import with_charset
from flows.ingest.held import Held, HeldItem, Key
from flows.ingest.item import Distinct, Miss, Offer, Trouble, as_kept, content_as_id, http_url, raw_item
from flows.ingest.limits import Budget
from flows.ingest.misses import Misses, Waiting
from flows.ingest.page import page_item
from flows.ingest.reading import Reading
from flows.urls import canonical_url


class Entries:
    """The entries of one run: those that several feeds of an outlet share are taken once."""

    def __init__(self, fetcher: Fetcher, held: Held, misses: Misses, put: Callable[[Offer], Awaitable[None]]) -> None:
        """Take what fetches, what raw holds, what was missed, and what is to be done with each offer."""
        self._fetcher = fetcher
        self._held = held
        self._misses = misses
        self._put = put
        self._taken: dict[tuple[Key, str], str | None] = {}
        """The raw row that came of an entry's page; None while it is under way, or where none came of it."""

    async def take(
        self, feed: Fetched, listed: Sequence[Entry], most: int, source: str, budget: Budget, reading: Reading
    ) -> None:
        """Put what the `most` newest of the `listed` entries offer that raw lacks, in order; note it in `reading`.

        When the source has had its time, the pages that are left are for the next run.
        """
        source, entries = as_kept(source), newest(listed, most)
        keys = {(source, _entry_id(entry, feed)) for entry in entries if not entry.content}
        held = await to_thread(self._held.items, keys) if keys else {}
        urls = {url for entry in listed if (url := absolute(entry.link, feed.final_url))}
        if reading.settled:  # else the feed may be broken, and list more than can be read
            self._misses.listed(feed.url, urls)
        missed = self._misses.of(urls)
        distinct, left = Distinct(), 0
        for entry in entries:
            key = (source, _entry_id(entry, feed))
            item = None if entry.content else held.get(key)
            if item and item.updated == entry.updated:
                reading.holds(item.raw_id)
                continue
            url = absolute(entry.link, feed.final_url)
            if entry.content or not url:
                offer: Offer | None = _as_it_stands(feed, entry, key, url)
            elif (waiting := missed.get(url)) and not waiting.is_over(entry.updated):
                if waiting.gone and waiting.updated != entry.updated:
                    reading.unsettle()  # it is asked for again after its wait, though the feed may not change then
                continue
            elif budget.is_spent:
                left += 1
                continue
            else:
                offer = await self._page(_Link(feed.url, entry, key, url), budget, item, waiting, reading)
            if offer:
                reading.note(offer)
                for told in distinct.told(offer):
                    await self._put(told)
        if left:
            reading.unsettle()
            await self._put(out_of_time(feed.url, f"{left:,} of its entries", budget))

    async def _page(
        self, link: "_Link", budget: Budget, item: HeldItem | None, waiting: Waiting | None, reading: Reading
    ) -> Offer | None:
        """Return what an entry's page offers; None when raw holds it, or this run has taken it already.

        `item` is what raw holds of it, `waiting` what earlier runs missed of it.
        """
        if link.taken in self._taken:
            if raw_id := self._taken[link.taken]:
                reading.holds(raw_id)
            else:
                reading.unsettle()
            return None
        self._taken[link.taken] = None
        page = await self._fetcher.fetch(link.url, budget.limits, item.validators if item else None)
        offer = await to_thread(_page_item, page, link) if isinstance(page, Fetched) else page
        if isinstance(offer, Trouble):
            return offer if offer.retryable else offer.model_copy(update={"miss": link.miss(offer, waiting)})
        if waiting:
            self._misses.had(link.url)
        if isinstance(offer, NotModified):
            if item:
                reading.holds(item.raw_id)
                self._taken[link.taken] = item.raw_id
            return None
        self._taken[link.taken] = offer.raw_id
        return offer


@dataclass(frozen=True)
class _Link:
    """An entry that leads to a page."""

    listed_by: str
    entry: Entry
    key: Key
    url: str

    @property
    def taken(self) -> tuple[Key, str]:
        """What a run takes once."""
        return self.key, self.url

    def miss(self, trouble: Trouble, before: Waiting | None) -> Miss:
        """Return what is to be remembered of a page that could not be had."""
        return Miss(
            url=self.url,
            listed_by=self.listed_by,
            updated=self.entry.updated,
            gone=trouble.gone,
            attempt=before.attempt + 1 if before else 1,
        )


def _page_item(page: Fetched, link: _Link) -> Offer:
    source, source_id = link.key
    return page_item(page, source=source, source_id=source_id, url=page.url, entry=link.entry)


def _as_it_stands(feed: Fetched, entry: Entry, key: Key, url: str | None) -> Offer:
    """Return the article that an entry holds, or why it holds none and leads to none."""
    locator = f"{feed.url}#{entry.number}"
    if entry.content:
        body = entry.content.encode("utf-8", "replace")
        return raw_item(
            source=key[0],
            source_id=key[1],
            body=body,
            content_type=with_charset(entry.content_type, body),
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
    return Trouble(
        locator=locator,
        reason="unsupported_scheme",
        detail=f"{locator} links to {entry.link[:200]!r}, an address with http:// or https:// was expected: nothing to "
        "do unless the feed is yours.",
    )


def out_of_time(locator: str, what: str, budget: Budget) -> Trouble:
    """Return the trouble for a source that had its time; `what` is left."""
    return Trouble(
        locator=locator,
        reason="out_of_time",
        detail=f"{locator} had its {budget.limits.budget:g} seconds, and {what} were not asked for: the next run goes "
        "on, or raise `budget` under [limits] in sources.toml.",
        retryable=True,
    )


def absolute(link: str, base: str) -> str | None:
    """Return the web address that `link` stands for at `base`, without credentials; None where it is none."""
    try:
        url = http_url(urljoin(base, link)) if link else None
    except ValueError:
        return None
    return without_credentials(url) if url else None


def _entry_id(entry: Entry, feed: Fetched) -> str:
    url = absolute(entry.link, feed.final_url)
    content = (entry.content or entry.title or "").encode("utf-8", "replace")
    return as_kept(entry.id or (canonical_url(url) if url else content_as_id(feed.url, content)))

"""The entries of a feed or sitemap: each is taken as it stands in it, or from the page that it leads to."""

from asyncio import to_thread
from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import urljoin

from flows.ingest.answer import Fetched, NotModified, without_credentials
from flows.ingest.feed import Entry, nothing_in
from flows.ingest.fetch import Fetcher
from flows.ingest.files import with_charset
from flows.ingest.held import Held, HeldItem, Key
from flows.ingest.item import Distinct, Offer, Trouble, content_as_id, http_url, raw_item, whole_text
from flows.ingest.page import page_item
from flows.ingest.reading import Reading
from flows.urls import canonical_url


class Entries:
    """The entries of one run: those that several feeds of an outlet share are taken once."""

    def __init__(self, fetcher: Fetcher, held: Held, put: Callable[[Offer], Awaitable[None]]) -> None:
        """Take what fetches, what raw holds, and what is to be done with each offer."""
        self._fetcher = fetcher
        self._held = held
        self._put = put
        self._taken: dict[tuple[Key, str], str | None] = {}
        """The raw row that came of an entry's page; None while it is under way, or where none came of it."""

    async def take(self, feed: Fetched, entries: Sequence[Entry], source: str, reading: Reading) -> None:
        """Put what the entries offer that raw lacks, in their order, and note all of it in `reading`."""
        keys = {(source, _entry_id(entry, feed)) for entry in entries if not entry.content}
        held = await to_thread(self._held.items, keys) if keys else {}
        distinct = Distinct()
        for entry in entries:
            key = (source, _entry_id(entry, feed))
            item = None if entry.content else held.get(key)
            if item and item.updated == entry.updated:
                reading.holds(item.raw_id)
                continue
            offer = await self._entry(feed, entry, key, item, reading)
            if offer:
                reading.note(offer)
                for told in distinct.told(offer):
                    await self._put(told)

    async def _entry(
        self, feed: Fetched, entry: Entry, key: Key, item: HeldItem | None, reading: Reading
    ) -> Offer | None:
        """Return what an entry offers; None when raw holds it, or this run has taken it already."""
        source, source_id = key
        url = absolute(entry.link, feed.final_url)
        locator = f"{feed.url}#{entry.number}"
        if entry.content:
            body = entry.content.encode("utf-8", "replace")
            return raw_item(
                source=source,
                source_id=source_id,
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
        if not url:
            return Trouble(
                locator=locator,
                reason="unsupported_scheme",
                detail=f"{locator} links to {entry.link[:200]!r}, an address with http:// or https:// was expected: "
                "nothing to do unless the feed is yours.",
            )
        if (key, url) in self._taken:
            if raw_id := self._taken[key, url]:
                reading.holds(raw_id)
            else:
                reading.unsettle()
            return None
        self._taken[key, url] = None
        page = await self._fetcher.fetch(url, item.validators if item else None)
        if isinstance(page, NotModified):
            if item:
                reading.holds(item.raw_id)
                self._taken[key, url] = item.raw_id
            return None
        if isinstance(page, Trouble):
            return page
        offer = await to_thread(page_item, page, source=source, source_id=source_id, url=page.url, entry=entry)
        self._taken[key, url] = None if isinstance(offer, Trouble) else offer.raw_id
        return offer


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
    return whole_text(entry.id or (canonical_url(url) if url else content_as_id(feed.url, content)))

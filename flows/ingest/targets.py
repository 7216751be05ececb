"""The web addresses that the sources name."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from flows.ingest.credentials import without_credentials
from flows.ingest.held import Held, Key
from flows.ingest.item import Trouble
from flows.ingest.limits import Limits
from flows.ingest.source import Source
from flows.ingest.url_list import listed_urls
from flows.urls import canonical_url


@dataclass(frozen=True)
class Target:
    """An address that a source names, itself or in its list."""

    url: str
    stated: str | None
    """The source's name, where it was given one."""
    limits: Limits

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


async def targets_of(source: Source, held: Held, put: Callable[[Trouble], Awaitable[None]]) -> list[Target]:
    """Return the addresses of an online source, but for the pages of a list that raw holds; put a list's troubles."""
    if not source.is_url_list:
        return [Target(source.location, source.name, source.limits)]
    listed: list[Target] = []
    for url in listed_urls(Path(source.location)):
        if isinstance(url, Trouble):
            await put(url)
        else:
            listed.append(Target(url, source.name, source.limits))
    known = await asyncio.to_thread(held.items, {target.page_key for target in listed}) if listed else {}
    return [target for target in listed if target.page_key not in known]

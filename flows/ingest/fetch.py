"""Fetching one web address: politely, within limits, and only from where it is safe."""

import asyncio
import random
from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from types import TracebackType
from typing import Self

import httpx

from flows.ingest.addresses import private_hosts_allowed
from flows.ingest.answer import Failure, Fetched, NotModified, Validators, without_credentials
from flows.ingest.exchange import exchange
from flows.ingest.hosts import Hosts
from flows.ingest.identity import user_agent
from flows.ingest.inflate import ENCODINGS
from flows.ingest.item import Trouble
from flows.ingest.limits import Limits
from flows.ingest.robots import PRODUCT, Robots, read_robots
from flows.ingest.transport import GuardedTransport

_ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, "
    "application/xml;q=0.9, text/plain;q=0.8, */*;q=0.1"
)


class Fetcher:
    """Fetches over shared connections, one request at a time to a host. To be used as an asynchronous context."""

    def __init__(self, limits: Limits) -> None:
        """Take the limits. Whether private hosts are allowed is read here, once, from the environment."""
        self._limits = limits
        self._hosts = Hosts(limits)
        self._sites: dict[str, _Site] = {}
        self._client = httpx.AsyncClient(
            transport=GuardedTransport(private_allowed=private_hosts_allowed()),
            timeout=httpx.Timeout(limits.read, connect=limits.connect, pool=None),
            headers={"user-agent": user_agent(), "accept": _ACCEPT, "accept-encoding": ", ".join(ENCODINGS)},
            trust_env=False,
        )

    async def __aenter__(self) -> Self:
        """Open the connections' pool."""
        await self._client.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every connection."""
        await self._client.__aexit__(kind, error, trace)

    async def fetch(self, url: str, known: Validators | None = None) -> Fetched | NotModified | Trouble:
        """Return what is at `url`, redirects followed, or why it can't be had.

        `known`: the validators of what is known of it; when the server says that it hasn't changed, NotModified comes.

        Reasons: `invalid_url`, `unsupported_scheme`, `refused_address`, `robots_disallowed`, `unreachable`, `timeout`,
        `http_status`, `too_many_redirects`, `too_large`, `unsupported_type` (neither text nor XML; its body isn't
        read). Where a site's robots.txt can't be had for a reason that may pass, nothing is read from the site, for
        the same reason (RFC 9309, 2.3.1.4). Raises nothing for what a server does.
        """
        shown = without_credentials(url)
        try:
            answer = await self._followed(url, known, obey=True)
        except Failure as failure:
            return Trouble(locator=shown, reason=failure.reason, detail=failure.detail, retryable=failure.retryable)
        return replace(answer, url=shown)

    async def _followed(self, url: str, known: Validators | None, *, obey: bool) -> Fetched | NotModified:
        """Return the answer at the end of the redirects. Raises Failure."""
        shown, redirects = without_credentials(url), 0
        at = _parsed(url, httpx.URL())
        try:
            while redirects <= self._limits.redirects:
                if obey:
                    await self._obey_robots(at)
                fits = known and known.url == without_credentials(str(at))
                answer = await self._asked(at, known.request_headers() if known and fits else {})
                if not isinstance(answer, str):
                    return answer
                redirects += 1
                at = _parsed(answer, at)
        except Failure as failure:
            if redirects:
                failure.detail = f"{shown} redirects. {failure.detail}"
            raise
        raise Failure(
            "too_many_redirects",
            f"{shown} redirects {redirects} times, a page was expected before that: look where it leads and give that "
            "address.",
        )

    async def _asked(self, url: httpx.URL, headers: Mapping[str, str]) -> Fetched | NotModified | str:
        """Return the answer, or the address that it redirects to; asks again what may pass. Raises Failure."""
        host, loop = self._hosts.of(url), asyncio.get_running_loop()
        began: float | None = None
        for attempt in count(1):
            async with host.turn(without_credentials(str(url))):
                began = began or loop.time()
                try:
                    answer = await exchange(self._client, url, self._limits, headers)
                except Failure as failure:
                    if not failure.retryable:
                        host.answered()
                        raise
                    pause = self._pause(failure, attempt)
                    if attempt == self._limits.attempts or loop.time() - began + pause > self._limits.patience:
                        host.failed(for_good=(failure.retry_after or 0) > self._limits.patience)
                        raise
                    host.rest(pause)
                else:
                    host.answered()
                    return answer
        raise AssertionError("the last attempt returns or raises")

    def _pause(self, failure: Failure, attempt: int) -> float:
        """Return the seconds to wait, with some jitter, so that many readers don't come back at once."""
        if failure.retry_after is not None:
            return failure.retry_after
        return float(self._limits.backoff * 2 ** (attempt - 1) * random.uniform(0.75, 1.25))

    async def _obey_robots(self, url: httpx.URL) -> None:
        """Wait for the site's robots.txt, read once a run. Raises Failure when we may not read `url`."""
        shown = without_credentials(str(url))
        place = without_credentials(str(url.copy_with(raw_path=b"/robots.txt")))
        site = self._sites.setdefault(place, _Site())
        async with site.lock:
            if site.robots is None:
                site.robots = await self._robots(place)
        if isinstance(site.robots, Failure):
            raise Failure(
                site.robots.reason,
                f"{shown} was not asked for, since its site's rules could not be read: {site.robots.detail}",
                retryable=site.robots.retryable,
            )
        if not site.robots.allow(shown):
            raise Failure(
                "robots_disallowed",
                f"{place} asks {PRODUCT} not to read {shown}: take it off the sources, or ask the site's owner.",
            )
        self._hosts.of(url).slow_down(min(site.robots.delay, self._limits.crawl_delay))

    async def _robots(self, place: str) -> Robots | Failure:
        try:
            answer = await self._followed(place, None, obey=False)
        except Failure as failure:
            # What isn't there, or is no text, forbids nothing (RFC 9309, 2.3.1.3).
            return failure if failure.retryable or failure.reason == "refused_address" else Robots()
        return read_robots(answer.body) if isinstance(answer, Fetched) else Robots()


class _Site:
    """One scheme, host and port."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.robots: Robots | Failure | None = None


def _parsed(url: str, base: httpx.URL) -> httpx.URL:
    try:
        parsed = base.join(url.strip()).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError) as error:
        raise Failure(
            "invalid_url", f"{without_credentials(url)!r} is no web address ({error}), one was expected: correct it."
        ) from error
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise Failure(
            "unsupported_scheme",
            f"{without_credentials(str(parsed))} was expected to be an address with http:// or https://: correct it.",
        )
    return parsed

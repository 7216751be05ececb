"""Fetching one web address: politely, within limits, and only from where it is safe."""

import asyncio
import random
from collections.abc import Mapping
from dataclasses import replace
from http.cookiejar import CookieJar, DefaultCookiePolicy
from itertools import count
from types import TracebackType
from typing import Self

import httpx

from flows.ingest.addresses import private_hosts_allowed
from flows.ingest.answer import Failure, Fetched, NotModified, Validators
from flows.ingest.credentials import without_credentials
from flows.ingest.exchange import exchange
from flows.ingest.hosts import Hosts
from flows.ingest.identity import user_agent
from flows.ingest.inflate import ENCODINGS
from flows.ingest.item import Trouble
from flows.ingest.limits import Limits
from flows.ingest.robots import MOST, PRODUCT, Robots, read_robots
from flows.ingest.transport import GuardedTransport

_ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, "
    "application/xml;q=0.9, text/plain;q=0.8, */*;q=0.1"
)


_LAST_PORT = 65_535

_SHOWN = 200
"""Of what is no address."""

_LONGEST = 8000
"""Characters of an address (RFC 9110, 4.1, asks servers for as many): each entry of a feed may get its feed's."""


class Fetcher:
    """Fetches over shared connections, one request at a time to a host. To be used as an asynchronous context."""

    def __init__(self) -> None:
        """Begin a run. Whether private hosts are allowed is read here, once, from the environment."""
        self._hosts = Hosts()
        self._sites: dict[str, _Site] = {}
        self._client = httpx.AsyncClient(
            transport=GuardedTransport(private_allowed=private_hosts_allowed()),
            headers={"user-agent": user_agent(), "accept": _ACCEPT, "accept-encoding": ", ".join(ENCODINGS)},
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),  # none from one address to the next
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

    async def fetch(self, url: str, limits: Limits, known: Validators | None = None) -> Fetched | NotModified | Trouble:
        """Return what is at `url`, redirects followed, or why it can't be had within the limits.

        `known`: the validators of what is known of it; when the server says that it hasn't changed, NotModified comes.

        Reasons: `invalid_url`, `unsupported_scheme`, `refused_address`, `robots_disallowed`, `unreachable`, `timeout`,
        `http_status`, `too_many_redirects`, `too_large`, `unsupported_type` (neither text nor XML; its body isn't
        read). Where a site's robots.txt can't be had for a reason that may pass, nothing is read from the site, for
        the same reason (RFC 9309, 2.3.1.4). Raises nothing for what a server does.
        """
        shown = without_credentials(url)
        try:
            answer = await self._followed(url, limits, known, obey=True)
        except Failure as failure:
            return failure.trouble(shown)
        return replace(answer, url=shown)

    async def _followed(
        self, url: str, limits: Limits, known: Validators | None, *, obey: bool
    ) -> Fetched | NotModified:
        """Return the answer at the end of the redirects. Raises Failure."""
        shown, redirects, cookies = without_credentials(url), 0, httpx.Cookies()
        at = _parsed(url, httpx.URL())
        try:
            while redirects <= limits.redirects:
                if obey:
                    await self._obey_robots(at, limits)
                fits = known and known.url == without_credentials(str(at))
                answer = await self._asked(at, limits, known.request_headers() if known and fits else {}, cookies)
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

    async def _asked(
        self, url: httpx.URL, limits: Limits, headers: Mapping[str, str], cookies: httpx.Cookies
    ) -> Fetched | NotModified | str:
        """Return the answer, or the address that it redirects to; asks again what may pass. Raises Failure."""
        host, loop = self._hosts.of(url, limits), asyncio.get_running_loop()
        began: float | None = None
        for attempt in count(1):
            async with host.turn(without_credentials(str(url))):
                began = began or loop.time()
                try:
                    answer = await exchange(self._client, url, limits, headers, cookies)
                except Failure as failure:
                    if not failure.retryable:
                        host.answered()
                        raise
                    pause = _pause(failure, limits, attempt)
                    if attempt == limits.attempts or loop.time() - began + pause > limits.patience:
                        host.failed(limits.failures, for_good=(failure.retry_after or 0) > limits.patience)
                        raise
                    host.rest(pause)
                else:
                    host.answered()
                    return answer
        raise AssertionError("the last attempt returns or raises")

    async def _obey_robots(self, url: httpx.URL, limits: Limits) -> None:
        """Wait for the site's robots.txt, read once a run. Raises Failure when we may not read `url`."""
        shown = without_credentials(str(url))
        place = without_credentials(str(url.copy_with(raw_path=b"/robots.txt")))
        site = self._sites.setdefault(place, _Site())
        async with site.lock:
            if site.robots is None:
                site.robots = await self._robots(place, limits)
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
        self._hosts.of(url, limits).slow_down(min(site.robots.delay, limits.crawl_delay))

    async def _robots(self, place: str, limits: Limits) -> Robots | Failure:
        try:
            enough = limits.model_copy(update={"size": max(limits.size, 2 * MOST)})
            answer = await self._followed(place, enough, None, obey=False)
        except Failure as failure:
            # What isn't there, or is no text, forbids nothing (RFC 9309, 2.3.1.3).
            return failure if failure.retryable or failure.reason in ("refused_address", "too_large") else Robots()
        return read_robots(answer.body) if isinstance(answer, Fetched) else Robots()


class _Site:
    """One scheme, host and port."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.robots: Robots | Failure | None = None


def _pause(failure: Failure, limits: Limits, attempt: int) -> float:
    """Return the seconds to wait, with some jitter, so that many readers don't come back at once."""
    if failure.retry_after is not None:
        return failure.retry_after
    return float(limits.backoff * 2 ** (attempt - 1) * random.uniform(0.75, 1.25))


def _parsed(url: str, base: httpx.URL) -> httpx.URL:
    try:
        parsed = base.join(url.strip()).copy_with(fragment=None)
        if (parsed.port or 0) > _LAST_PORT:
            raise ValueError(f"no port is above {_LAST_PORT}")
        if len(str(parsed)) > _LONGEST:
            raise ValueError(f"it is longer than {_LONGEST:,} characters")
    except (httpx.InvalidURL, ValueError) as error:
        # httpx shows what it takes for the port, which may be a piece of a password.
        why = f" ({error})" if isinstance(error, ValueError) else ""
        raise Failure(
            "invalid_url",
            f"{without_credentials(url)[:_SHOWN]!r} is no web address{why}, one was expected: correct it.",
        ) from None
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise Failure(
            "unsupported_scheme",
            f"{without_credentials(str(parsed))} was expected to be an address with http:// or https://: correct it.",
        )
    return parsed

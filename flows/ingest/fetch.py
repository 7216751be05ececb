"""Fetching one web address: politely, within limits, and only from where it is safe."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType
from typing import Self

import httpcore
import httpx

from flows.ingest.addresses import private_hosts_allowed
from flows.ingest.inflate import ENCODINGS, Inflater, TooLarge
from flows.ingest.item import Trouble
from flows.ingest.transport import GuardedTransport, RefusedAddress


@dataclass(frozen=True)
class Limits:
    """How long, how much and how fast. Times in seconds."""

    connect: float = 10
    """For the connection, and again for TLS."""
    read: float = 20
    """From one part of an answer to the next."""
    total: float = 60
    """For one request and its whole answer; a redirect is another request."""
    size: int = 10_000_000
    """Bytes of one body, unpacked."""
    redirects: int = 5
    delay: float = 0.5
    """From the end of one answer to the next request to the same host; none on this machine itself."""
    hosts: int = 8
    """Hosts that are asked at the same time."""
    failures: int = 3
    """After so many in a row that a later run may do better (no answer, 429, 503), a host isn't asked again in this."""


@dataclass(frozen=True)
class Fetched:
    """The answer of a web server, with a status from 200 to 299."""

    url: str
    """As asked for; neither this one nor `final_url` holds credentials."""
    final_url: str
    """After redirects."""
    status: int
    headers: dict[str, str]
    """By lower-case name."""
    body: bytes
    """Unpacked, in the charset that it came in."""
    at: datetime
    """When the answer was complete, UTC."""

    @property
    def media_type(self) -> str:
        """The media type in lower case without parameters, "" where none was given."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The charset that the server states, in lower case."""
        stated = re.search(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", self.headers.get("content-type", ""), re.IGNORECASE)
        return stated[1].lower() if stated else None


class Fetcher:
    """Fetches over shared connections, one request at a time to a host. To be used as an asynchronous context."""

    def __init__(self, limits: Limits) -> None:
        """Take the limits. Whether private hosts are allowed is read here, once, from the environment."""
        self._limits = limits
        self._hosts: dict[tuple[str, int | None], _Host] = {}
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

    async def fetch(self, url: str) -> Fetched | Trouble:
        """Return what is at `url`, redirects followed, or why it can't be had.

        Reasons: `invalid_url`, `unsupported_scheme`, `refused_address`, `unreachable`, `timeout`, `http_status`,
        `too_many_redirects`, `too_large`, `unsupported_type` (neither text nor XML; its body isn't read). Raises
        nothing for what a server does.
        """
        shown, redirects = without_credentials(url), 0
        try:
            at = _parsed(url, httpx.URL())
            while redirects <= self._limits.redirects:
                answer = await self._exchange(at)
                if isinstance(answer, Fetched):
                    return replace(answer, url=shown)
                redirects += 1
                at = _parsed(answer, at)
        except _Failure as failure:
            detail = f"{shown} redirects. {failure.detail}" if redirects else failure.detail
            return Trouble(locator=shown, reason=failure.reason, detail=detail, retryable=failure.retryable)
        return Trouble(
            locator=shown,
            reason="too_many_redirects",
            detail=f"{shown} redirects {redirects} times, a page was expected before that: look where it leads and "
            "give that address.",
        )

    async def _exchange(self, url: httpx.URL) -> Fetched | str:
        """Return the answer, or the address that it redirects to. Raises _Failure."""
        shown = without_credentials(str(url))
        # Not in the address itself, which httpx writes into its log.
        login = (url.username, url.password) if url.userinfo else None
        async with self._turn(url):
            try:
                async with (
                    asyncio.timeout(self._limits.total),
                    self._client.stream("GET", shown, auth=login) as answer,
                ):
                    if answer.has_redirect_location:
                        return str(answer.headers["location"])
                    _check_status(answer, shown)
                    _check_type(answer, shown)
                    body = await self._body(answer, shown)
            except _Failure:
                raise
            except RefusedAddress as error:
                raise _Failure("refused_address", f"{shown}: {error}") from error
            except TooLarge as error:
                raise _Failure(
                    "too_large",
                    f"{shown} has more than {self._limits.size:,} bytes, the most that one page or feed may have: give "
                    "the address of a smaller one.",
                ) from error
            except (httpx.RemoteProtocolError, httpx.InvalidURL) as error:  # what httpx says of a Location
                raise _Failure(
                    "invalid_url", f"{shown} led to what is no web address ({error}), one was expected: look at it."
                ) from error
            except (TimeoutError, httpcore.TimeoutException) as error:
                raise _Failure(
                    "timeout",
                    f"{shown} took too long, expected were at most {self._limits.connect:g} seconds to connect, "
                    f"{self._limits.read:g} between two parts and {self._limits.total:g} in all: a later run tries "
                    "again.",
                    retryable=True,
                ) from error
            except Exception as error:  # whatever a library makes of what a server sent must not stop the others
                raise _Failure(
                    "unreachable",
                    f"{shown} can't be read ({str(error) or type(error).__name__}), a web server was expected there: "
                    "check the address; a later run tries again.",
                    retryable=True,
                ) from error
        return Fetched(
            url=shown,
            final_url=shown,
            status=answer.status_code,
            headers=dict(answer.headers),
            body=body,
            at=datetime.now(UTC),
        )

    async def _body(self, answer: httpx.Response, shown: str) -> bytes:
        try:
            inflater = Inflater(answer.headers.get("content-encoding", ""), self._limits.size)
        except ValueError as error:
            raise _Failure("unsupported_type", f"{shown}: {error}: give another address.") from error
        length = answer.headers.get("content-length", "")
        if length.isdecimal() and int(length) > self._limits.size:
            raise TooLarge
        async for part in answer.aiter_raw():
            inflater.feed(part)
        return inflater.end()

    @asynccontextmanager
    async def _turn(self, url: httpx.URL) -> AsyncIterator[None]:
        """Wait until the host may be asked again. Raises _Failure when it has failed too often."""
        loop = asyncio.get_running_loop()
        host = self._hosts.setdefault((url.host, url.port), _Host())
        async with host.turn:
            if host.failures >= self._limits.failures:
                raise _Failure(
                    "unreachable",
                    f"{without_credentials(str(url))} was not asked for, since {url.host} failed {host.failures} times "
                    "in a row in this run: a later run tries again.",
                    retryable=True,
                )
            await asyncio.sleep(host.free_at - loop.time())
            try:
                yield
            except _Failure as failure:
                host.failures = host.failures + 1 if failure.retryable else 0
                raise
            else:
                host.failures = 0
            finally:
                host.free_at = loop.time() + (0 if is_this_machine(url.host) else self._limits.delay)


@dataclass
class _Host:
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0
    failures: int = 0


class _Failure(Exception):
    """Why there is no answer, as the Trouble will say it."""

    def __init__(self, reason: str, detail: str, *, retryable: bool = False) -> None:
        super().__init__(detail)
        self.reason, self.detail, self.retryable = reason, detail, retryable


_ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, "
    "text/plain;q=0.8, */*;q=0.1"
)

_RETRYABLE_STATUS = (408, 425, 429)
"""Beside all from 500: request time-out, too early, too many requests (RFC 9110, 8470, 6585)."""


def user_agent() -> str:
    """Return the name by which Parley introduces itself to web servers."""
    try:
        number = version("parley-events")
    except PackageNotFoundError:
        number = "0"
    return f"parley-events/{number} (Parley; open-source event extraction from news)"


def is_this_machine(host: str) -> bool:
    """Return whether the host name or address plainly is this machine's own, so that no delay is due to anybody."""
    return host in ("localhost", "::1") or host.startswith("127.")


def without_credentials(url: str) -> str:
    """Return the URL without user name and password, as it may be stored and shown."""
    return re.sub(r"(?<=//)[^/?#]*@", "", url, count=1)


def _parsed(url: str, base: httpx.URL) -> httpx.URL:
    try:
        parsed = base.join(url.strip()).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError) as error:
        raise _Failure(
            "invalid_url", f"{without_credentials(url)!r} is no web address ({error}), one was expected: correct it."
        ) from error
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise _Failure(
            "unsupported_scheme",
            f"{without_credentials(str(parsed))} was expected to be an address with http:// or https://: correct it.",
        )
    return parsed


def _check_status(answer: httpx.Response, shown: str) -> None:
    status = answer.status_code
    if answer.is_success:
        return
    retryable = status >= 500 or status in _RETRYABLE_STATUS
    advice = "a later run tries again" if retryable else "check the address, or take it off the sources"
    raise _Failure(
        "http_status",
        f"{shown} answered {status} {answer.reason_phrase}".rstrip() + f", a page or feed was expected: {advice}.",
        retryable=retryable,
    )


def _check_type(answer: httpx.Response, shown: str) -> None:
    """Refuse, before it is read, what can't be text: a picture, a film, a PDF."""
    said = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    texts = ("", "application/octet-stream", "application/xml", "application/json")
    if said.startswith("text/") or said.endswith(("+xml", "+json")) or said in texts:
        return
    raise _Failure(
        "unsupported_type",
        f"{shown} is {said}, a web page, plain text, RSS or Atom was expected: give another address.",
    )

"""HTTP over connections that go only where they may: a name is looked up once, and what was checked is connected to.

Whoever owns a name can answer the check with one address and the connection with another (DNS rebinding). So the check
is in the connection itself, below TLS, redirects and keep-alive.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterable

import httpcore
import httpx

from flows.ingest.addresses import ALLOW_PRIVATE, refusal


class RefusedAddress(Exception):
    """A host with an address that must not be connected to. The message says which, and what to do."""


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Opens TCP connections to addresses that `refusal` lets pass; one refused address refuses the host."""

    def __init__(self, *, private_allowed: bool) -> None:
        self._private_allowed = private_allowed
        self._sockets = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address of `host` that answers; `timeout` in seconds for each of them.

        Raises RefusedAddress, or httpcore's ConnectError and ConnectTimeout.
        """
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in await self._checked(host, port):
            try:
                return await self._sockets.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Refuse: a socket file is a service of this machine."""
        raise RefusedAddress(f"{path} is a socket file of this machine, a web address was expected")

    async def sleep(self, seconds: float) -> None:
        """Wait, for httpcore's own use."""
        await asyncio.sleep(seconds)

    async def _checked(self, host: str, port: int) -> list[str]:
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"the name {host} can't be looked up ({error})") from error
        addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
        for address in addresses:
            if kind := refusal(address, private_allowed=self._private_allowed):
                advice = (
                    f"set {ALLOW_PRIVATE}=1 to read from your own network"
                    if kind in ("loopback", "private")
                    else "correct the URL"
                )
                raise RefusedAddress(f"{host} is at {address}, a {kind} address, a public one was expected: {advice}.")
        return addresses


class GuardedTransport(httpx.AsyncBaseTransport):
    """An httpx transport over GuardedBackend. Knows no proxies: they would connect where we can't see.

    Raises what the backend and httpcore raise, as it is.
    """

    def __init__(self, *, private_allowed: bool) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_connections=None,
            max_keepalive_connections=16,
            keepalive_expiry=2,  # shorter than servers', so that none closes a connection just as we ask on it
            network_backend=GuardedBackend(private_allowed=private_allowed),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request."""
        assert isinstance(request.stream, httpx.AsyncByteStream)
        answer = await self._pool.handle_async_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Stream(answer), extensions=answer.extensions
        )

    async def aclose(self) -> None:
        """Close every connection."""
        await self._pool.aclose()


class _Stream(httpx.AsyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._answer.aiter_stream():
            yield part

    async def aclose(self) -> None:
        await self._answer.aclose()

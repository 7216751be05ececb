"""The hosts of a run: each is asked one thing at a time, with a pause between, and left alone when it fails."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx

from flows.ingest.answer import Failure
from flows.ingest.limits import Limits


@dataclass
class Host:
    """One host and port, and when it may be asked again."""

    name: str
    delay: float
    """Seconds from the end of an answer to the next request."""
    most_failures: int
    failures: int = 0
    """Addresses in a row that gave no answer, though another run may get one."""
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _free_at: float = 0

    @asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[None]:
        """Wait until the host may be asked for `url`, and have it alone. Raises Failure when it is left alone."""
        loop = asyncio.get_running_loop()
        async with self._turn:
            if self.failures >= self.most_failures:
                raise Failure(
                    "unreachable",
                    f"{url} was not asked for, since {self.name} gave no answer so often, or asked to be left alone: a "
                    "later run tries again.",
                    retryable=True,
                )
            await asyncio.sleep(self._free_at - loop.time())
            try:
                yield
            finally:
                self.rest(self.delay)

    def rest(self, seconds: float) -> None:
        """Leave the host alone for so long from now on, or as long as it was to be left before."""
        self._free_at = max(self._free_at, asyncio.get_running_loop().time() + seconds)

    def slow_down(self, delay: float) -> None:
        """Keep at least this pause from now on, in seconds."""
        self.delay = max(self.delay, delay)

    def answered(self) -> None:
        """Note that the host lives."""
        self.failures = 0

    def failed(self, *, for_good: bool) -> None:
        """Note that an address gave no answer; `for_good`: that the host is not to be asked again in this run."""
        self.failures = self.most_failures if for_good else self.failures + 1


class Hosts:
    """The hosts of a run, by name and port."""

    def __init__(self, limits: Limits) -> None:
        """Take the limits."""
        self._limits = limits
        self._hosts: dict[tuple[str, int | None], Host] = {}

    def of(self, url: httpx.URL) -> Host:
        """Return the host of `url`."""
        name = (url.host, url.port)
        if name not in self._hosts:
            delay = 0 if is_this_machine(url.host) else self._limits.delay
            self._hosts[name] = Host(url.host, delay, self._limits.failures)
        return self._hosts[name]


def is_this_machine(host: str) -> bool:
    """Return whether the host name or address plainly is this machine's own, so that no delay is due to anybody."""
    return host in ("localhost", "::1") or host.startswith("127.")

"""The hosts of a run: each is asked one thing at a time, with a pause between, and left alone when it fails."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx

from flows.ingest.answer import Failure
from flows.ingest.limits import Limits

_DELAY = 1.0
"""Seconds between two requests to a host where nobody says another pause."""


@dataclass
class Host:
    """One host and port, and when it may be asked again."""

    name: str
    delay: float = 0
    """Seconds from the end of an answer to the next request."""
    failures: int = 0
    """Addresses in a row that gave no answer, though another run may get one."""
    left_alone: bool = False
    """Whether it is not to be asked again in this run."""
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _free_at: float = 0

    @asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[None]:
        """Wait until the host may be asked for `url`, and have it alone. Raises Failure when it is left alone."""
        loop = asyncio.get_running_loop()
        async with self._turn:
            if self.left_alone:
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

    def failed(self, most: int, *, for_good: bool) -> None:
        """Note that an address gave no answer, so that after `most` in a row, or `for_good`, the host is left alone."""
        self.failures += 1
        self.left_alone |= for_good or self.failures >= most


class Hosts:
    """The hosts of a run, by name and port."""

    def __init__(self) -> None:
        """Begin with none."""
        self._hosts: dict[tuple[str, int | None], Host] = {}

    def of(self, url: httpx.URL, limits: Limits) -> Host:
        """Return the host of `url`, to be asked with at least the pause that these limits want."""
        host = self._hosts.setdefault((url.host, url.port), Host(url.host))
        usual = 0 if is_this_machine(url.host) else _DELAY
        host.slow_down(usual if limits.delay is None else limits.delay)
        return host


def is_this_machine(host: str) -> bool:
    """Return whether the host name or address plainly is this machine's own, so that no delay is due to anybody."""
    return host in ("localhost", "::1") or host.startswith("127.")

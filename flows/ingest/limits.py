"""How long, how much and how fast: the limits of fetching, `[limits]` and `[source.limits]` in `sources.toml`."""

import time
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Seconds = Annotated[float, Field(ge=0, le=3600)]
SomeSeconds = Annotated[float, Field(gt=0, le=3600)]


class Limits(BaseModel):
    """How long, how much and how fast one source is fetched. Times in seconds, an hour at most."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)

    connect: SomeSeconds = 10
    """For the connection, and again for TLS."""
    read: SomeSeconds = 20
    """From one part of an answer to the next."""
    total: SomeSeconds = 60
    """For one request and its whole answer; a redirect is another request."""
    size: Annotated[int, Field(ge=1000, le=100_000_000)] = 10_000_000
    """Bytes of one body, unpacked. A feed or page takes a multiple of it in memory while it is read."""
    budget: Annotated[float, Field(gt=0, le=86_400)] = 7200
    """For one source and all that it leads to; what is left then is for the next run. A day at most."""
    redirects: Annotated[int, Field(ge=0, le=20)] = 5
    delay: Seconds | None = None
    """From the end of one answer to the next request to the same host; None: 1, and 0 on this machine itself. Of
    several sources that lead to one host, the longest counts."""
    crawl_delay: Seconds = 30
    """The longest Crawl-delay of a robots.txt that is kept; a longer one counts as this."""
    hosts: Annotated[int, Field(ge=1, le=64)] = 8
    """Hosts that are asked at the same time, of all sources together."""
    attempts: Annotated[int, Field(ge=1, le=10)] = 3
    """Requests for one address that a second try may get: no answer, 408, 425, 429, 5xx."""
    backoff: Seconds = 1.0
    """Before the second request; before each further one twice as long. A server's Retry-After comes first."""
    patience: Seconds = 30
    """From the first request for an address to the last. So it is the longest Retry-After that is waited for."""
    failures: Annotated[int, Field(ge=1, le=1000)] = 3
    """After so many addresses in a row that gave no answer, a host isn't asked again in this run."""
    entries: Annotated[int, Field(ge=1, le=50_000)] = 2000
    """Entries of one feed, or of a sitemap with all that it leads to: the newest."""
    sitemaps: Annotated[int, Field(ge=1, le=1000)] = 50
    """Sitemaps that one source may lead to."""
    depth: Annotated[int, Field(ge=0, le=5)] = 2
    """Indexes between a source and a sitemap; the protocol knows one (sitemaps.org/protocol.html#index)."""


@dataclass(frozen=True)
class Budget:
    """The limits of one source, and its time, which begins now."""

    limits: Limits
    _begun: float = field(default_factory=time.monotonic)

    @property
    def is_spent(self) -> bool:
        """Whether the source has had its time."""
        return time.monotonic() - self._begun > self.limits.budget


OF_ALL_SOURCES = frozenset(["hosts"])
"""What can be set in `[limits]` only."""

"""How long, how much and how fast: the limits of a run's fetching."""

from dataclasses import dataclass


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
    delay: float = 1.0
    """From the end of one answer to the next request to the same host; none on this machine itself."""
    crawl_delay: float = 30
    """The longest Crawl-delay of a robots.txt that is kept; a longer one counts as this."""
    hosts: int = 8
    """Hosts that are asked at the same time."""
    attempts: int = 3
    """Requests for one address that a second try may get: no answer, 408, 425, 429, 5xx."""
    backoff: float = 1.0
    """Before the second request; before each further one twice as long. A server's Retry-After comes first."""
    patience: float = 30
    """From the first request for an address to the last. So it is the longest Retry-After that is waited for."""
    failures: int = 3
    """After so many addresses in a row that gave no answer, a host isn't asked again in this run."""
    entries: int = 2000
    """Entries of one feed, or of a sitemap with all that it leads to: the newest."""
    sitemaps: int = 50
    """Sitemaps that one source may lead to."""
    depth: int = 2
    """Indexes between a source and a sitemap; the protocol knows one (sitemaps.org/protocol.html#index)."""

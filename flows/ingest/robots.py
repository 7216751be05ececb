"""What a site's robots.txt asks of us (RFC 9309)."""

from dataclasses import dataclass
from math import isfinite

from protego import Protego

PRODUCT = "Parley"
"""The name by which a robots.txt may address us."""

MOST = 500 * 1024
"""Bytes of a robots.txt that are read (RFC 9309, 2.5)."""


@dataclass(frozen=True)
class Robots:
    """The rules of one site; without a text, all may be read."""

    rules: Protego | None = None

    def allow(self, url: str) -> bool:
        """Return whether the page at `url` may be read."""
        return self.rules is None or bool(self.rules.can_fetch(url, PRODUCT))

    @property
    def delay(self) -> float:
        """The seconds that the site asks to leave between two requests, 0 where it says nothing."""
        stated = self.rules.crawl_delay(PRODUCT) if self.rules else None
        return stated if stated and isfinite(stated) and stated > 0 else 0.0


def read_robots(body: bytes) -> Robots:
    """Return what the bytes of a robots.txt say; of what isn't one, such as a web page, that all may be read."""
    return Robots(Protego.parse(body[:MOST].decode("utf-8-sig", "replace")))

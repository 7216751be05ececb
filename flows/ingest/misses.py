"""Entries of feeds and sitemaps whose pages could not be had, so that they are not asked for night after night.

The rule, where the reason will hardly pass by itself:

- A page that the server says isn't there (404, 410) is not asked for again while the same feed lists the same address
  with the same words for its last change.
- Any other (robots.txt, a refused address, no text or web page, too large, 401, 403 and the like), and one of the
  former whose entry has changed, is asked for again after 2 days, then 4, 8, 16, and from then on every 30.
- `ask_again` ends all waits.

What may pass (no answer, 429, 5xx, an empty page) is no miss: the next run asks for it. The reject row of every request
stays. An entry that its feed lists no more is forgotten.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flows.ingest.item import Miss

SCHEMA = """
CREATE TABLE IF NOT EXISTS misses (
    url TEXT NOT NULL PRIMARY KEY,
    listed_by TEXT NOT NULL,
    updated TEXT,
    gone INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    ask_again_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS misses_by_list ON misses (listed_by);
"""

_WAITS = tuple(map(timedelta, (2, 4, 8, 16, 30)))
"""After the first attempt, the second, and so on; the last one stays."""


@dataclass(frozen=True)
class Waiting:
    """What is known of an address that was missed."""

    updated: str | None
    gone: bool
    attempt: int
    ask_again_at: datetime

    def is_over(self, updated: str | None) -> bool:
        """Return whether the page may be asked for again, `updated` being the feed's present words for its change."""
        return datetime.now(UTC) >= self.ask_again_at and not (self.gone and updated == self.updated)


class Misses:
    """The misses of earlier runs, in an SQLite file that has SCHEMA."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take the open file."""
        self._connection = connection

    def of(self, urls: Collection[str]) -> Mapping[str, Waiting]:
        """Return what is known of those of `urls` that were missed."""
        found = self._connection.execute(
            "SELECT url, updated, gone, attempt, ask_again_at FROM misses "
            "WHERE url IN (SELECT value FROM json_each(?))",
            (json.dumps(list(urls)),),
        )
        return {
            url: Waiting(updated, bool(gone), attempt, datetime.fromisoformat(at))
            for url, updated, gone, attempt, at in found
        }

    def lists_to_read(self) -> frozenset[str]:
        """Return the feeds and sitemaps with a page to be asked for again, though they may not have changed."""
        found = self._connection.execute(
            "SELECT DISTINCT listed_by FROM misses WHERE NOT gone AND ask_again_at <= ?", (_words(datetime.now(UTC)),)
        )
        return frozenset(listed_by for (listed_by,) in found)

    def note(self, misses: Iterable[Miss]) -> None:
        """Keep misses, each instead of an earlier one of the same address."""
        rows = [
            (miss.url, miss.listed_by, miss.updated, miss.gone, miss.attempt, _words(_end_of_wait(miss.attempt)))
            for miss in misses
        ]
        self._connection.executemany("INSERT OR REPLACE INTO misses VALUES (?, ?, ?, ?, ?, ?)", rows)

    def had(self, url: str) -> None:
        """Forget an address whose page could be had after all."""
        self._connection.execute("DELETE FROM misses WHERE url = ?", (url,))

    def listed(self, listed_by: str, urls: Collection[str]) -> None:
        """Forget what the feed or sitemap listed once, and no longer does: `urls` are all that it lists."""
        self._connection.execute(
            "DELETE FROM misses WHERE listed_by = ? AND url NOT IN (SELECT value FROM json_each(?))",
            (listed_by, json.dumps(list(urls))),
        )

    def ask_again(self) -> int:
        """End all waits, also of pages that aren't there, and return how many there were."""
        return self._connection.execute(
            "UPDATE misses SET gone = 0, ask_again_at = ?", (_words(datetime.now(UTC)),)
        ).rowcount


def _end_of_wait(attempt: int) -> datetime:
    return datetime.now(UTC) + _WAITS[min(attempt, len(_WAITS)) - 1]


def _words(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")

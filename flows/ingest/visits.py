"""What earlier runs saw of feeds, sitemaps and pages: validators, to ask only for what has changed."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from flows.ingest.answer import Validators
from flows.ingest.misses import SCHEMA, Misses
from flows.tables.database import open_database

_SCHEMA = """
CREATE TABLE IF NOT EXISTS visits (
    url TEXT NOT NULL,
    source TEXT NOT NULL,
    visited_at TEXT NOT NULL,
    final_url TEXT NOT NULL,
    etag TEXT,
    last_modified TEXT,
    entries INTEGER NOT NULL,
    children TEXT NOT NULL,
    raw_ids TEXT NOT NULL,
    PRIMARY KEY (url, source)
) WITHOUT ROWID;
"""

_FORGOTTEN_AFTER = timedelta(days=90)


@dataclass(frozen=True)
class Visit:
    """An answer that was taken in as a whole, but for what no later run will get either."""

    validators: Validators
    raw_ids: frozenset[str] = frozenset()
    """The raw rows of all that it led to. While `raw` lacks one of them, the answer counts as unseen."""
    children: tuple[str, ...] = ()
    """The sitemaps that an index leads to: they may change when it doesn't."""
    entries: int = 0
    """Entries that count towards the most of one source."""


class Visits:
    """Visits by address and the name given to the source, in an SQLite file.

    A visit is kept before its rows are committed, and names them: so it needs no place in the commit, and a kill
    between the two costs a second request, never an article.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Open the file, made where it is missing; without a path, keep visits for this run alone.

        A file that is no database is begun anew: what it held is asked for once more.
        """
        try:
            self._connection = open_database(path, _SCHEMA + SCHEMA)
        except sqlite3.DatabaseError as error:
            if path is None or isinstance(error, sqlite3.OperationalError):
                raise
            for each in path.parent.glob(f"{path.name}*"):
                each.unlink()
            self._connection = open_database(path, _SCHEMA + SCHEMA)
        self.misses = Misses(self._connection)

    def all(self) -> dict[tuple[str, str], Visit]:
        """Return every visit of the last 90 days, by address and name of the source."""
        since = (datetime.now(UTC) - _FORGOTTEN_AFTER).isoformat(timespec="seconds")
        self._connection.execute("DELETE FROM visits WHERE visited_at < ?", (since,))
        columns = "url, source, final_url, etag, last_modified, entries, children, raw_ids"
        return {
            (url, source): Visit(
                Validators(final_url, etag, last_modified),
                frozenset(json.loads(raw_ids)),
                tuple(json.loads(children)),
                entries,
            )
            for url, source, final_url, etag, last_modified, entries, children, raw_ids in self._connection.execute(
                f"SELECT {columns} FROM visits"
            )
        }

    def keep(self, url: str, source: str, visit: Visit) -> None:
        """Keep a visit, instead of an earlier one; when this returns, it outlives a kill of the process."""
        validators = visit.validators
        row = (
            url,
            source,
            datetime.now(UTC).isoformat(timespec="seconds"),
            validators.url,
            validators.etag,
            validators.last_modified,
            visit.entries,
            json.dumps(visit.children),
            json.dumps(sorted(visit.raw_ids)),
        )
        self._connection.execute("INSERT OR REPLACE INTO visits VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

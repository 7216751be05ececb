"""The answer store: every paid answer is on disk before it is used, so that no run pays for it again."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from flows.extract.openai.completion import Completion
from flows.tables.database import open_database
from flows.tables.layout import Layout

_SCHEMA = """
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY,
    answered_at TEXT NOT NULL,
    completion TEXT NOT NULL
) WITHOUT ROWID
"""


@dataclass(frozen=True)
class StoreSize:
    """How much a store holds."""

    answers: int
    bytes: int
    """On disk, what is yet to be merged into the file included."""
    oldest: datetime | None
    newest: datetime | None


def store_path(layout: Layout) -> Path:
    """Return the file of the answer store of an output folder. It is there once a model has been asked."""
    return layout.state / "answers.sqlite"


class AnswerStore:
    """Completions by request, in an SQLite file. Several processes may use one file."""

    def __init__(self, path: Path) -> None:
        """Open the store, made where it is missing."""
        self._path = path
        self._connection = open_database(path, _SCHEMA)

    def get(self, key: str) -> Completion | None:
        """Return the completion that was kept under `key`, if any."""
        found = self._connection.execute("SELECT completion FROM answers WHERE key = ?", (key,)).fetchone()
        return Completion.model_validate_json(found[0]) if found else None

    def put(self, key: str, completion: Completion) -> None:
        """Keep a completion; when this returns, it outlives a kill of the process."""
        row = (key, _written(_now()), completion.model_dump_json())
        self._connection.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", row)

    def forget(self, keys: Iterable[str]) -> None:
        """Drop completions that came to nothing, so that a later run asks anew."""
        self._connection.executemany("DELETE FROM answers WHERE key = ?", [(key,) for key in keys])

    def size(self) -> StoreSize:
        """Return how many answers there are, since when, and how much room they take."""
        count, oldest, newest = self._connection.execute(
            "SELECT count(*), min(answered_at), max(answered_at) FROM answers"
        ).fetchone()
        taken = 0
        for ending in ("", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                taken += self._path.with_name(self._path.name + ending).stat().st_size
        return StoreSize(
            count,
            taken,
            datetime.fromisoformat(oldest) if oldest else None,
            datetime.fromisoformat(newest) if newest else None,
        )

    def prune(self, older_than: timedelta) -> int:
        """Drop the answers that are older, give their room back to the file system, and return how many they were.

        What was read stays in the tables. Raises sqlite3.OperationalError when another process keeps the file busy for
        a minute; what was dropped by then stays dropped.
        """
        before = _written(_now() - older_than)
        dropped = self._connection.execute("DELETE FROM answers WHERE answered_at < ?", (before,)).rowcount
        if dropped:
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return dropped

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def answer_key(base_url: str, body: Mapping[str, Any]) -> str:
    """Return the key of a request: SHA-256 of the endpoint's base URL and the whole body as JSON.

    Names are not sorted: in which order a schema has its properties is part of what a model is asked.
    """
    request = json.dumps([base_url, body], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(request.encode("utf-8", "surrogatepass")).hexdigest()


def _now() -> datetime:
    return datetime.now(UTC)


def _written(moment: datetime) -> str:
    """Return a moment in UTC as the store writes it: such words sort as the moments do."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")

"""The ledger of batches: on disk before anything is sent, so that no request is sent twice and no answer is lost."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from flows.extract.openai.completion import Completion
from flows.tables.database import open_database

_SCHEMA = """
CREATE TABLE IF NOT EXISTS batches (
    name TEXT PRIMARY KEY, base_url TEXT NOT NULL, made_at TEXT NOT NULL, file_id TEXT, batch_id TEXT
);
CREATE TABLE IF NOT EXISTS requests (key TEXT PRIMARY KEY, batch TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS requests_of_batch ON requests (batch);
CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, result TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS refusals (
    base_url TEXT, parameter TEXT, value TEXT, PRIMARY KEY (base_url, parameter, value)
);
"""


@dataclass(frozen=True)
class Batch:
    """A batch under way. What the endpoint has not told yet is None."""

    name: str
    """Our own name for it, which its file and its metadata carry: by it a batch is found again after a kill."""
    made_at: datetime
    file_id: str | None
    batch_id: str | None


class Result(BaseModel):
    """What a batch brought for one request: a completion, or why there is none."""

    model_config = ConfigDict(frozen=True)

    completion: Completion | None = None
    failure: Literal["transient", "refused", "parameter", "unavailable"] | None = None
    reason: str = ""
    """A word for `readings.reason`; of a refused parameter its name."""
    detail: str = ""


class Ledger:
    """Batches, the requests in them, and results not yet taken, in an SQLite file."""

    def __init__(self, path: Path, base_url: str) -> None:
        """Open the ledger, made where it is missing. It shows the batches of the endpoint at `base_url`."""
        self._base_url = base_url
        self._connection = open_database(path, _SCHEMA, outlives_power_loss=True)

    def batches(self) -> list[Batch]:
        """Return the batches under way, the oldest first."""
        found = self._connection.execute(
            "SELECT name, made_at, file_id, batch_id FROM batches WHERE base_url = ? ORDER BY made_at, name",
            (self._base_url,),
        )
        return [
            Batch(name, datetime.fromisoformat(made_at), file_id, batch_id)
            for name, made_at, file_id, batch_id in found.fetchall()
        ]

    def names(self) -> set[str]:
        """Return our names of all batches under way, at whatever endpoint."""
        return {name for (name,) in self._connection.execute("SELECT name FROM batches")}

    def begin(self, name: str, keys: Collection[str]) -> None:
        """Enter a batch whose request file is complete on disk."""
        with self._transaction():
            self._connection.execute(
                "INSERT INTO batches VALUES (?, ?, ?, NULL, NULL)",
                (name, self._base_url, datetime.now(UTC).isoformat()),
            )
            self._connection.executemany("INSERT OR REPLACE INTO requests VALUES (?, ?)", [(key, name) for key in keys])

    def uploaded(self, name: str, file_id: str) -> None:
        """Note the file of a batch at the endpoint."""
        self._connection.execute("UPDATE batches SET file_id = ? WHERE name = ?", (file_id, name))

    def created(self, name: str, batch_id: str) -> None:
        """Note the batch's own id at the endpoint."""
        self._connection.execute("UPDATE batches SET batch_id = ? WHERE name = ?", (batch_id, name))

    def end(self, name: str, results: Iterable[tuple[str, Result]]) -> int:
        """Keep the results of a batch and strike it out, both or neither; return how many results there were.

        Its requests without a result are free to be sent again.
        """
        taken = 0
        with self._transaction():
            for key, result in results:
                self._connection.execute(
                    "INSERT OR REPLACE INTO results VALUES (?, ?)", (key, result.model_dump_json(exclude_defaults=True))
                )
                taken += 1
            self._connection.execute("DELETE FROM requests WHERE batch = ?", (name,))
            self._connection.execute("DELETE FROM batches WHERE name = ?", (name,))
        return taken

    def is_under_way(self, key: str) -> bool:
        """Tell whether a request is in a batch that has not ended."""
        return bool(self._connection.execute("SELECT 1 FROM requests WHERE key = ?", (key,)).fetchone())

    def result(self, key: str) -> Result | None:
        """Return the result of a request that no reading has taken yet."""
        found = self._connection.execute("SELECT result FROM results WHERE key = ?", (key,)).fetchone()
        return Result.model_validate_json(found[0]) if found else None

    def strike(self, key: str) -> None:
        """Forget a result: it is in the answer store, or told as a failure."""
        self._connection.execute("DELETE FROM results WHERE key = ?", (key,))

    def refuse(self, parameter: str, value: str) -> None:
        """Remember that the endpoint does not take a parameter with this value, and forget the results that said so."""
        with self._transaction():
            self._connection.execute(
                "INSERT OR IGNORE INTO refusals VALUES (?, ?, ?)", (self._base_url, parameter, value)
            )
            self._connection.execute(
                "DELETE FROM results WHERE json_extract(result, '$.failure') = 'parameter' "
                "AND json_extract(result, '$.reason') = ?",
                (parameter,),
            )

    def refused(self) -> set[tuple[str, str]]:
        """Return the parameters with their values that the endpoint does not take."""
        found = self._connection.execute("SELECT parameter, value FROM refusals WHERE base_url = ?", (self._base_url,))
        return {(parameter, value) for parameter, value in found.fetchall()}

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

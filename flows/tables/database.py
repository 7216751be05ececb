"""SQLite files beside the tables, under `.parley`: what is looked up by key, one row at a time."""

import sqlite3
from contextlib import suppress
from pathlib import Path

WAIT = 60.0
"""Seconds to wait for another process that writes."""


def open_database(path: Path | None, schema: str, *, outlives_power_loss: bool = False) -> sqlite3.Connection:
    """Return a connection to the file, made with the statements of `schema` where it is missing; None: in memory.

    A statement that has returned outlives the death of the process at any point. With `outlives_power_loss`, that of
    the machine too; without, the last ones may then be lost, and the file stays whole
    (sqlite.org/pragma.html#pragma_synchronous). Several threads may use the connection, never two at once.

    Raises sqlite3.DatabaseError for a file that is no database.
    """
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path or ":memory:", timeout=WAIT, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA synchronous = {'FULL' if outlives_power_loss else 'NORMAL'}")
        connection.executescript(schema)
    except BaseException:
        with suppress(sqlite3.Error):
            connection.close()
        raise
    return connection

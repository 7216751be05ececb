"""Where the tables, and the pipeline's own state, lie under the output folder."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from schemas.record import Record


@dataclass(frozen=True)
class Layout:
    """The folders under one output folder, which lies on one file system. `out` is made absolute."""

    out: Path

    def __post_init__(self) -> None:
        """Make `out` absolute: a worker of a deployment runs in a folder of its own."""
        object.__setattr__(self, "out", Path(self.out).expanduser().absolute())

    def table(self, record: type[Record]) -> Path:
        """Return the folder of a table."""
        return self.out / record.table

    def partition(self, record: type[Record], day: date) -> Path:
        """Return the folder of one day of a table."""
        return self.table(record) / f"date={day.isoformat()}"

    def parts(self, record: type[Record], day: date | None = None) -> list[Path]:
        """Return the Parquet files of a table, or of one of its days, sorted."""
        folder, pattern = (
            (self.table(record), "date=*/*.parquet") if day is None else (self.partition(record, day), "*.parquet")
        )
        return sorted(folder.glob(pattern))

    def days(self, record: type[Record]) -> list[date]:
        """Return the days of a table that hold a file, sorted. An empty table has 1900-01-01, its empty file's day."""
        names = {part.parent.name for part in self.parts(record)}
        return sorted(date.fromisoformat(name.removeprefix("date=")) for name in names)

    @property
    def state(self) -> Path:
        """Return the folder of what the pipeline keeps for itself."""
        return self.out / ".parley"

    @property
    def intents(self) -> Path:
        """Return the folder of commits that are decided but not yet carried out."""
        return self.state / "intents"

    @property
    def staging(self) -> Path:
        """Return the folder of files on their way into a table.

        Not the table's own folder: Polars and pandas, given that folder, trip over any other file in it.
        """
        return self.state / "staging"

    def lock(self, name: str) -> Path:
        """Return the file that is locked for a stage, or for a commit (`commit`)."""
        return self.state / f"{name}.lock"

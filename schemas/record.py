"""What every record of the contract shares: immutability, strictness, its table, its key and its partition."""

from datetime import date
from typing import Annotated, ClassVar

import pyarrow as pa
from pydantic import AwareDatetime, BaseModel, ConfigDict

SCHEMA_VERSION = "1"
"""Raised when a column changes meaning, type or name; stored with every row that depends on it and in every file."""

UNKNOWN_DATE = date(1900, 1, 1)
"""The partition of rows without a published day. A real date, since pandas fails over Hive's default partition name."""

Offset = Annotated[int, pa.int32()]
"""Code points from the start of `documents.text`: 0-based, ends exclusive."""

Count = Annotated[int, pa.int32()]

Instant = AwareDatetime
"""A moment with a time zone; stored as UTC with microseconds."""


class Struct(BaseModel):
    """A value inside a record, such as one actor of a mention."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Record(BaseModel):
    """One row of one table. Validated once, when it is made; immutable afterwards."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: ClassVar[str]
    """The folder of the table under the output folder."""
    key: ClassVar[str]
    """The column that names a row; unique in every table but `runs`, where a run has one row a stage."""
    sort: ClassVar[tuple[str, ...]]
    """Columns by which the rows of a file are sorted."""

    def partition(self) -> date:
        """Return the day of the partition (`date=YYYY-MM-DD`) that holds this row."""
        raise NotImplementedError(f"{type(self).__name__} does not say which day its rows belong to")

    def row_key(self) -> str:
        """Return the value of the key column."""
        return str(getattr(self, self.key))

"""A reject: something that a run could not take, or took with a doubt, and why."""

from datetime import UTC, date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from schemas.record import Count, Instant, Record

Stage = Literal["ingest", "clean", "extract", "ground", "judge", "link", "report"]


class Reject(Record):
    """One attempt that went wrong. Rows are only ever added, one an attempt."""

    table: ClassVar[str] = "rejects"
    key: ClassVar[str] = "reject_id"
    sort: ClassVar[tuple[str, ...]] = ("at", "reject_id")

    reject_id: Annotated[str, Field(description="Names the row.")]
    run_id: Annotated[str, Field(description="The run that met it.")]
    stage: Annotated[Stage, Field(description="Where it happened.")]
    locator: Annotated[str, Field(description="Where to look: `feed.xml#3`, `x.jsonl:3`, a URL.")]
    raw_id: Annotated[str | None, Field(description="The raw row, where there is one.")]
    document_id: Annotated[str | None, Field(description="The document, where there is one.")]
    reason: Annotated[str, Field(description="One word for the kind of trouble, such as `invalid_json`.")]
    detail: Annotated[str, Field(description="A sentence: the thing, what was expected, what to do.")]
    attempt: Annotated[Count, Field(description="The how-manyth attempt this was.")]
    retryable: Annotated[bool, Field(description="Whether a later run tries again.")]
    at: Annotated[Instant, Field(description="When it happened.")]

    def partition(self) -> date:
        """Return the UTC day on which it happened."""
        return self.at.astimezone(UTC).date()

"""A run: what one stage did in one run, in figures."""

from datetime import UTC, date
from typing import Annotated, ClassVar

from pydantic import Field

from schemas.record import Count, Instant, Record, Struct


class OutcomeCount(Struct):
    """How many items ended in one outcome."""

    outcome: Annotated[str, Field(description="The outcome.")]
    count: Annotated[int, Field(description="Items that ended in it.")]


class Setting(Struct):
    """One name with its value; never a secret."""

    name: Annotated[str, Field(description="The name.")]
    value: Annotated[str, Field(description="The value as text.")]


class Run(Record):
    """One row a run and stage."""

    table: ClassVar[str] = "runs"
    key: ClassVar[str] = "run_id"
    sort: ClassVar[tuple[str, ...]] = ("started", "stage")

    run_id: Annotated[str, Field(description="Names the run; shared by its stages.")]
    stage: Annotated[str, Field(description="ingest, clean, extract, link or report.")]
    started: Annotated[Instant, Field(description="When the stage began.")]
    seconds: Annotated[float, Field(description="How long it took, in seconds.")]
    counts: Annotated[list[OutcomeCount], Field(description="Items by outcome.")]
    requests: Annotated[Count, Field(description="Requests to the model.")]
    reasks: Annotated[Count, Field(description="Of these, repeated because the answer was invalid.")]
    prompt_tokens: Annotated[int, Field(description="Tokens sent.")]
    cached_tokens: Annotated[int, Field(description="Of these, served from the endpoint's cache.")]
    completion_tokens: Annotated[int, Field(description="Tokens received.")]
    cost_usd: Annotated[float | None, Field(description="Price in US dollars; null when unknown.")]
    versions: Annotated[list[Setting], Field(description="Versions of Parley, the schema and the main libraries.")]
    settings: Annotated[list[Setting], Field(description="The settings of the run, without secrets.")]

    def partition(self) -> date:
        """Return the UTC day on which the stage began."""
        return self.started.astimezone(UTC).date()

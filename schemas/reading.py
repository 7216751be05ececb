"""A reading: what became of one document in the hands of one engine."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from schemas.record import UNKNOWN_DATE, Count, Record

Outcome = Literal["extracted", "no_event", "skipped", "failed"]


class Reading(Record):
    """The current reading of a document: one row a document, replaced when it is read again."""

    table: ClassVar[str] = "readings"
    key: ClassVar[str] = "reading_id"
    sort: ClassVar[tuple[str, ...]] = ("document_id",)

    reading_id: Annotated[str, Field(description="Names the row: document, engine, model, prompt and schema.")]
    document_id: Annotated[str, Field(description="The document that was read.")]
    published_date: Annotated[date | None, Field(description="The document's day of publication.")]
    engine: Annotated[str, Field(description="Which engine read it.")]
    model: Annotated[str | None, Field(description="The model that the engine asked.")]
    prompt_version: Annotated[str | None, Field(description="The version of the prompt or the rules.")]
    schema_version: Annotated[str, Field(description="The version of this contract.")]
    outcome: Annotated[Outcome, Field(description="What came of it; a failure never reads as no_event.")]
    reason: Annotated[str | None, Field(description="Why it was skipped or failed.")]
    retryable: Annotated[bool, Field(description="Whether a later run may try again.")]
    attempts: Annotated[Count, Field(description="Runs that tried so far.")]
    requests: Annotated[Count, Field(description="Requests to the model, retries included.")]
    reasks: Annotated[Count, Field(description="Of these, repeated because the answer was invalid.")]
    prompt_tokens: Annotated[int, Field(description="Tokens sent, of all attempts.")]
    cached_tokens: Annotated[int, Field(description="Of these, served from the endpoint's cache.")]
    completion_tokens: Annotated[int, Field(description="Tokens received, of all attempts.")]
    cost_usd: Annotated[float | None, Field(description="Price in US dollars; null when unknown.")]
    seconds: Annotated[float, Field(description="Time it took, in seconds.")]
    run_id: Annotated[str, Field(description="The run that wrote the row.")]

    def partition(self) -> date:
        """Return the document's day of publication, or 1900-01-01 where it is unknown."""
        return self.published_date or UNKNOWN_DATE

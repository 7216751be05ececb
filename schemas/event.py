"""An event: one happening, with all that the articles say of it over time."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from schemas.mention import Actor, Assertion
from schemas.record import UNKNOWN_DATE, Count, Instant, Record, Struct
from schemas.when import When


class HistoryEntry(Struct):
    """What one mention added to the event's history."""

    published: Annotated[Instant | None, Field(description="Time of publication of the article.")]
    status: Annotated[str, Field(description="The state that the article gave.")]
    assertion: Annotated[Assertion, Field(description="How the article put it.")]
    mention_id: Annotated[str, Field(description="The mention.")]


class Event(Record):
    """One happening, joined from the mentions of all articles that tell it."""

    table: ClassVar[str] = "events"
    key: ClassVar[str] = "event_id"
    sort: ClassVar[tuple[str, ...]] = ("first_reported", "event_id")

    event_id: Annotated[str, Field(description="Names the row; fixed by the founding mention.")]
    type: Annotated[str, Field(description="The event type.")]
    actors: Annotated[list[Actor], Field(description="All actors that the mentions name, one entry a role.")]
    status: Annotated[str, Field(description="The latest status.")]
    assertion: Annotated[Assertion, Field(description="How the latest status is put.")]
    first_reported: Annotated[date | None, Field(description="Day of the first article.")]
    last_reported: Annotated[date | None, Field(description="Day of the latest article.")]
    n_articles: Annotated[Count, Field(description="Articles that tell it, copies included.")]
    n_sources: Annotated[Count, Field(description="Different sources that tell it, copies left out.")]
    summary: Annotated[str, Field(description="The latest mention's summary.")]
    history: Annotated[list[HistoryEntry], Field(description="One entry a mention, the earliest first.")]
    held: Annotated[When | None, Field(description="Talks: when they are held.")]
    effective: Annotated[When | None, Field(description="Moratoria: when the halt starts.")]
    scheduled_end: Annotated[When | None, Field(description="Moratoria: when the halt is to end.")]
    due: Annotated[When | None, Field(description="Deadlines: when the limit runs out.")]
    superseded_by: Annotated[str | None, Field(description="The event this one was joined into.")]

    def partition(self) -> date:
        """Return the day of the first article, or 1900-01-01 where it is unknown."""
        return self.first_reported or UNKNOWN_DATE

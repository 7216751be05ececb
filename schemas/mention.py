"""A mention: one event as one article tells it. The base class of every event type."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from schemas.record import UNKNOWN_DATE, Instant, Offset, Record, Struct
from schemas.when import Direction

Assertion = Literal["reported", "claimed", "alleged", "denied", "disputed", "confirmed", "hypothetical"]
ActorKind = Literal["state", "international_body", "armed_group", "party", "person", "other"]


@dataclass(frozen=True)
class Computed:
    """Marks a field that code fills after reading; no engine is asked for it."""


@dataclass(frozen=True)
class Words:
    """Marks a field that an engine answers with words of the article, and code turns into the field's own type."""

    description: str


class Actor(Struct):
    """Someone who takes part in an event, in one role."""

    role: Annotated[str, Field(description="The part played; each event type has its own roles.")]
    name: Annotated[str, Field(description="The name as the article writes it.")]
    canonical: Annotated[str, Field(description="The gazetteer's name; the written name where it knows none.")]
    kind: Annotated[ActorKind, Field(description="What sort of actor this is.")]
    iso3: Annotated[str | None, Field(pattern=r"^[A-Z]{3}$", description="ISO 3166-1 alpha-3 of the state, if one.")]
    inferred: Annotated[bool, Field(description="True when the name only stands for the actor ('Kyiv').")]

    @property
    def key(self) -> str:
        """What is the same in two mentions of one actor: the state's code, else the folded canonical name."""
        return self.iso3 or self.canonical.casefold()


class Location(Struct):
    """Where an event takes place."""

    as_written: Annotated[str, Field(description="The place as the article writes it.")]
    iso3: Annotated[str | None, Field(pattern=r"^[A-Z]{3}$", description="ISO 3166-1 alpha-3 of the place's state.")]


class Evidence(Struct):
    """One sentence of the article that reports the event: `document.text[start:end] == quote`, always."""

    start: Annotated[Offset, Field(ge=0, description="Offset of the first code point in documents.text.")]
    end: Annotated[Offset, Field(ge=0, description="Offset after the last code point.")]
    quote: Annotated[str, Field(description="The exact text between the two.")]


class Mention(Record):
    """One event in one article, with who, when, in which state, who says so, and the sentences that say it."""

    type: ClassVar[str]
    """The word for this event type in drafts, filters and the events table."""
    roles: ClassVar[Mapping[str, str]]
    """Each role with its meaning; in the order in which a reader wants to see them."""
    core_roles: ClassVar[tuple[str, ...]]
    """The roles without which there is no such event."""
    time_fields: ClassVar[tuple[str, ...]]
    """The fields of type `When`, the one that readers ask for first in front."""
    anchors: ClassVar[Mapping[str, str]] = {}
    """For a time field, the one from which its hours and days count: a limit counts from the day of its setting."""
    trigger_words: ClassVar[tuple[str, ...]]
    """Beginnings of words, one of which the evidence must hold; lower case, `*` ends an open stem."""

    key: ClassVar[str] = "mention_id"
    sort: ClassVar[tuple[str, ...]] = ("published_date", "document_id", "mention_id")

    mention_id: Annotated[
        str, Computed(), Field(description="Names the row; independent of the engine that read the article.")
    ]
    event_id: Annotated[str | None, Computed(), Field(description="The event this mention tells; null until linked.")]
    document_id: Annotated[str, Computed(), Field(description="The article, in documents.")]
    reading_id: Annotated[str, Computed(), Field(description="The reading that found it, in readings.")]
    published: Annotated[Instant | None, Computed(), Field(description="The article's time of publication.")]
    published_date: Annotated[
        date | None, Computed(), Field(description="The day of publication in the zone that the source states.")
    ]
    title: Annotated[str | None, Computed(), Field(description="The article's headline.")]
    source: Annotated[str, Computed(), Field(description="The outlet or feed.")]
    url: Annotated[str | None, Computed(), Field(description="Where the article is.")]
    evidence: Annotated[
        list[Evidence], Field(min_length=1, description="The sentences that report the event, best one first.")
    ]
    summary: Annotated[str, Field(description="One sentence on what happened.")]
    status: Annotated[str, Field(description="The state the event is in, as the article has it.")]
    assertion: Annotated[
        Assertion,
        Field(
            description="reported: the narrator states it, or an official announces its own side's act; claimed: one "
            "interested party says it of a contested fact; alleged: a party says it of its opponent's wrong; "
            "confirmed: both sides say it, or a side against its interest; denied: the addressee or a party says no; "
            "disputed: sides differ; hypothetical: if, would, could, planned or hoped for only."
        ),
    ]
    said_by: Annotated[str | None, Field(description="Whom the article credits with the statement.")]
    actors: Annotated[list[Actor], Field(description="Who takes part, each in a role.")]
    location: Annotated[Location | None, Words("The place, as written."), Field(description="Where it takes place.")]
    inferred: Annotated[
        list[str], Computed(), Field(description="Names of the fields that are not literally in the text.")
    ]
    engine: Annotated[str, Computed(), Field(description="Which engine read the article.")]
    model: Annotated[str | None, Computed(), Field(description="The model that the engine asked.")]
    prompt_version: Annotated[str | None, Computed(), Field(description="The version of the prompt or the rules.")]
    schema_version: Annotated[str, Computed(), Field(description="The version of this contract.")]
    run_id: Annotated[str, Computed(), Field(description="The run that wrote the row.")]
    extracted_at: Annotated[Instant, Computed(), Field(description="When it was read.")]

    @classmethod
    def direction(cls, field: str, status: str) -> Direction:
        """Return where a relative time word in `field` points for an event in `status`."""
        raise NotImplementedError(f"{cls.__name__} does not say where the time words of {field!r} point")

    @classmethod
    def derive(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the type's own computed fields from its other fields; none unless the type has some."""
        return {}

    @model_validator(mode="after")
    def _roles_known(self) -> Self:
        for actor in self.actors:
            if actor.role not in self.roles:
                raise ValueError(f"{actor.name!r} has the role {actor.role!r}; {self.type} knows {list(self.roles)}")
        return self

    def partition(self) -> date:
        """Return the day of publication, or 1900-01-01 where it is unknown."""
        return self.published_date or UNKNOWN_DATE

"""Drafts: what an engine answers, derived from the event types. Point at sentences first, then fill."""

from functools import cache
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, create_model

from schemas.mention import Assertion, Computed, Mention, Words

MAX_EVENTS = 12
"""Most drafts of one article. A bound on every array keeps small models from endless lists (PLATFORM.md)."""

MAX_ACTORS = 8
MAX_EVIDENCE = 6


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DraftActor(_Answer):
    """An actor as an engine names it."""

    role: Annotated[str, Field(description="The part played.")]
    name: Annotated[str, Field(description="The name as the article writes it.")]


class Draft(_Answer):
    """One event as an engine found it: sentence numbers and words of the article, nothing resolved yet."""

    evidence: Annotated[
        list[int],
        Field(min_length=1, max_length=MAX_EVIDENCE, description="Numbers of sentences that report it, best first."),
    ]
    type: str
    summary: Annotated[str, Field(description="One sentence on what happened, in English.")]
    status: str
    assertion: Assertion
    said_by: Annotated[str | None, Field(description="Whom the article credits with the statement.")]
    actors: Annotated[list[DraftActor], Field(max_length=MAX_ACTORS, description="Who takes part.")]
    location: Annotated[str | None, Field(description="The place, as written.")]

    def words(self, field: str) -> Any:
        """Return the engine's answer for one of the type's own fields, None where it gave none."""
        return getattr(self, field, None)


@cache
def draft_model(event_type: type[Mention]) -> type[Draft]:
    """Return the model of a draft of this event type: every field that is not computed, times and places as words."""
    roles: Any = Literal[tuple(event_type.roles)]
    actor = create_model(
        f"{event_type.__name__}DraftActor", __base__=DraftActor, role=(roles, DraftActor.model_fields["role"])
    )
    actors = Field(max_length=MAX_ACTORS, description=Draft.model_fields["actors"].description)
    fields: dict[str, Any] = {
        "type": (Literal[event_type.type], ...),
        "actors": (list[actor], actors),
    }
    for name, field in event_type.model_fields.items():
        if name in Draft.model_fields and name not in {"status"}:
            continue
        if any(isinstance(mark, Computed) for mark in field.metadata):
            continue
        words = next((mark for mark in field.metadata if isinstance(mark, Words)), None)
        if words:
            fields[name] = (str | None, Field(description=words.description))
        else:
            fields[name] = (field.annotation, field)
    return create_model(
        f"{event_type.__name__}Draft", __base__=Draft, __doc__=" ".join((event_type.__doc__ or "").split()), **fields
    )


_CLAIMS_NOTHING = ("unknown", "unspecified", "other", "reported")


@cache
def neutral(event_type: type[Mention], field: str) -> Any:
    """Return what a draft of this type has in a field of which its engine tells nothing.

    Of closed values it is one that claims nothing; where there is none, the one that the definition names first.
    """
    annotation = draft_model(event_type).model_fields[field].annotation
    if values := literal_values(annotation):
        definition = " ".join((event_type.__doc__ or "").casefold().split())
        named = [value for value in values if value.replace("_", " ") in definition]
        named.sort(key=lambda value: definition.index(value.replace("_", " ")))
        return next((value for value in _CLAIMS_NOTHING if value in values), (named or values)[0])
    if get_origin(annotation) is list:
        return []
    return None if NoneType in get_args(annotation) else ""


def literal_values(annotation: Any) -> tuple[str, ...]:
    """Return the values of a Literal annotation (optional or not), or () for any other."""
    arguments = get_args(annotation)
    if arguments and all(isinstance(argument, str) for argument in arguments):
        return arguments
    inner = [argument for argument in arguments if argument is not NoneType]
    return literal_values(inner[0]) if len(inner) == 1 and len(arguments) == 2 else ()

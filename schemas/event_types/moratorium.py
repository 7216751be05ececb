"""Moratoria: ceasefires, truces, and halts of strikes, tests, exports and deployments."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from schemas.mention import Mention, Words
from schemas.record import Struct
from schemas.when import Direction, When


class Compliance(Struct):
    """A charge that someone broke the halt."""

    accused: Annotated[str, Field(description="Who is said to have broken it.")]
    accuser: Annotated[str, Field(description="Who says so.")]


class Moratorium(Mention):
    """A temporary or open-ended halt of an activity by decision, agreement or declaration: ceasefire, truce, cessation
    of hostilities, humanitarian pause, moratorium on strikes, on nuclear or missile tests, on exports, on deployments.
    One event per halt (same parties, same activity, same period); an extension is the same event with status extended.
    Not a moratorium: a mere lull, a permanent peace, the suspension of a person, a domestic rule such as a halt of
    evictions."""

    type: ClassVar[str] = "moratorium"
    table: ClassVar[str] = "moratoria"
    roles: ClassVar[Mapping[str, str]] = {
        "party": "is bound by the halt, or has been offered it",
        "mediator": "brought it about",
        "guarantor": "vouches for it or watches over it",
    }
    core_roles: ClassVar[tuple[str, ...]] = ("party",)
    time_fields: ClassVar[tuple[str, ...]] = ("effective", "scheduled_end", "declared")
    anchors: ClassVar[Mapping[str, str]] = {"scheduled_end": "effective"}
    trigger_words: ClassVar[tuple[str, ...]] = (
        "ceasefire*", "cease-fire*", "cease fire*", "truce*", "armistice*", "moratori*", "cessation*", "halt*", "paus*",
        "suspen*", "freeze", "freezes", "freezing", "frozen", "froze", "hostilities", "stop*", "cease", "ceases",
        "ceased", "ceasing", "stand-down*", "lull", "hold|holding|held their|its|his? fire", "laid down", "lay down",
        "restraint", "guns|weapons .. silent", "silence|silenced|silencing .. guns|weapons", "hold|holding|held off",
        "ban|bans|banned|banning", "embargo*",
    )  # fmt: skip

    status: Annotated[
        Literal[
            "proposed", "agreed", "in_force", "extended", "suspended", "violated", "expired", "terminated", "collapsed",
            "rejected", "unknown",
        ],
        Field(description="The state of the halt; signed, or announced with a start, is agreed."),
    ]  # fmt: skip
    kind: Annotated[
        Literal[
            "ceasefire", "truce", "humanitarian_pause", "strike_moratorium", "testing_moratorium", "trade_moratorium",
            "deployment_moratorium", "other",
        ],
        Field(description="What sort of halt it is."),
    ]  # fmt: skip
    activity: Annotated[str, Field(description="What is halted, as written.")]
    declared: Annotated[
        When | None, Words("When it was agreed or declared, as written."), Field(description="When agreed or declared.")
    ]
    effective: Annotated[
        When | None, Words("When it takes or took effect, as written."), Field(description="When it takes effect.")
    ]
    scheduled_end: Annotated[
        When | None, Words("When it is to end, as written."), Field(description="When it is to end.")
    ]
    duration: Annotated[
        str | None, Words("How long it is to last, as written."), Field(description="How long, ISO 8601 ('P30D').")
    ]
    compliance: Annotated[
        list[Compliance], Field(max_length=4, description="Who charges whom with breaking it; else empty.")
    ]

    @classmethod
    def direction(cls, field: str, status: str) -> Direction:
        """An end lies ahead unless it has come; a start or a declaration lies behind unless it is only agreed on."""
        if field == "scheduled_end":
            return "past" if status in {"expired", "terminated", "collapsed"} else "future"
        if field == "effective":
            return "future" if status in {"proposed", "agreed"} else "past"
        return "past"

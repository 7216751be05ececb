"""Talks: meetings, negotiations, mediation, calls of leaders."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from schemas.mention import Mention, Words
from schemas.when import Direction, When


class Talks(Mention):
    """A meeting, contact, negotiation, mediation session, summit or leaders' call between two or more parties
    (governments, armed groups, political parties in a peace process, international bodies) about a conflict, a dispute
    or their relations, in any stage. One event per meeting or negotiation; sentences about the same round are one
    event, a continuing process counts as one. Not talks: a press conference, statement, interview, UN vote, summoned
    ambassador, domestic cabinet meeting, sports or business negotiations."""

    type: ClassVar[str] = "talks"
    table: ClassVar[str] = "talks"
    roles: ClassVar[Mapping[str, str]] = {
        "participant": "sits at the table or is to sit there",
        "mediator": "brings the participants together",
        "host": "gives the place, where the article says so",
    }
    core_roles: ClassVar[tuple[str, ...]] = ("participant",)
    time_fields: ClassVar[tuple[str, ...]] = ("held",)
    trigger_words: ClassVar[tuple[str, ...]] = (
        "talk*", "negotiat*", "renegotiat*", "meet", "meets", "meeting*", "met", "summit*", "dialog*", "consult*",
        "discuss*", "mediat*", "round", "rounds", "roundtable*", "conference", "contact*", "call", "called", "calls",
        "phone*", "telephone*", "spoke", "speak*", "conversation*", "convers*", "visit*", "host*", "conven*",
        "session*", "bargain*", "parley*", "diplomacy", "peace process", "gather*", "held", "hold", "holds", "sat",
        "sit", "face-to-face", "face to face", "delegation*", "counterpart*", "shuttle*", "forum", "reconven*",
        "resum*", "see", "sees", "saw", "together", "contacted", "received", "negotiating table", "back to the table",
        "trad*|exchang* proposals|messages|views", "lunch*|dinner*|breakfast* with", "trilateral*", "video",
    )  # fmt: skip

    status: Annotated[
        Literal[
            "proposed", "scheduled", "ongoing", "concluded", "suspended", "broken_off", "rejected", "cancelled",
            "unknown",
        ],
        Field(description="The state of the talks; agreed to hold but without a date is scheduled."),
    ]  # fmt: skip
    format: Annotated[
        Literal["bilateral", "multilateral", "third_party", "phone_or_remote", "visit", "unspecified"],
        Field(description="How the participants meet; third_party: through or with a mediator."),
    ]
    level: Annotated[
        Literal["leader", "minister", "envoy", "technical", "unknown"], Field(description="The rank of those who meet.")
    ]
    topic: Annotated[str | None, Field(description="What they are about.")]
    round: Annotated[str | None, Field(description="Which round, as written.")]
    outcome: Annotated[str | None, Field(description="What came of them.")]
    held: Annotated[When | None, Words("When they are held, time words as written."), Field(description="When held.")]

    @classmethod
    def direction(cls, field: str, status: str) -> Direction:
        """Talks still to come lie ahead, called off ones may do so; all others lie behind, or go on."""
        if status in {"cancelled", "suspended", "rejected", "unknown"}:
            return "none"
        return "future" if status in {"proposed", "scheduled"} else "past"

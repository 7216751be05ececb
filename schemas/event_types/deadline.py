"""Deadlines: ultimatums, time limits, agreed timetables, expiries."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from schemas.mention import Computed, Mention, Words
from schemas.when import Direction, When


class Deadline(Mention):
    """A time limit that one actor sets for another, or that parties set for themselves by agreement with something at
    stake: ultimatum, expiry of an offer, a resolution's time limit, an agreed timetable with a date. It needs an act
    asked for and a time, which may be vague ('days'; 'soon' alone is not enough). Not a deadline: an ordinary scheduled
    date such as an election day or a statutory date, a self-set target, a threat without a time."""

    type: ClassVar[str] = "deadline"
    table: ClassVar[str] = "deadlines"
    roles: ClassVar[Mapping[str, str]] = {
        "issuer": "sets the limit",
        "addressee": "has to act before it runs out",
    }
    core_roles: ClassVar[tuple[str, ...]] = ("issuer", "addressee")
    time_fields: ClassVar[tuple[str, ...]] = ("due", "issued")
    anchors: ClassVar[Mapping[str, str]] = {"due": "issued"}
    trigger_words: ClassVar[tuple[str, ...]] = (
        "deadline*", "ultimatum*", "time limit*", "time-limit*", "timetable*", "expir*", "lapse*", "within",
        "until", "till", "by", "before", "no later than", "days", "hours", "weeks", "months", "cut-off", "grace period",
        "a|an|one hour|day|week|month|year to", "or else|face|risk", "no more than", "run out", "runs out", "ran out",
    )  # fmt: skip

    status: Annotated[
        Literal["set", "extended", "met", "missed", "expired", "withdrawn", "rejected", "unknown"],
        Field(description="The state of the limit."),
    ]
    kind: Annotated[
        Literal["ultimatum", "time_limit", "agreed_timetable", "expiry"], Field(description="What sort of limit it is.")
    ]
    demand: Annotated[str, Field(description="The act that is asked for.")]
    consequence: Annotated[str | None, Field(description="What is threatened otherwise.")]
    issued: Annotated[When | None, Words("When it was set, as written."), Field(description="When it was set.")]
    due: Annotated[When | None, Words("When it runs out, as written."), Field(description="When it runs out.")]
    time_limit: Annotated[
        str | None, Words("How long it leaves, as written."), Field(description="How long, ISO 8601 ('PT48H').")
    ]
    vague: Annotated[bool, Computed(), Field(description="True when the limit is only 'days' or the like.")]

    @classmethod
    def direction(cls, field: str, status: str) -> Direction:
        """A limit lies ahead unless it has run out; the day of setting it lies behind."""
        if field == "due":
            return "past" if status in {"met", "missed", "expired"} else "future"
        return "past"

    @classmethod
    def derive(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """A limit is vague when its words bound no last day."""
        due = values["due"]
        return {"vague": due is not None and due.precision == "vague"}

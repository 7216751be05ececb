"""A time as news writes it: the words, the days that bound it, and the same as EDTF."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from schemas.record import Struct

Precision = Literal["day", "week", "month", "year", "range", "before", "after", "vague", "unknown"]

Direction = Literal["past", "future", "none"]
"""Where a relative time word points from the day of publication; `none`: the words alone decide."""


class When(Struct):
    """The day or days on which something happens. Never a guess: an unresolved time keeps its words and no days."""

    as_written: Annotated[str, Field(description="The time words of the article, unchanged.")]
    earliest: Annotated[date | None, Field(description="First possible day; null when open or unresolved.")]
    latest: Annotated[date | None, Field(description="Last possible day; null when open or unresolved.")]
    edtf: Annotated[
        str, Field(description="The same in the Extended Date/Time Format, level 1 (Library of Congress, ISO 8601-2).")
    ]
    precision: Annotated[Precision, Field(description="How exact the words are.")]

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(f"earliest {self.earliest} lies after latest {self.latest} in {self.as_written!r}")
        return self

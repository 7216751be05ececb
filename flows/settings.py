"""The settings of a run: what the command line, a deployment or a caller may choose."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

EngineName = Literal["rules"]


class RunSettings(BaseModel):
    """What a run is to do. Also the parameters of the flows, so that Prefect checks them and its page shows a form."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sources: Annotated[
        list[str],
        Field(description="Files, folders, globs, feeds; none: sources.toml of the working folder, else the samples."),
    ] = []
    out: Annotated[Path, Field(description="The folder of the tables.")] = Path("outputs")
    engine: Annotated[EngineName, Field(description="Who reads the articles.")] = "rules"
    max_documents: Annotated[
        int | None, Field(ge=0, description="Read at most so many documents; the rest stays pending.")
    ] = None

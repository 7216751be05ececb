"""The settings of a run: what the command line, a deployment or a caller may choose."""

import os
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

EngineName = Literal["rules", "openai", "batch"]


class RunSettings(BaseModel):
    """What a run is to do. Also the parameters of the flows, so that Prefect checks them and its page shows a form.

    They are written to `runs` as they are: keys come from the environment and are no settings.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    sources: Annotated[
        list[str],
        Field(description="Files, folders, globs, feeds; none: sources.toml of the working folder, else the samples."),
    ] = []
    out: Annotated[
        Path, Field(description="The folder of the tables; none: PARLEY_OUT, else outputs in the working folder.")
    ] = Field(default_factory=lambda: Path(os.environ.get("PARLEY_OUT") or "outputs"), validate_default=True)
    engine: Annotated[
        EngineName | None, Field(description="Who reads the articles; none: openai where a model is named, else rules.")
    ] = None
    model: Annotated[str | None, Field(min_length=1, description="The model that openai asks, by its name there.")] = (
        None
    )
    base_url: Annotated[
        str | None, Field(description="The endpoint that openai asks, up to /v1; none: OPENAI_BASE_URL, else OpenAI.")
    ] = None
    concurrency: Annotated[int, Field(ge=1, description="Requests to the model under way at once.")] = 8
    timeout: Annotated[float, Field(gt=0, description="Longest wait for one answer of the model, in seconds.")] = 300.0
    triage: Annotated[
        bool,
        Field(
            description="Spare the model the articles that name nothing of conflict or diplomacy: for general feeds."
        ),
    ] = False
    rpm: Annotated[int | None, Field(ge=1, description="Requests to the model a minute, at most.")] = None
    refresh: Annotated[bool, Field(description="Ask the model anew, even what it has answered before.")] = False
    max_documents: Annotated[
        int | None, Field(ge=0, description="Read at most so many documents; the rest stays pending.")
    ] = None
    max_cost: Annotated[
        float | None, Field(gt=0, description="Spend at most about so many US dollars; the rest stays pending.")
    ] = None
    wait: Annotated[bool, Field(description="With the batch engine: stay until the batch is done.")] = False
    again: Annotated[bool, Field(description="Read, or clean, what was read or cleaned before as well.")] = False
    since: Annotated[date | None, Field(description="With again: only documents published on this day or later.")] = (
        None
    )

    @field_validator("out")
    @classmethod
    def _absolute(cls, out: Path) -> Path:
        return out.expanduser().absolute()

    @field_validator("base_url")
    @classmethod
    def _plain_url(cls, url: str | None) -> str | None:
        if url is None:
            return None
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("give a base URL such as http://127.0.0.1:11434/v1")
        if parts.username or parts.password or parts.query:
            raise ValueError("a base URL is recorded, so it must hold no key: set OPENAI_API_KEY instead")
        return url.rstrip("/")

    @model_validator(mode="before")
    @classmethod
    def _engine_chosen(cls, given: Any) -> Any:
        if isinstance(given, dict) and given.get("engine") is None:
            return given | {"engine": "openai" if given.get("model") else "rules"}
        return given

    @model_validator(mode="after")
    def _model_named(self) -> Self:
        if self.engine in {"openai", "batch"} and self.model is None:
            raise ValueError(f"the {self.engine} engine needs a model: name one with --model or PARLEY_MODEL")
        if self.engine == "batch" and self.max_cost is not None:
            raise ValueError("a batch is paid when it is answered, so --max-cost can't hold: use --max-documents")
        return self

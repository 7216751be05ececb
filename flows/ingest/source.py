"""Where items come from: the sources that `sources.toml` or the command line names."""

import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

Line = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1)]

_EXAMPLE = '[[source]] with location = "news/*.html" and, if wanted, name = "My outlet"'


class SourceError(ValueError):
    """A list of sources that can't be read as one."""


class Source(BaseModel):
    """One source: a file, a directory, a glob, a local feed, a URL, or a list of URLs."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[Line | None, Field(description="The outlet or feed; else the location's last part names it.")] = (
        None
    )
    location: Annotated[
        Line, Field(description="Path of a file or directory, a glob, a feed file, a URL, or a .urls file.")
    ]

    @property
    def is_url(self) -> bool:
        """Whether the location is a URL."""
        return "://" in self.location

    @property
    def is_url_list(self) -> bool:
        """Whether the location is a file that lists URLs, one a line."""
        return not self.is_url and self.location.lower().endswith(".urls")

    @property
    def is_online(self) -> bool:
        """Whether taking the source means to fetch."""
        return self.is_url or self.is_url_list


def read_sources(path: Path) -> list[Source]:
    """Return the `[[source]]` tables of the TOML file `path`, in their order.

    Relative locations count from the folder of the file. Raises SourceError, which names the file, the table's number
    (from 1) and the key, for whatever isn't such a list.
    """
    try:
        content = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise SourceError(
            f"{path.absolute()} can't be read ({error.strerror}): give the path of a TOML file with [[source]] tables"
        ) from error
    except UnicodeDecodeError as error:
        raise SourceError(f"{path} was expected to be UTF-8 text: save it as UTF-8 ({error})") from error
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"{path} was expected to be TOML: correct it at the place named here ({error})") from error
    unknown = sorted(content.keys() - {"source"})
    if unknown:
        raise SourceError(f"{path}: {unknown[0]!r} is unknown, only [[source]] tables were expected: write {_EXAMPLE}")
    tables = content.get("source")
    if not isinstance(tables, list) or not tables:
        raise SourceError(f"{path} was expected to hold at least one [[source]] table: write {_EXAMPLE}")
    return [_source(path, number, table) for number, table in enumerate(tables, start=1)]


def _source(path: Path, number: int, table: object) -> Source:
    try:
        source = Source.model_validate(table)
    except ValidationError as error:
        first = error.errors()[0]
        raise SourceError(f"{path}, [[source]] table {number}: {_explained(first)}; write {_EXAMPLE}") from error
    if source.is_url:
        return source
    return source.model_copy(update={"location": str(path.absolute().parent / source.location)})


def _explained(error: ErrorDetails) -> str:
    key = error["loc"][0] if error["loc"] else "source"
    match error["type"]:
        case "missing":
            return f"the key {key!r} is missing, expected was a path, a glob, a directory, a feed file or a URL"
        case "extra_forbidden":
            return f"the key {key!r} is unknown, expected were only 'name' and 'location'"
        case _:
            return f"the key {key!r} holds {error['input']!r}, expected was text that is not empty"

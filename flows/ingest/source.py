"""Where items come from: the sources that `sources.toml` or the command line names."""

import tomllib
from pathlib import Path
from typing import Annotated, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from flows.ingest.columns import Columns, Line
from flows.ingest.kinds import KindName

STANDARD_INPUT = "-"

_EXAMPLE = '[[source]] with location = "news/*.html" and, if wanted, name = "My outlet"'


class SourceError(ValueError):
    """A list of sources that can't be read as one."""


class Source(BaseModel):
    """One source: a file, a folder, a glob, a local feed, a URL, a list of URLs, or standard input."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[Line | None, Field(description="The outlet or feed; else the location's last part names it.")] = (
        None
    )
    location: Annotated[
        Line,
        Field(description="Path of a file or folder, a glob, a feed file, a URL, a .urls file, or - (standard input)."),
    ]
    kind: Annotated[
        KindName | None, Field(description="What its files are, where their extensions don't say it; not for a URL.")
    ] = None
    columns: Annotated[
        Columns | None,
        Field(description="Which columns hold what, where their names in CSV, Parquet or JSON don't say."),
    ] = None

    @property
    def is_standard_input(self) -> bool:
        """Whether it is read from standard input, which can be done once."""
        return self.location == STANDARD_INPUT

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

    Relative locations count from the folder of the file, and `~` is the home folder. Raises SourceError, which names
    the file, the table's number (from 1) and the key, for whatever isn't such a list.
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


def located(location: str, folder: Path) -> str:
    """Return a location as it holds in any folder: a path made absolute from `folder`; a URL or `-` as it is."""
    if location == STANDARD_INPUT or "://" in location:
        return location
    return str(folder.absolute() / Path(location).expanduser())


def _source(path: Path, number: int, table: object) -> Source:
    try:
        source = Source.model_validate(table)
        return source.model_copy(update={"location": located(source.location, path.parent)})
    except ValidationError as error:
        raise SourceError(f"{path}, [[source]] table {number}: {_explained(error.errors()[0])}") from error
    except RuntimeError as error:  # `~somebody` who is nobody here
        raise SourceError(
            f"{path}, [[source]] table {number}: the key 'location' can't be resolved: {error}"
        ) from error


def _explained(error: ErrorDetails) -> str:
    *tables, key = [str(part) for part in error["loc"]] or ["source"]
    known = Columns if tables else Source
    name = ".".join([*tables, key])
    match error["type"]:
        case "missing":
            expected = f"is missing, expected was a path, a glob, a folder, a feed file or a URL; write {_EXAMPLE}"
        case "extra_forbidden":
            expected = f"is unknown, expected were only {', '.join(map(repr, known.model_fields))}; write {_EXAMPLE}"
        case "literal_error":
            kinds = ", ".join(map(repr, get_args(KindName)))
            expected = f"holds {error['input']!r}, expected was one of {kinds}: correct it"
        case "model_type" | "model_attributes_type":
            expected = f"holds {error['input']!r}, a table was expected: write {_EXAMPLE}"
            if key == "columns":
                expected = f'holds {error["input"]!r}, a table was expected: write [source.columns] and text = "body"'
        case _:
            expected = f"holds {error['input']!r}, expected was text that is not empty; write {_EXAMPLE}"
    return f"the key {name!r} {expected}"

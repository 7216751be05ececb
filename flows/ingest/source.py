"""Where items come from: the sources that `sources.toml` or the command line names."""

import tomllib
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from flows.ingest.columns import Columns, Line
from flows.ingest.kinds import KindName
from flows.ingest.limits import OF_ALL_SOURCES, Limits
from flows.ingest.toml_errors import EXAMPLE, explained

STANDARD_INPUT = "-"


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
    limits: Annotated[Limits, Field(description="How long, how much and how fast it is fetched, if it is.")] = Limits()

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
    """Return the `[[source]]` tables of the TOML file `path`, in their order, each with its limits.

    Limits are those of its `[source.limits]`, else those of the file's `[limits]`, else ours. Relative locations count
    from the folder of the file, and `~` is the home folder. Raises SourceError, which names the file, the table (of
    sources its number, from 1) and the key, for whatever isn't such a list.
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
    unknown = sorted(content.keys() - {"source", "limits"})
    if unknown:
        raise SourceError(
            f"{path}: {unknown[0]!r} is unknown, only [[source]] tables and one [limits] were expected: write {EXAMPLE}"
        )
    tables = content.get("source")
    if not isinstance(tables, list) or not tables:
        raise SourceError(f"{path} was expected to hold at least one [[source]] table: write {EXAMPLE}")
    try:
        limits = Limits.model_validate(content.get("limits", {}))
    except ValidationError as error:
        raise SourceError(f"{path}, [limits]: {explained(error, Limits)}") from error
    return [_source(path, number, table, limits) for number, table in enumerate(tables, start=1)]


def located(location: str, folder: Path) -> str:
    """Return a location as it holds in any folder: a path made absolute from `folder`; a URL or `-` as it is."""
    if location == STANDARD_INPUT or "://" in location:
        return location
    return str(folder.absolute() / Path(location).expanduser())


def _source(path: Path, number: int, table: Any, limits: Limits) -> Source:
    place = f"{path}, [[source]] table {number}"
    try:
        source = Source.model_validate(table)
        own = source.limits.model_dump(exclude_unset=True)
        changed = {"location": located(source.location, path.parent), "limits": limits.model_copy(update=own)}
    except ValidationError as error:
        raise SourceError(f"{place}: {explained(error, Source)}") from error
    except RuntimeError as error:  # `~somebody` who is nobody here
        raise SourceError(f"{place}: the key 'location' can't be resolved: {error}") from error
    if trouble := _misplaced(source, own):
        raise SourceError(f"{place}: {trouble}")
    return source.model_copy(update=changed)


def _misplaced(source: Source, limits: dict[str, Any]) -> str | None:
    """Return what is said of a source that can't be said of one of its kind, and would have no effect."""
    if shared := sorted(limits.keys() & OF_ALL_SOURCES):
        return f"the key 'limits.{shared[0]}' holds for all sources together: put it into [limits]"
    if limits and not source.is_online:
        return "the table [source.limits] is for what is fetched, and the location is no URL: leave the table out"
    if source.is_online and source.kind not in (None, "feed"):
        return "the key 'kind' is for files, and the location is on the web, which says what it is: leave it out"
    if source.is_online and source.columns:
        return "the table [source.columns] is for files, and the location is on the web: leave it out"
    return None

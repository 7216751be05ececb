"""From the location of a source that is not online to the files in it."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flows.ingest.columns import Columns
from flows.ingest.item import Trouble
from flows.ingest.kinds import BY_NAME, EXTENSIONS, kind_by_extension
from flows.ingest.source import Source
from flows.tables.layout import Layout


@dataclass(frozen=True)
class FoundFile:
    """A file of a source."""

    path: Path
    name: str
    """Its path relative to the source's location, with slashes; for a source that is one file, the file's name."""
    stated_source: str | None
    """The source's name, where it was given one."""
    location_name: str
    """The last part of the location; of one file, its folder (`a/x.txt` and `b/x.txt` are two articles)."""
    kind: str | None = None
    """What it is by its source or its extension: one of `kinds`."""
    columns: Columns | None = None
    """Which of its columns hold what, where the source says that."""

    @property
    def source(self) -> str:
        """The name that its items carry where they don't bring their own."""
        return self.stated_source or self.location_name


def found_files(source: Source) -> Iterator[FoundFile | Trouble]:
    """Yield the files of a source, sorted by path; a trouble where the location holds none or can't be listed.

    A file named directly comes whatever its extension. Of folders (recursively) and globs, only visible files with a
    known extension come, or all visible ones where the source says its kind; never the tables of Parley itself.
    """
    try:
        yield from _found(source, Path(source.location).absolute())
    except OSError as error:
        yield _unlisted(source, error)


def _found(source: Source, path: Path) -> Iterator[FoundFile | Trouble]:
    if path.is_dir():
        yield from _directory(source, path)
    elif path.exists():
        yield _file(source, path, path.name, path.parent.name or "/")
    elif any(sign in source.location for sign in "*?["):
        yield from _glob(source, path)
    else:
        yield Trouble(
            locator=source.location,
            reason="missing_file",
            detail=f"{path} does not exist, expected was a file, a directory or a glob: correct the path or create it.",
            retryable=True,
        )


def _directory(source: Source, folder: Path) -> Iterator[FoundFile | Trouble]:
    errors: list[OSError] = []
    paths = [
        Path(parent, name).relative_to(folder)
        for parent, _, names in os.walk(folder, onerror=errors.append)
        for name in names
    ]
    for error in errors:
        yield _unlisted(source, error)
    yield from _readable(source, folder, paths)


def _glob(source: Source, pattern: Path) -> Iterator[FoundFile | Trouble]:
    magic = next(at for at, part in enumerate(pattern.parts) if any(sign in part for sign in "*?["))
    folder = Path(*pattern.parts[:magic])
    try:
        paths = {path.relative_to(folder) for path in folder.glob(str(Path(*pattern.parts[magic:])))}
    except ValueError as error:
        yield Trouble(
            locator=source.location,
            reason="no_match",
            detail=f"{pattern} was expected to be a glob such as news/*.html or news/**/*.html: correct it ({error}).",
        )
        return
    yield from _readable(source, folder, paths)


def _readable(source: Source, folder: Path, paths: Iterable[Path]) -> Iterator[FoundFile | Trouble]:
    # The folder's own name even where it was given as `.` or `..`; not resolved otherwise, so a link keeps its name.
    location_name = (folder.name if folder.name not in ("", "..") else folder.resolve().name) or "/"

    @cache
    def holds_tables(parent: Path) -> bool:
        return Layout(folder / parent).state.is_dir()  # our own tables are no news

    matches = [
        path
        for path in sorted(paths)
        if (source.kind or kind_by_extension(path))
        and not any(part.startswith(".") for part in path.parts)
        and _may_be_file(folder / path)
        and not any(holds_tables(parent) for parent in path.parents)
    ]
    if not matches:
        yield Trouble(
            locator=source.location,
            reason="no_match",
            detail=f"{Path(source.location).absolute()} holds no file to read, expected was at least one visible file "
            f"with one of the extensions {EXTENSIONS}: correct the location or add files.",
            retryable=True,
        )
    for path in matches:
        yield _file(source, folder / path, path.as_posix(), location_name)


def _file(source: Source, path: Path, name: str, location_name: str) -> FoundFile:
    kind = BY_NAME[source.kind] if source.kind else kind_by_extension(path)
    return FoundFile(path, name, source.name, location_name, kind, source.columns)


def _may_be_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return True  # opening it tells what is wrong


def _unlisted(source: Source, error: OSError) -> Trouble:
    return Trouble(
        locator=source.location,
        reason="unreadable_folder",
        detail=f"{error.filename} can't be listed ({error.strerror}), a readable folder was expected: allow reading it "
        "or name the files one by one.",
        retryable=True,
    )

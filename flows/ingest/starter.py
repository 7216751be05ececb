"""The first `sources.toml`, for whoever begins."""

from importlib.resources import files
from pathlib import Path

from flows.ingest.source import SourceError
from flows.ingest.sources import SOURCES_FILE


def write_sources(folder: Path) -> Path:
    """Write the commented example into `folder`, made where it is missing, and return its path.

    Raises SourceError where there is one already, or none can be written.
    """
    path = folder.absolute() / SOURCES_FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as handle:
            handle.write(files("flows.samples").joinpath(SOURCES_FILE.name).read_text("utf-8"))
    except FileExistsError as error:
        raise SourceError(f"{path} exists, and is left as it is: edit it, or name another folder") from error
    except OSError as error:
        raise SourceError(f"{path} can't be written ({error.strerror}): name a folder that is yours") from error
    return path

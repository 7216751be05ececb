"""Which sources a run reads: those it names, else `sources.toml` of the working folder, else the packaged samples."""

from importlib.resources import files
from pathlib import Path

from flows.ingest.credentials import without_any_credentials
from flows.ingest.source import STANDARD_INPUT, Source, read_sources
from flows.settings import RunSettings

SOURCES_FILE = Path("sources.toml")


def chosen_sources(settings: RunSettings) -> list[Source]:
    """Return the sources of a run. Raises SourceError for a `sources.toml` that can't be read."""
    if settings.sources:
        return [Source(location=location) for location in settings.sources]
    if SOURCES_FILE.exists():
        return read_sources(SOURCES_FILE)
    return [Source(location=str(samples_feed()))]


def told_sources(settings: RunSettings) -> str:
    """Return, for the reader of the screen, where the run's news comes from."""
    if settings.sources:
        told = ("standard input" if each == STANDARD_INPUT else each for each in settings.sources)
        return ", ".join(map(without_any_credentials, told))
    return str(SOURCES_FILE.absolute()) if SOURCES_FILE.exists() else "the samples that come with Parley"


def samples_feed() -> Path:
    """Return the feed of the samples that come with Parley."""
    return Path(str(files("flows.samples").joinpath("feed.xml")))

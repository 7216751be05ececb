"""Commands that run flows: the whole way, a stage alone, and every night."""

from typing import Annotated

import typer

from flows.commands.options import READING, fail, with_settings
from flows.settings import RunSettings

Explain = Annotated[bool, typer.Option("--explain", help="Tell which rule found each event.")]


@with_settings("sources", "out", *READING)
def run(settings: RunSettings, explain: Explain = False) -> None:
    """Take the news from the sources to linked events: ingest, clean, extract, link.

    Without SOURCE: sources.toml of this folder, else the samples that come with Parley.
    """
    _launch("nightly", settings, explain=explain)


@with_settings("sources", "out")
def ingest(settings: RunSettings) -> None:
    """Take in what the sources offer, and nothing more."""
    _launch("ingest", settings)


@with_settings("out", "again")
def clean(settings: RunSettings) -> None:
    """Turn raw rows into documents; with --again, those that were turned before too."""
    _launch("clean", settings)


@with_settings("out", *READING, "again", "since")
def extract(settings: RunSettings, explain: Explain = False) -> None:
    """Read the documents that no engine has read yet; with --again, the others too."""
    _launch("extract", settings, explain=explain)


@with_settings("out")
def link(settings: RunSettings) -> None:
    """Join mentions of one happening into events."""
    _launch("link", settings)


@with_settings("sources", "out", *READING)
def serve(
    settings: RunSettings,
    cron: Annotated[str, typer.Option(help="When to run, as a cron expression.")] = "30 4 * * *",
    timezone: Annotated[str, typer.Option(help="The cron expression's time zone, an IANA name.")] = "UTC",
) -> None:
    """Run every night, and whenever asked, without a work pool; needs a Prefect server."""
    from flows.launch import BadUsage, RunFailed, serve_flows

    try:
        serve_flows(settings, cron, timezone)
    except BadUsage as error:
        fail(str(error), 2)
    except RunFailed as error:
        fail(str(error), 1)


def _launch(flow: str, settings: RunSettings, *, explain: bool = False) -> None:
    from flows.launch import BadUsage, RunFailed, launch

    try:
        launch(flow, settings, explain=explain)
    except BadUsage as error:
        fail(str(error), 2)
    except RunFailed as error:
        fail(str(error), 1)

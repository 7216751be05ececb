"""One flow run from the command line: a Prefect server for it, what the screen shows, and how it ends."""

import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

from rich.console import Console

from flows.explain import explanations
from flows.extract.engine import EngineUnavailable
from flows.ingest.source import STANDARD_INPUT, SourceError
from flows.ingest.sources import chosen_sources, told_sources
from flows.prefect_settings import PrefectUnavailableError, user_settings
from flows.screen import progress_on, summary
from flows.server import configured_url, prefect_api
from flows.settings import RunSettings
from flows.tables.layout import Layout
from flows.tables.locks import StageBusy, check_idle
from schemas import Run

STAGES = ("ingest", "clean", "extract", "link")


class BadUsage(ValueError):
    """The run can't begin as it was asked for."""


class RunFailed(RuntimeError):
    """The run began and could not be finished; what it committed stays, the next run goes on from there."""


def launch(name: str, settings: RunSettings, *, explain: bool = False) -> None:
    """Run the flow `name` (a stage, or `nightly`), show its progress and its summary; with `explain`, why rules fired.

    Raises BadUsage or RunFailed with a message for the screen.
    """
    console = Console(stderr=True)
    begun = time.monotonic()

    def say(line: str) -> None:
        console.print(line, highlight=False, markup=False, soft_wrap=True)

    try:
        if name in {"nightly", "ingest"}:
            chosen_sources(settings)
            say(f"Reading {told_sources(settings)}")
        check_idle(Layout(settings.out), STAGES if name == "nightly" else [name])
    except SourceError as error:
        raise BadUsage(str(error)) from error
    except OSError as error:
        raise BadUsage(f"{settings.out} can't be written ({error.strerror}): name a folder with --out") from error
    except StageBusy as error:
        raise RunFailed(str(error)) from error
    try:
        with prefect_api(say) as ready:
            flow = _flow(name)
            ready()
            with progress_on(console):
                done: list[Run] = flow(settings)
    except (StageBusy, PrefectUnavailableError, EngineUnavailable) as error:
        raise RunFailed(str(error)) from error
    screen, layout = Console(), Layout(settings.out)
    for line in explanations(layout, done) if explain else ():
        screen.print(line, highlight=False, markup=False, soft_wrap=True)
    summary(screen, layout, done, time.monotonic() - begun)


def serve_flows(settings: RunSettings, cron: str, timezone: str) -> None:
    """Serve the flows until Ctrl-C: nightly by the cron expression in its time zone, all of them when asked for.

    Raises BadUsage for a schedule that is none and for standard input, which can't be read every night; RunFailed where
    no Prefect server is configured or it does not answer.
    """
    if STANDARD_INPUT in settings.sources:
        raise BadUsage("standard input can be read once only: give serve files, folders or addresses")
    if not configured_url(user_settings()):
        raise RunFailed(
            "serving needs a Prefect server that stays: start one with `prefect server start`, then set "
            "PREFECT_API_URL=http://127.0.0.1:4200/api"
        )
    console = Console(stderr=True)
    try:
        with prefect_api(console.print):
            from flows.deployments import BadScheduleError, serve

            try:
                serve(settings, cron, timezone, lambda line: console.print(line, highlight=False, markup=False))
            except BadScheduleError as error:
                raise BadUsage(str(error)) from error
    except PrefectUnavailableError as error:
        raise RunFailed(str(error)) from error


def _flow(name: str) -> Callable[[RunSettings], Any]:
    """Import a flow, and Prefect with it, while the server starts."""
    module = "flows.nightly" if name == "nightly" else f"flows.{name}.flow"
    flow: Callable[[RunSettings], Any] = getattr(import_module(module), name)
    return flow

"""The flows as deployments of Prefect: `parley serve` keeps them in one process; prefect.yaml gives them to workers."""

import asyncio
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.client.schemas.schedules import CronSchedule
from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner
from prefect.types.entrypoint import EntrypointType
from pydantic import ValidationError

from flows.clean.flow import clean
from flows.extract.flow import extract
from flows.ingest.flow import ingest
from flows.link.flow import link
from flows.nightly import nightly
from flows.server import environment
from flows.settings import RunSettings

STAGES = (ingest, clean, extract, link)

# A run that comes while another is under way is cancelled, not kept: after an outage all missed ones would follow.
ONE_AT_A_TIME = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)


class BadScheduleError(ValueError):
    """No cron expression, or no time zone. The message names it."""


class StoppableRunner(Runner):
    """A runner that SIGTERM, of systemd or Docker, ends as Ctrl-C does; Prefect's own would leave its schedule on."""

    def handle_sigterm(self, *_: object) -> None:
        """End as Ctrl-C does."""
        signal.raise_signal(signal.SIGINT)


def chosen(**settings: Any) -> dict[str, Any]:
    """Return what prefect.yaml needs to know of the place where `prefect deploy` is called. One of its build steps.

    `here` and `out` are this folder and that of the tables, absolute: a worker runs in a temporary folder. `settings`
    are parameters for the flows: those given, by the names of RunSettings; else PARLEY_OUT, PARLEY_ENGINE, PARLEY_MODEL
    and PARLEY_BASE_URL. Raises pydantic's ValidationError.
    """
    variables = {name: os.environ.get(f"PARLEY_{name.upper()}") for name in ("engine", "model", "base_url")}
    valid = RunSettings(**({name: value for name, value in variables.items() if value} | settings))
    return {"here": str(Path.cwd()), "out": str(valid.out), "settings": parameters(valid)}


def parameters(settings: RunSettings) -> dict[str, Any]:
    """Return settings for a deployment: what differs from the defaults, and always the folder of the tables."""
    differing = settings.model_dump(mode="json", exclude_defaults=True) | {"out": str(settings.out)}
    if settings.engine == RunSettings(model=settings.model).engine:
        differing.pop("engine")  # left open, it follows from the model that a single run may name
    return differing


def deployments(settings: RunSettings, cron: str, timezone: str) -> list[RunnerDeployment]:
    """Return `nightly/nightly` on its schedule and a deployment a stage (`ingest/ingest`, ...), all with `settings`.

    Raises BadScheduleError.
    """
    try:
        schedule = CronSchedule(cron=cron, timezone=timezone)
    except ValidationError as error:
        reason = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise BadScheduleError(f"no schedule: cron {cron!r} in time zone {timezone!r}: {reason}") from error
    return [
        RunnerDeployment.from_flow(
            flow,
            flow.name,
            schedules=[schedule] if flow is nightly else [],
            concurrency_limit=ONE_AT_A_TIME,
            parameters={"settings": parameters(settings)},
            tags=["parley"],
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
        for flow in (nightly, *STAGES)
    ]


def serve(settings: RunSettings, cron: str, timezone: str, say: Callable[[str], None]) -> None:
    """Run the nightly flow on its schedule, and any flow that is asked for, until Ctrl-C or a signal ends it.

    Needs a running server (`prefect server start`) that PREFECT_API_URL or the profile names. `cron` in `timezone`, an
    IANA name. `say` gets lines for the screen. Ending it pauses the schedule. Raises BadScheduleError.
    """
    served = deployments(settings, cron, timezone)
    stages = ", ".join(f"{flow.name}/{flow.name}" for flow in STAGES)
    say(f"Serving nightly/nightly (cron {cron}, {timezone}), {stages}")
    say(f"Tables: {settings.out}")
    say("Run it now: prefect deployment run nightly/nightly. Ctrl-C ends it and pauses the schedule.")
    # A shell that starts us in the background has Ctrl-C ignored, and with it what SIGTERM is turned into.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    runner = StoppableRunner(pause_on_shutdown=True)
    for deployment in served:
        runner.add_deployment(deployment)
    # Settings given to a single run replace all of the deployment's: its folder must come from elsewhere.
    with environment({"PARLEY_OUT": str(settings.out)}), suppress(KeyboardInterrupt):
        asyncio.run(runner.start())

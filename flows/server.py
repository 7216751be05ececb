"""A Prefect API for one run: the user's server if one is configured, else one of our own for as long as the run lasts.

Our own server starts in another process before anything imports prefect, so that both import at the same time. Unlike
Prefect's built-in temporary server it writes the whole history of the run to the database before it goes, the same
database that `prefect server start` shows later. Linux and macOS.
"""

import http.client
import logging
import os
import select
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from typing import IO, TYPE_CHECKING

from flows.prefect_settings import PrefectUnavailableError, check_answers, first_start, user_settings

if TYPE_CHECKING:
    from fastapi import FastAPI

START_SECONDS = 120.0
"""Longest wait for our server: a first start migrates the database, some 10 s on an idle machine."""
DRAIN_SECONDS = 60.0
"""Longest wait, once here and once in the server, until the history of a run is written."""

# The console stays ours while Prefect's own log lines still go to the API. The level of the handler is set, not
# PREFECT_LOGGING_LEVEL, which would keep the lines from the API too.
QUIET = {"DO_NOT_TRACK": "1", "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL"}

# By default Prefect writes one event of a task run a transaction, which is most of the server's work in a run. Instead:
# task runs once a second (in whole seconds; 0 would spin), all that there are, because at its end the server writes one
# batch and drops the rest; events when there are 500 and at the end. Not by the clock: with a write every second, the
# end of the server lost up to 77 of the 605 events of a run.
SERVER = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "10000",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "500",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_FLUSH_INTERVAL": "86400",
}


@contextmanager
def prefect_api(say: Callable[[str], None]) -> Iterator[Callable[[], None]]:
    """Give the flow runs inside the block a Prefect API; import prefect inside it, not before.

        with prefect_api(say) as ready:
            from flows.nightly import nightly  # while the server starts

            ready()
            nightly(...)

    `say` gets a line for every wait worth a word. Yields `ready`, which returns once the API answers. Call it from
    synchronous code. Leaving the block writes the history of the runs and stops our server; a configured server is
    left alone. Raises PrefectUnavailableError at once when the configured server does not answer, or from `ready` when
    our own dies or is not up after START_SECONDS.
    """
    settings = user_settings()
    quiet = {name: value for name, value in QUIET.items() if name not in settings}
    if "PREFECT_LOGGING_LEVEL" in settings:
        quiet.pop("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", None)
    if url := configured_url(settings):
        check_answers(url)
        with environment(quiet):
            yield lambda: None
        return

    say(f"Starting a Prefect server for this run{first_start(settings)}")
    process, port, log = start_server({name: value for name, value in SERVER.items() if name not in settings} | quiet)
    answered = False

    def ready() -> None:
        nonlocal answered
        if not answered:
            wait_for_health(process, port, log)
            answered = True

    # Both spellings: some libraries read one, some the other. Else a company's proxy would be asked for 127.0.0.1.
    direct = ",".join(filter(None, [os.environ.get("no_proxy") or os.environ.get("NO_PROXY"), "127.0.0.1"]))
    ours = {"PREFECT_API_URL": f"http://127.0.0.1:{port}/api", "NO_PROXY": direct, "no_proxy": direct}
    with log, environment(quiet | ours):
        try:
            yield ready
            ready()
        finally:
            if answered:
                drain()
            stop_server(process, answered, say)


def configured_url(settings: Mapping[str, str]) -> str | None:
    """Return the URL of the API that the user has configured, or None."""
    if "prefect" in sys.modules:  # its word counts: a test's server, for one, is in no environment and no file
        from prefect.settings import get_current_settings

        return get_current_settings().api.url
    return settings.get("PREFECT_API_URL") or None


@contextmanager
def environment(values: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables, and Prefect's settings with them if it is imported, for the length of the block."""

    def put(values: Mapping[str, str | None]) -> None:
        for name, value in values.items():
            os.environ.pop(name, None) if value is None else os.environ.update({name: value})
        if "prefect" in sys.modules:
            from prefect.context import refresh_global_settings_context

            refresh_global_settings_context()

    before = {name: os.environ.get(name) for name in values}
    put(values)
    try:
        yield
    finally:
        put(before)


# Our own server, seen from the run.


def start_server(settings: Mapping[str, str]) -> tuple[subprocess.Popen[bytes], int, IO[bytes]]:
    """Start the server process; return it, its port on 127.0.0.1 and its log. Its standard input keeps it alive."""
    log = tempfile.TemporaryFile()  # noqa: SIM115, the caller closes it
    # The port listens from now on: no other process can take it, and a request made too early waits for its answer.
    with socket.create_server(("127.0.0.1", 0), backlog=100) as listener:
        process = subprocess.Popen(
            [sys.executable, "-m", "flows.server", str(listener.fileno())],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            pass_fds=[listener.fileno()],
            env=os.environ | settings,
            start_new_session=True,  # Ctrl-C is for the run, which still needs the server to record how it ended
        )
        return process, listener.getsockname()[1], log


def wait_for_health(process: subprocess.Popen[bytes], port: int, log: IO[bytes]) -> None:
    """Return when the server answers; raise PrefectUnavailableError with the end of its log when it does not."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START_SECONDS)
    try:
        connection.request("GET", "/api/health")
        answer = connection.getresponse()
        if answer.status == 200:
            return
        reason = f"answers {answer.status}"
    except TimeoutError:
        reason = f"is not up after {START_SECONDS:.0f} seconds"
    except (OSError, http.client.HTTPException):
        reason = f"stopped with exit code {process.wait()}"
    finally:
        connection.close()
    log.seek(0)
    last_lines = "\n".join(log.read().decode(errors="replace").splitlines()[-15:])
    raise PrefectUnavailableError(
        f"The Prefect server for this run {reason}. `prefect server start` in another terminal may tell more. "
        f"The end of its log:\n{last_lines}"
    )


def drain() -> None:
    """Send what Prefect's client has queued here: log lines, and the events from which the server makes task runs."""
    for module, worker in (("prefect.events.worker", "EventsWorker"), ("prefect.logging.handlers", "APILogWorker")):
        if module in sys.modules:  # else nothing has been queued
            logging.getLogger(worker).setLevel(logging.ERROR)  # it warns that it has not finished yet
            getattr(sys.modules[module], worker).drain_all(timeout=DRAIN_SECONDS, at_exit=False)


def stop_server(process: subprocess.Popen[bytes], answered: bool, say: Callable[[str], None]) -> None:
    """Let the server write what it has and stop; kill it if it never answered or takes longer than DRAIN_SECONDS."""
    assert process.stdin is not None
    process.stdin.close()
    if not answered:
        process.kill()
    try:
        process.wait(2)
    except subprocess.TimeoutExpired:
        say("Waiting for Prefect to write the history of the run")
        try:
            process.wait(DRAIN_SECONDS + 10)
        except subprocess.TimeoutExpired:
            say("Prefect's server took too long and was stopped; some task runs may be missing in its history.")
            process.kill()
            process.wait()


# Our own server, seen from within: `python -m flows.server <file descriptor of the listening socket>`.


def server_app() -> "FastAPI":
    """Return Prefect's API without UI and scheduling, of no use to a single run; it ends when all is written."""
    from prefect.server.api.server import create_app

    app = create_app(ephemeral=True)
    prefect_lifespan = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(app: "FastAPI") -> AsyncIterator[None]:
        # Uvicorn leaves the lifespan when every connection is closed, so all events are in the server's queues, and
        # Prefect then stops the services that read these queues, whatever is left in them.
        async with prefect_lifespan(app):
            yield
            await events_handled()

    app.router.lifespan_context = lifespan
    return app


async def events_handled() -> None:
    """Return when Prefect's services have handled every event that the server has, or after DRAIN_SECONDS."""
    import asyncio

    from prefect.server.utilities.messaging.memory import METRICS

    end = time.monotonic() + DRAIN_SECONDS
    while time.monotonic() < end and any(topic["published"] > topic["consumed"] for topic in METRICS.values()):
        await asyncio.sleep(0.05)


def serve(listener: socket.socket) -> None:
    """Serve until standard input ends or the process that started this one is gone."""
    import uvicorn

    config = uvicorn.Config(server_app, factory=True, lifespan="on", log_level="warning", timeout_graceful_shutdown=10)
    server = uvicorn.Server(config)
    run = os.getppid()

    def watch() -> None:
        # The parent's id too: processes that the run has forked hold the other end of the pipe open when it is killed.
        while os.getppid() == run and not select.select([sys.stdin], [], [], 1.0)[0]:
            pass
        server.should_exit = True

    threading.Thread(target=watch, daemon=True).start()
    server.run(sockets=[listener])
    os._exit(0)  # all is committed; taking the interpreter down takes a second for which the run would wait


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))

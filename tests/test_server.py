"""The Prefect server of a run: it records everything, and it never outlives the run."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from prefect.settings import Settings

from flows import server

ROOT = Path(__file__).parent.parent

RUN = """
import os, subprocess, sys, time
from flows.server import prefect_api

with prefect_api(lambda line: print("said:", line, flush=True)) as ready:
    from prefect import flow, task

    @task
    def double(n):
        return 2 * n

    @flow
    def demonstration():
        return sum(double(n) for n in (1, 2, 3))

    ready()
    print("total:", demonstration())
    children = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,args="], capture_output=True, text=True).stdout
    for pid, ppid, args in (line.split(None, 2) for line in children.splitlines()):
        if ppid == str(os.getpid()) and "flows.server" in args:
            print("server:", pid, flush=True)
    if "stay" in sys.argv:
        time.sleep(60)
print("after:", os.environ.get("PREFECT_API_URL"))
"""


def environment(home: Path, **more: str) -> dict[str, str]:
    """Return the environment of a user who has configured nothing and keeps Prefect's files in `home`."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return plain | {"PREFECT_HOME": str(home), "PYTHONPATH": str(ROOT)} | more


def said(output: str, word: str) -> str:
    """Return the rest of the first line of the output that begins with the word."""
    return next(line.removeprefix(f"{word}: ") for line in output.splitlines() if line.startswith(f"{word}: "))


def is_running(pid: int) -> bool:
    """Return whether the process runs; a dead one that nobody has waited for does not."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()
    return bool(state) and not state.startswith("Z")


@pytest.fixture(scope="session")
def prefect_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("prefect")


@pytest.fixture(scope="session")
def finished_run(prefect_home: Path) -> subprocess.CompletedProcess[str]:
    """A whole run of a flow with three tasks, on a fresh database."""
    return subprocess.run(
        [sys.executable, "-c", RUN], env=environment(prefect_home), cwd=prefect_home, capture_output=True, text=True
    )


def test_a_flow_runs_on_a_server_of_its_own(finished_run: subprocess.CompletedProcess[str], prefect_home: Path) -> None:
    assert finished_run.returncode == 0, finished_run.stderr
    assert said(finished_run.stdout, "total") == "12"
    assert said(finished_run.stdout, "said").endswith(f"this first one creates its database in {prefect_home}, once")
    assert said(finished_run.stdout, "after") == "None"


def test_prefect_does_not_talk_on_the_terminal(finished_run: subprocess.CompletedProcess[str]) -> None:
    assert finished_run.stderr == ""


def test_the_server_is_gone_after_the_run(finished_run: subprocess.CompletedProcess[str]) -> None:
    assert not is_running(int(said(finished_run.stdout, "server")))


@pytest.mark.usefixtures("finished_run")
def test_the_whole_history_is_in_the_database(prefect_home: Path) -> None:
    with sqlite3.connect(prefect_home / "prefect.db") as database:
        assert database.execute("select state_type, count(*) from task_run group by 1").fetchall() == [("COMPLETED", 3)]
        assert database.execute("select state_type from flow_run").fetchall() == [("COMPLETED",)]
        events = database.execute("select count(*) from events where event like 'prefect.task-run.%'").fetchone()
        assert events == (9,)  # each task run was pending, running, completed
        assert database.execute("select count(*) from log where message like 'Finished in state%'").fetchone() == (4,)


@pytest.mark.usefixtures("finished_run")
def test_the_server_goes_when_the_run_is_killed(prefect_home: Path, tmp_path: Path) -> None:
    home = shutil.copytree(prefect_home, tmp_path / "prefect")  # spares the migration
    command = [sys.executable, "-c", RUN, "stay"]
    with subprocess.Popen(command, env=environment(home), cwd=home, stdout=subprocess.PIPE) as run:
        assert run.stdout is not None
        pid = next(int(line.split()[1]) for line in run.stdout if line.startswith(b"server: "))
        assert is_running(pid)
        run.send_signal(signal.SIGKILL)
        run.wait()
    end = time.monotonic() + 20
    while is_running(pid) and time.monotonic() < end:
        time.sleep(0.1)
    assert not is_running(pid)


def test_a_server_that_cannot_start_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    database = f"sqlite+aiosqlite:///{tmp_path}/no/such/folder/prefect.db"
    settings = {"PREFECT_HOME": str(tmp_path), "PREFECT_SERVER_DATABASE_CONNECTION_URL": database}
    process, port, log = server.start_server(settings)
    with (
        process,
        log,
        pytest.raises(server.PrefectUnavailableError, match=r"exit code 3(.|\n)*unable to open database file"),
    ):
        server.wait_for_health(process, port, log)


def test_a_configured_server_that_does_not_answer_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:  # and closed again, so that nothing listens there
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/api"
    run = subprocess.run(
        [sys.executable, "-c", RUN], env=environment(tmp_path, PREFECT_API_URL=url), capture_output=True, text=True
    )
    message = run.stderr.splitlines()[-1]
    assert "PrefectUnavailableError" in message
    assert url in message
    assert "prefect server start" in message
    assert run.stdout == ""


PROFILES = """
active = "desk"
[profiles.desk]
PREFECT_API_URL = "http://desk/api"
[profiles.alone]
PREFECT_LOGGING_LEVEL = "INFO"
"""


@pytest.mark.parametrize(
    ("files", "variables", "url"),
    [
        ({}, {}, None),
        ({}, {"PREFECT_API_URL": "http://variable/api"}, "http://variable/api"),
        ({"profiles.toml": PROFILES}, {}, "http://desk/api"),
        ({"profiles.toml": PROFILES}, {"PREFECT_PROFILE": "alone"}, None),
        ({"pyproject.toml": '[tool.prefect.api]\nurl = "http://project/api"'}, {}, "http://project/api"),
        ({"profiles.toml": PROFILES, "prefect.toml": '[api]\nurl = "http://toml/api"'}, {}, "http://toml/api"),
        (
            {"prefect.toml": '[api]\nurl = "http://toml/api"', ".env": "PREFECT_API_URL=http://env/api"},
            {},
            "http://env/api",
        ),
    ],
)
def test_the_configured_url_is_the_one_that_prefect_would_use(
    files: dict[str, str], variables: dict[str, str], url: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("PREFECT_")]:
        monkeypatch.delenv(name)
    for name, value in (variables | {"PREFECT_HOME": str(tmp_path)}).items():
        monkeypatch.setenv(name, value)
    for name, text in files.items():
        Path(name).write_text(text, encoding="utf-8")
    with monkeypatch.context() as before_prefect_is_imported:
        before_prefect_is_imported.delitem(sys.modules, "prefect")
        assert server.configured_url(server.user_settings()) == url
    assert Settings().api.url == url

"""What the tests of whole runs share: an output folder with its runs, and the comparison of two such folders."""

import json
import os
import runpy
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from flows.settings import RunSettings
from flows.tables.layout import Layout
from flows.tables.read import rows
from schemas import tables

HERE = Path(__file__).parent


class Pipeline:
    """An output folder, runs into it without Prefect, and its rows. Sources are written into `folder`."""

    def __init__(self, folder: Path, name: str = "out") -> None:
        self.folder = folder
        self.out = folder / name
        self._run_all = runpy.run_path(str(HERE / "whole_run.py"))["run_all"]

    def write(self, name: str, *records: dict[str, Any] | str) -> Path:
        """Write a JSON Lines file of records; a string is a line as it is."""
        path = self.folder / name
        lines = (record if isinstance(record, str) else json.dumps(record) for record in records)
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return path

    def run(
        self, *sources: Path | str, stages: Sequence[str] | None = None, **settings: Any
    ) -> dict[str, dict[str, int]]:
        """Run all stages, or those named; return what each counted."""
        wanted = RunSettings(sources=[str(source) for source in sources], out=self.out, **settings)
        return self._run_all(wanted, *([tuple(stages)] if stages else []))

    def rows(self, table: str) -> list[Any]:
        """Return the rows of a table."""
        return rows(Layout(self.out), tables()[table])

    def rejects(self) -> dict[str, str]:
        """Return the reason by locator of everything that a run could not take."""
        return {reject.locator: reject.reason for reject in self.rows("rejects")}


@pytest.fixture
def pipeline(tmp_path: Path) -> Pipeline:
    """An output folder that no run has seen yet."""
    return Pipeline(tmp_path)


@pytest.fixture
def another_pipeline(tmp_path: Path) -> Callable[[str], Pipeline]:
    """Give output folders of other names beside the first."""
    return lambda name: Pipeline(tmp_path, name)


@pytest.fixture(scope="session")
def differences() -> Callable[[Path, Path], list[str]]:
    """Return the rows that only one of two output folders holds, run by run differences aside."""
    compare: Callable[[Path, Path], list[str]] = runpy.run_path(str(HERE / "equality.py"))["differences"]
    return compare


@dataclass(frozen=True)
class FinishedRun:
    """A run of the command line that has ended, and what it said."""

    out: Path
    status: int
    output: str
    messages: str


@pytest.fixture(scope="session")
def parley(plain_environment: dict[str, str]) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Call the command line in a process of its own: `parley("run", "--out", ..., cwd=...)`."""

    def call(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "from flows.cli import main; main()", *map(str, arguments)]
        return subprocess.run(command, env=plain_environment, cwd=cwd, capture_output=True, text=True)

    return call


@pytest.fixture(scope="session")
def finished_run(
    parley: Callable[..., subprocess.CompletedProcess[str]], tmp_path_factory: pytest.TempPathFactory
) -> FinishedRun:
    """One run with Prefect: talks in two papers, a weather report, and a line that is no JSON. No halt, no limit."""
    folder = tmp_path_factory.mktemp("run")
    lead, story = "France and Germany held talks in Geneva on Monday.", "The delegates left by train at night."
    texts = [f"{lead} {story}", f"{lead} A brass band played outside the hall.", "A storm crossed the coast at night."]
    records = [
        {"id": str(number), "published": f"2026-03-0{number}T09:00:00Z", "source": f"Paper {number}", "text": text}
        for number, text in enumerate(texts, start=2)
    ]
    lines = [*map(json.dumps, records), "{"]
    (folder / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = parley("run", "news.jsonl", "--out", "tables", cwd=folder)
    return FinishedRun(folder / "tables", done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="session")
def plain_environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a user who has configured nothing: an empty home, no setting of Prefect's or Parley's."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "PARLEY_"))}
    home = tmp_path_factory.mktemp("home")
    prefect = tmp_path_factory.mktemp("prefect")
    return plain | {"HOME": str(home), "PREFECT_HOME": str(prefect), "PYTHONPATH": str(HERE.parent)}

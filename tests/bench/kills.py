"""Kill -9 at random moments of `parley run`, run again each time, and compare with an undisturbed run.

Usage: python tests/bench/kills.py SOURCE... [--times 20] [--seed 1] [--engine rules]. Every second kill is aimed at the
time in which tables are written, the others at any moment. Prints one line a kill: when it came, in which state it left
the folder, how long what it had started went on, whether the results are equal in the end.
Prefect's files and the tables go into a temporary folder. Exit code 1 when any result differs or a process stays.
"""

import argparse
import os
import random
import runpy
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
LONGEST_AFTERLIFE = 30.0
"""Seconds after which a process that a killed run had started counts as left behind."""


def command(out: Path, options: argparse.Namespace) -> list[str]:
    sources = [str(Path(source).absolute()) for source in options.sources]
    start = "from flows.cli import main; main()"
    return [sys.executable, "-c", start, "run", *sources, "--out", str(out), "--engine", options.engine]


def environment(folder: Path) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "PARLEY_"))}
    return plain | {"PREFECT_HOME": str(folder / "prefect"), "PYTHONPATH": str(ROOT)}


def run(out: Path, options: argparse.Namespace, folder: Path) -> tuple[float, float]:
    """Run to the end; return the seconds until the first table was there, and until the end."""
    begun = time.monotonic()
    with (folder / "log").open("w+") as log:
        process = subprocess.Popen(command(out, options), env=environment(folder), cwd=folder, stdout=log, stderr=log)
        started = wait_for_tables(out, process) - begun
        if process.wait():
            sys.exit(f"a run failed by itself, exit code {process.returncode}:\n{(folder / 'log').read_text()[-3000:]}")
    return started, time.monotonic() - begun


def wait_for_tables(out: Path, process: "subprocess.Popen[bytes]") -> float:
    """Return the moment at which the first table is there, or the process has ended."""
    while not (out / "raw").exists() and process.poll() is None:
        time.sleep(0.02)
    return time.monotonic()


def descendants(pid: int) -> set[int]:
    """Return the processes that a process has started, and those that they have."""
    listing = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = {int(child): int(parent) for child, parent in (line.split() for line in listing.splitlines())}
    found, wanted = set[int](), {pid}
    while wanted:
        wanted = {child for child, parent in parents.items() if parent in wanted}
        found |= wanted
    return found


def is_running(pid: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()
    return bool(state) and not state.startswith("Z")


def kill_after(
    seconds: float, out: Path, options: argparse.Namespace, folder: Path, *, at_work: bool
) -> tuple[bool, float]:
    """Start a run and kill it so long after its start, or after its first table (`at_work`).

    Returns whether it was still running then, and how long the processes that it had started went on.
    """
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command(out, options), env=environment(folder), cwd=folder, **quiet)
    if at_work:
        wait_for_tables(out, process)
    time.sleep(seconds)
    started = descendants(process.pid)
    process.send_signal(signal.SIGKILL)
    was_running = process.wait() == -signal.SIGKILL
    killed = time.monotonic()
    while any(map(is_running, started)) and time.monotonic() - killed < LONGEST_AFTERLIFE:
        time.sleep(0.2)
    return was_running, time.monotonic() - killed


def state(out: Path) -> str:
    """Tell how far a killed run came: the last table that holds rows, and what it left half-done."""
    order = ("raw", "documents", "readings", "events")
    reached = [name for name in order if list(out.glob(f"{name}/*/part-*.parquet"))]
    intents = len(list(out.glob(".parley/intents/*.json")))
    strays = len(list(out.glob(".parley/**/*.tmp")))
    return f"{reached[-1] if reached else 'nothing':<9} {intents} intents {strays} tmp"


def main() -> None:
    parser = argparse.ArgumentParser(description="Kill -9 at random moments of `parley run`.")
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", default="rules")
    options = parser.parse_args()
    differences = runpy.run_path(str(ROOT / "tests" / "equality.py"))["differences"]
    chance, bad = random.Random(options.seed), 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(folder / "first", options, folder)  # makes Prefect's database
        undisturbed = folder / "undisturbed"
        before_work, whole = run(undisturbed, options, folder)
        print(f"undisturbed: {whole:.1f} s, tables are written from {before_work:.1f} s on", flush=True)
        for number in range(1, options.times + 1):
            out, at_work = folder / f"out-{number}", number % 2 == 1
            moment = chance.uniform(0, whole - before_work if at_work else whole)
            was_running, afterlife = kill_after(moment, out, options, folder, at_work=at_work)
            left = state(out)
            _, again = run(out, options, folder)
            found = differences(out, undisturbed)
            equal = f"{len(found)} DIFFERENCES, {found[0][:200]}" if found else "equal"
            stays = afterlife >= LONGEST_AFTERLIFE
            bad += bool(found) or stays
            print(
                f"{number:3}: killed {moment:5.1f} s after its {'first table' if at_work else 'start      '}"
                f"{'' if was_running else ' (had ended)'}, {left}; its processes "
                f"{'STAYED' if stays else f'gone after {afterlife:.1f} s'}; again {again:.1f} s; {equal}",
                flush=True,
            )
            shutil.rmtree(out)
    print("all equal, no process left" if not bad else f"{bad} bad")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()

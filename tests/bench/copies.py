"""Near-copies among articles by ingest and clean: how many are found, what is wrongly taken for one, time and memory.

Usage: python tests/bench/copies.py [--articles 20000 ...] [--days 30]. The articles are those of
tests/clean/news_wire.py, 30 % of them copies; a quarter of the copies and a twentieth of the others come in a second
run. Each number of articles is measured in a process of its own. A copy that comes a run after its cut version is told
apart: by rule both stay. Time of the main process is processor time; memory is the peak of resident memory, of the main
process and of each process that it starts.
"""

import argparse
import json
import os
import random
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from threading import Event, Thread

from flows.clean.stage import Originals, clean_slice
from flows.clean.workers import cleaning
from flows.ingest.held import held_in
from flows.ingest.source import Source
from flows.ingest.stage import all_offers, ingest_slice
from flows.settings import RunSettings
from flows.stage_run import new_run_id, stage_run
from flows.tables.layout import Layout
from flows.tables.pending import load_raw, pending_raw
from flows.tables.read import scan
from flows.tables.slices import slices
from schemas import Document
from tests.clean.news_wire import stories
from tests.clean.syndicated import Story

SLICE = 2000


def run_of(story: Story) -> int:
    """Return in which run a story comes, 1 or 2."""
    return 2 if random.Random(story.name).random() < (0.25 if story.kind.startswith("copy") else 0.05) else 1


def write(folder: Path, articles: int, days: int) -> dict[str, tuple[str, str, int]]:
    """Write the sources of both runs; return kind, root and run of each story by its name."""
    told: dict[str, tuple[str, str, int]] = {}
    with (folder / "1.jsonl").open("w") as first, (folder / "2.jsonl").open("w") as second:
        for story in stories(articles, days):
            run = run_of(story)
            (first if run == 1 else second).write(json.dumps(story.record()) + "\n")
            told[story.name] = story.kind, story.root, run
    return told


def ingest(settings: RunSettings) -> None:
    with stage_run("ingest", settings, new_run_id()) as run:
        offers = all_offers([Source(location=place) for place in settings.sources], held_in(run.layout))
        while ingest_slice(run, offers, SLICE) == SLICE:
            pass


def clean(settings: RunSettings) -> None:
    with stage_run("clean", settings, new_run_id()) as run:
        pending, originals = pending_raw(run.layout), Originals()
        with cleaning(len(pending)) as clean_all:
            cleaned = clean_all(raw for some in slices(pending, SLICE) for raw in load_raw(run.layout, some))
            for references in slices(pending, SLICE):
                clean_slice(run, islice(cleaned, len(references)), originals, len(pending))


def measure(articles: int, days: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        told = write(folder, articles, days)
        print(f"{articles} articles of {days} days", flush=True)
        for number in (1, 2):
            settings = RunSettings(sources=[str(folder / f"{number}.jsonl")], out=folder / "out")
            for stage in (ingest, clean):
                begun, own = time.perf_counter(), time.process_time()
                with peaks() as memory:
                    stage(settings)
                seconds, own = time.perf_counter() - begun, time.process_time() - own
                here, *others = memory
                print(
                    f"  run {number}, {stage.__name__}: {seconds:.1f} s, main process {own:.1f} s; "
                    f"{here} MB, others {max(others, default=0)} MB",
                    flush=True,
                )
        columns = ["document_id", "source_id", "duplicate_of"]
        judge(scan(Layout(folder / "out"), Document, columns=columns).to_pylist(), told)


def judge(rows: Iterable[dict[str, str | None]], told: dict[str, tuple[str, str, int]]) -> None:
    """Print the share of copies found, by kind, and every pair that is none."""
    names = {row["document_id"]: str(row["source_id"]) for row in rows}
    taken_for = {str(row["source_id"]): names[row["duplicate_of"]] for row in rows if row["duplicate_of"]}
    planted, found = Counter[str](), Counter[str]()
    for name, (kind, root, run) in told.items():
        if not kind.startswith("copy"):
            continue
        cut = "third cut" in kind or "half" in kind
        kind = "cut version came a run before the whole" if cut and run < told[root][2] else kind
        planted[kind] += 1
        found[kind] += taken_for.get(name, name) == taken_for.get(root, root)
    for kind in sorted(planted):
        print(f"  {found[kind] / planted[kind]:7.2%} of {planted[kind]:5} {kind}")
    print(f"  {found.total() / planted.total():7.2%} of {planted.total():5} in all")
    wrong: dict[str, list[str]] = defaultdict(list)
    for name, original in taken_for.items():
        pair = told[name][0], told[original][0]
        if told[name][1] != told[original][1] and pair != ("flash", "report"):
            wrong[" taken for ".join(pair)].append(f"{name} -> {original}")
    print(f"  {sum(map(len, wrong.values()))} false pairs of {len(taken_for)}")
    for kinds, some in wrong.items():
        print(f"    {len(some)} {kinds}: {', '.join(some[:10])}")
    flashes = sum(told[name][0] == "flash" and told[original][0] == "report" for name, original in taken_for.items())
    print(f"  {flashes} flashes told to be in the long report")


@contextmanager
def peaks() -> Iterator[list[int]]:
    """Give the list of peak memory in MB, of this process and of all that it started, filled when the block ends."""
    memory: list[int] = []
    others: dict[int, int] = {}
    over = Event()

    def watch() -> None:
        while not over.wait(0.2):
            others.update((process, _peak(process)) for process in _children(os.getpid()))

    Path("/proc/self/clear_refs").write_text("5")  # resets the peak
    thread = Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield memory
    finally:
        over.set()
        thread.join()
        memory += [_peak(os.getpid()), *others.values()]


def _peak(process: int) -> int:
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s*(\d+)", status)
    return int(found[1]) // 1024 if found else 0


def _children(process: int) -> Iterator[int]:
    try:
        threads = list(Path(f"/proc/{process}/task").glob("*/children"))
        children = [int(child) for thread in threads for child in thread.read_text().split()]
    except OSError:
        return
    for child in children:
        yield child
        yield from _children(child)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[20000])
    parser.add_argument("--days", type=int, default=30)
    options = parser.parse_args()
    for articles in options.articles:
        process = get_context("spawn").Process(target=measure, args=(articles, options.days))
        process.start()
        process.join()
        if process.exitcode:
            sys.exit(process.exitcode)


if __name__ == "__main__":
    main()

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from flows.tables.layout import Layout
from flows.tables.locks import StageBusy, stage_lock

HOLDER = """
import os, sys, time
from pathlib import Path
from flows.tables.layout import Layout
from flows.tables.locks import stage_lock

with stage_lock(Layout(Path(sys.argv[1])), "clean"):
    if not os.fork():
        print(os.getpid(), flush=True)
    time.sleep(60)
"""


@contextmanager
def holder(layout: Layout) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Another process that holds the lock of `clean`, and the id of a worker that it forked meanwhile."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", HOLDER, str(layout.out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        worker = int(process.stdout.readline())
        try:
            yield process, worker
        finally:
            process.kill()
            os.kill(worker, signal.SIGKILL)


def test_a_second_run_of_a_stage_is_told_so_in_one_line(layout: Layout) -> None:
    with holder(layout):
        with pytest.raises(StageBusy) as told, stage_lock(layout, "clean"):
            pass
        assert "clean" in str(told.value)
        assert str(layout.out) in str(told.value)
        assert "\n" not in str(told.value)
        with stage_lock(layout, "extract"):
            pass


def test_a_killed_holder_frees_the_lock_even_while_its_worker_lives(layout: Layout) -> None:
    with holder(layout) as (process, worker):
        process.kill()
        process.wait()
        os.kill(worker, 0)
        with stage_lock(layout, "clean"):
            pass


def test_the_lock_is_free_after_use_and_after_an_error(layout: Layout) -> None:
    with pytest.raises(ZeroDivisionError), stage_lock(layout, "clean"):
        raise ZeroDivisionError
    with stage_lock(layout, "clean"), pytest.raises(StageBusy), stage_lock(layout, "clean"):
        pass
    with stage_lock(layout, "clean"):
        pass

"""Who may work: one run a stage, one commit at a time. The kernel frees a lock when its holder dies."""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.tables.files import make_folder
from flows.tables.layout import Layout

_held: set[int] = set()


class StageBusy(RuntimeError):
    """Another process runs the same stage on the same folder."""


@contextmanager
def stage_lock(layout: Layout, stage: str) -> Iterator[None]:
    """Hold the lock of `stage` (`ingest`, `clean`, ...) for a whole stage run. Raises StageBusy when it is taken."""
    with _flock(layout.lock(stage), fcntl.LOCK_EX | fcntl.LOCK_NB) as taken:
        if not taken:
            raise StageBusy(f"{stage} already runs on {layout.out}: wait for it to end, or use another output folder")
        yield


def check_idle(layout: Layout, stages: Iterable[str]) -> None:
    """Raise StageBusy when another process runs one of `stages`; OSError when the output folder can't be written."""
    for stage in stages:
        with stage_lock(layout, stage):
            continue


@contextmanager
def commit_lock(layout: Layout) -> Iterator[None]:
    """Hold the lock around a commit; waits for the commit of another process. Not reentrant."""
    with _flock(layout.lock("commit"), fcntl.LOCK_EX):
        yield


@contextmanager
def _flock(path: Path, operation: int) -> Iterator[bool]:
    make_folder(path.parent)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    _held.add(descriptor)
    try:
        try:
            fcntl.flock(descriptor, operation)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        if descriptor in _held:
            _held.discard(descriptor)
            os.close(descriptor)


def _close_inherited() -> None:
    # A forked worker shares its parent's locks: unless it lets go, they outlive a parent that was killed.
    while _held:
        os.close(_held.pop())


os.register_at_fork(after_in_child=_close_inherited)

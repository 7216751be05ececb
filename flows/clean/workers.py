"""Cleaning on all cores: pages go to worker processes in chunks and come back in their order."""

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context, parent_process
from typing import NamedTuple

from flows.clean.document import Cleaned, CleanError, to_document
from schemas import Raw

FEWEST_ROWS = 200
"""Below this, processes take longer to start (1 s) than they save (6 ms a page on two cores)."""

CHUNK = 8
"""Rows that go to a worker at a time: enough that handing over costs little, few enough that none is lost with many."""

_CHUNKS_AHEAD = 8
"""Chunks for each process that wait or are done, so that none stands idle while documents are committed."""
_BYTES_AHEAD = 16 * 2**20
"""Of bodies in them: bounds the memory where pages are large."""


class Failure(NamedTuple):
    """Why no document came of a row: a word and a sentence for the reject row."""

    reason: str
    detail: str


Outcome = Cleaned | Failure
Cleaning = Callable[[Iterable[Raw]], Iterator[tuple[Raw, Outcome]]]
"""From rows to what came of each, in their order."""


@contextmanager
def cleaning(rows: int, processes: int | None = None) -> Iterator[Cleaning]:
    """Give the function that cleans rows: on all cores (`processes`: so many) where there are many `rows`, else here.

    Its processes end with the block, and by themselves when this process is killed.
    """
    processes = processes or os.cpu_count() or 1
    if rows < FEWEST_ROWS or processes == 1:
        yield cleaned_here
        return
    workers = _Workers(processes)
    try:
        yield workers.outcomes
    finally:
        workers.close()


def cleaned_here(raws: Iterable[Raw]) -> Iterator[tuple[Raw, Outcome]]:
    """Yield what comes of each row, in this process."""
    for raw in raws:
        yield raw, outcome(raw)


def outcome(raw: Raw) -> Outcome:
    """Return the document of a row, or why there is none: a library's own failure on one page stops no other."""
    try:
        return to_document(raw)
    except CleanError as error:
        return Failure(error.reason, error.detail)
    except Exception as error:
        detail = f"{raw.locator} could not be cleaned: {type(error).__name__}: {error}; look at the page."
        return Failure("clean_failed", detail)


class _Workers:
    """A pool that is opened anew where a page has killed a process of it."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        # Not forked: the threads of this process may hold locks. The fork server imports the libraries once.
        self._context = get_context("forkserver")
        self._context.set_forkserver_preload(["flows.clean.preload"])
        self._pool = self._open(processes)

    def outcomes(self, raws: Iterable[Raw]) -> Iterator[tuple[Raw, Outcome]]:
        stream, size = iter(raws), 0
        under_way: deque[tuple[list[Raw], Future[list[Outcome]]]] = deque()
        while chunk := list(islice(stream, CHUNK)):
            under_way.append((chunk, self._submit(chunk)))
            size += _bytes(chunk)
            while len(under_way) > _CHUNKS_AHEAD * self._processes or size > _BYTES_AHEAD:
                size -= _bytes(under_way[0][0])
                yield from self._next(under_way)
        while under_way:
            yield from self._next(under_way)

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)

    def _open(self, processes: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(processes, self._context, initializer=_end_with_parent)

    def _submit(self, chunk: list[Raw]) -> "Future[list[Outcome]]":
        try:
            return self._pool.submit(_outcomes, chunk)
        except BrokenProcessPool:
            self._pool = self._open(self._processes)
            return self._pool.submit(_outcomes, chunk)

    def _next(self, under_way: "deque[tuple[list[Raw], Future[list[Outcome]]]]") -> Iterator[tuple[Raw, Outcome]]:
        chunk, future = under_way.popleft()
        try:
            results = future.result()
        except BrokenProcessPool:
            results = [self._alone(raw) for raw in chunk]
        yield from zip(chunk, results, strict=True)

    def _alone(self, raw: Raw) -> Outcome:
        """Clean one row of a chunk whose process died in a pool of its own: only the row at fault is lost."""
        with self._open(1) as pool:
            pool.submit(int).result()  # Raises BrokenProcessPool where no process can start: then no row is at fault.
            try:
                return pool.submit(_outcomes, [raw]).result()[0]
            except BrokenProcessPool:
                detail = f"{raw.locator} could not be cleaned: the process died over it; look at the page."
                return Failure("clean_failed", detail)


def _bytes(chunk: list[Raw]) -> int:
    return sum(len(raw.body) for raw in chunk)


def _outcomes(chunk: list[Raw]) -> list[Outcome]:
    return [outcome(raw) for raw in chunk]


def _end_with_parent() -> None:
    """Have this process watch the one that asked for it, and end when that is gone: a killed one closes no pool."""
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)

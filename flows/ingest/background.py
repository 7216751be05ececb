"""From asynchronous work to a plain iterator over what it finds."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")

AHEAD = 4
"""Finished items that may wait for the reader; then the work waits."""


def in_background(work: Callable[[Callable[[T], Awaitable[None]]], Coroutine[Any, Any, None]]) -> Iterator[T]:
    """Yield what `work` puts, while it runs on an event loop in a thread of its own.

    `work` is called with an asynchronous function that takes one item. So the reader may have an event loop or not, and
    may take its time: connections are served meanwhile. Raises what `work` raises. An iterator that is closed early
    cancels the work.
    """
    loop = asyncio.new_event_loop()
    # A daemon, so that a reader who never closes the iterator doesn't keep the process alive.
    thread = Thread(target=loop.run_forever, name="ingest", daemon=True)
    thread.start()
    queue: asyncio.Queue[tuple[T] | _End] = asyncio.Queue(AHEAD)

    async def run() -> None:
        error: Exception | None = None
        try:
            await work(lambda item: queue.put((item,)))
        except Exception as raised:
            error = raised
        await queue.put(_End(error))

    try:
        asyncio.run_coroutine_threadsafe(run(), loop)
        while not isinstance(found := asyncio.run_coroutine_threadsafe(queue.get(), loop).result(), _End):
            yield found[0]
        if found.error:
            raise found.error
    finally:
        asyncio.run_coroutine_threadsafe(_cancel_all(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


class _End:
    def __init__(self, error: Exception | None) -> None:
        self.error = error


async def _cancel_all() -> None:
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.get_running_loop().shutdown_asyncgens()

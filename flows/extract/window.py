"""A sliding window over coroutines: always `width` under way, each handed on as soon as it is done."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


async def slide(
    items: Iterable[Item], work: Callable[[Item], Awaitable[Result]], width: int
) -> AsyncIterator[tuple[Item, Result]]:
    """Yield every item with the result of `work`, in the order in which they are done.

    A slow item holds back nothing but itself. `items` is drawn on only as places in the window fall free. An exception
    of `work` ends the window: what is under way is cancelled, then the exception is raised.
    """
    source = iter(items)
    running: dict[asyncio.Future[Result], Item] = {}
    try:
        while True:
            while len(running) < width and (item := next(source, _END)) is not _END:
                running[asyncio.ensure_future(work(item))] = item  # type: ignore[arg-type,assignment]
            if not running:
                return
            done, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for future in done:
                yield running.pop(future), future.result()
    finally:
        for future in running:
            future.cancel()
        await asyncio.gather(*running, return_exceptions=True)


_END = object()

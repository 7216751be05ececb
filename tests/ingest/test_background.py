import asyncio
from collections.abc import Awaitable, Callable
from threading import active_count

import pytest

from flows.ingest.background import AHEAD, in_background

Put = Callable[[int], Awaitable[None]]


async def count(put: Put) -> None:
    for number in range(3 * AHEAD):
        await put(number)


def test_items_come_in_the_order_they_were_put() -> None:
    assert list(in_background(count)) == list(range(3 * AHEAD))


def test_the_reader_may_have_an_event_loop_of_its_own() -> None:
    async def read() -> list[int]:
        return list(in_background(count))

    assert len(asyncio.run(read())) == 3 * AHEAD


def test_what_the_work_raises_comes_after_what_it_put() -> None:
    async def fail(put: Put) -> None:
        await put(1)
        raise ValueError("no more")

    items = in_background(fail)
    assert next(items) == 1
    with pytest.raises(ValueError, match="no more"):
        next(items)


def test_an_iterator_closed_early_ends_the_work() -> None:
    ended = []

    async def endless(put: Put) -> None:
        try:
            while True:
                await put(1)
        finally:
            ended.append(True)

    before = active_count()
    items = in_background(endless)
    next(items)
    items.close()  # type: ignore[attr-defined]
    assert ended == [True]
    assert active_count() == before

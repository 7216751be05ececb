import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import Any

import pytest

from flows.extract.window import slide


def slid(items: Iterable[Any], work: Callable[[Any], Awaitable[Any]], width: int) -> list[tuple[Any, Any]]:
    async def collect() -> list[tuple[Any, Any]]:
        return [pair async for pair in slide(items, work, width)]

    return asyncio.run(collect())


async def doubled(number: int) -> int:
    return 2 * number


@pytest.mark.parametrize("width", [1, 3, 50])
def test_every_item_comes_once_with_its_result(width: int) -> None:
    assert sorted(slid(range(10), doubled, width)) == [(number, 2 * number) for number in range(10)]


def test_nothing_to_do() -> None:
    assert slid([], doubled, 4) == []


def test_a_slow_item_holds_back_nothing_but_itself() -> None:
    async def all_done() -> list[int]:
        others_done = asyncio.Event()

        async def work(number: int) -> None:
            if number == 0:
                await others_done.wait()

        order = []
        async for number, _ in slide(range(20), work, 2):
            order.append(number)
            if len(order) == 19:
                others_done.set()
        return order

    assert asyncio.run(all_done()) == [*range(1, 20), 0]


def test_no_more_than_the_width_is_under_way_or_drawn() -> None:
    drawn = under_way = most = 0

    def items() -> Iterator[int]:
        nonlocal drawn
        for number in range(30):
            drawn += 1
            yield number

    async def work(number: int) -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        assert drawn <= number + 5
        await asyncio.sleep(0)
        under_way -= 1

    slid(items(), work, 5)
    assert most == 5


def test_a_failure_ends_the_window_and_cancels_what_is_under_way() -> None:
    cancelled = []

    async def work(number: int) -> None:
        if number == 2:
            raise ValueError("number 2")
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancelled.append(number)
            raise

    with pytest.raises(ValueError, match="number 2"):
        slid(range(9), work, 3)
    assert sorted(cancelled) == [0, 1]

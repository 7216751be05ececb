"""How fast requests go out: by the clock, and by what the endpoint bears."""

import asyncio

import pytest

from flows.extract.openai.pace import ROUNDS_TO_RECOVER, CongestionWindow, Pace


def test_turns_are_evenly_spaced_whenever_they_are_asked_for() -> None:
    now = 100.0
    pace = Pace(30, clock=lambda: now)
    assert [pace.reserve() for _ in range(4)] == [0, 2, 4, 6]
    now = 103.0
    assert pace.reserve() == 5, "turns that were given out stay given out"
    now = 150.0
    assert [pace.reserve(), pace.reserve()] == [0, 2], "time that nobody used is no credit for a burst"


def test_without_a_limit_nobody_waits() -> None:
    pace = Pace(None, clock=lambda: 7.0)
    assert {pace.reserve() for _ in range(100)} == {0}


def test_a_turn_is_waited_for() -> None:
    async def both() -> tuple[float, float]:
        clock = asyncio.get_running_loop().time
        pace = Pace(1200, clock=clock)
        begun = clock()
        await pace.turn()
        first = clock() - begun
        await pace.turn()
        return first, clock() - begun

    first, second = asyncio.run(both())
    assert second >= 0.05 > first


def test_the_window_halves_once_for_all_that_was_under_way() -> None:
    window = CongestionWindow(16)
    for _ in range(5):
        window.shrink(0)
    assert window.width == 8
    window.shrink(1)
    assert window.width == 4
    window.shrink(1)
    assert window.width == 4


def test_the_window_never_closes_and_never_grows_beyond_its_width() -> None:
    window = CongestionWindow(8)
    for generation in range(10):
        window.shrink(generation)
    assert window.width == 1
    for _ in range(1000):
        window.widen()
    assert window.width == 8


@pytest.mark.parametrize("widest", [4, 50])
def test_a_round_of_good_answers_adds_the_same_share_at_any_width(widest: int) -> None:
    window = CongestionWindow(widest)
    for generation in range(10):
        window.shrink(generation)
    rounds = 0
    while window.width < widest:
        rounds += 1
        for _ in range(window.width):
            window.widen()
    assert ROUNDS_TO_RECOVER - 1 <= rounds <= 2 * ROUNDS_TO_RECOVER


def test_no_more_requests_than_the_width_are_under_way() -> None:
    async def most(window: CongestionWindow) -> list[int]:
        under_way, seen = 0, []

        async def request(number: int) -> None:
            nonlocal under_way
            async with window.place() as generation:
                under_way += 1
                seen.append(under_way)
                await asyncio.sleep(0)
                if number == 5:
                    window.shrink(generation)
                    assert window.width == 3
                await asyncio.sleep(0)
                under_way -= 1

        await asyncio.gather(*map(request, range(40)))
        assert under_way == 0
        return seen

    seen = asyncio.run(most(CongestionWindow(6)))
    assert len(seen) == 40
    assert max(seen) == 6
    assert max(seen[12:]) == 3


def test_those_who_give_up_waiting_take_no_place_with_them() -> None:
    async def cancelled() -> None:
        window = CongestionWindow(1)
        entered: list[int] = []

        async def request(number: int) -> None:
            async with window.place():
                entered.append(number)
                await asyncio.sleep(0.001)

        tasks = [asyncio.ensure_future(request(number)) for number in range(4)]
        await asyncio.sleep(0)
        tasks[1].cancel()
        await asyncio.wait({tasks[0]})
        tasks[2].cancel()  # the place may have been handed to it already
        await asyncio.gather(*tasks, return_exceptions=True)
        await request(9)
        assert entered[0] == 0
        assert entered[-2:] == [3, 9]

    asyncio.run(cancelled())


def test_a_window_outlives_an_event_loop_that_was_cut_off() -> None:
    window = CongestionWindow(1)

    async def stopped() -> None:
        async def request() -> None:
            async with window.place():
                await asyncio.Event().wait()

        tasks = [asyncio.ensure_future(request()) for _ in range(3)]
        await asyncio.sleep(0)
        assert not any(task.done() for task in tasks)

    asyncio.run(stopped())

    async def again() -> str:
        async with window.place():
            return "entered"

    assert asyncio.run(again()) == "entered"

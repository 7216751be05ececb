"""How fast requests go out: so many a minute at most, evenly, and fewer at once when the endpoint asks for less."""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

ROUNDS_TO_RECOVER = 5
"""Rounds of good answers after which a window that had shrunk to one is nearly as wide as ever."""


class Pace:
    """At most so many turns a minute, evenly spaced: endpoints count short bursts too. For any event loop."""

    def __init__(self, per_minute: int | None, clock: Callable[[], float] = time.monotonic) -> None:
        """Take the turns a minute, None for no limit."""
        self._interval = 60.0 / per_minute if per_minute else 0.0
        self._clock = clock
        self._next = 0.0

    def reserve(self) -> float:
        """Take the next turn and return the seconds until it comes."""
        now = self._clock()
        turn = max(now, self._next)
        self._next = turn + self._interval
        return turn - now

    async def turn(self) -> None:
        """Wait for the next turn."""
        if (wait := self.reserve()) > 0:
            await asyncio.sleep(wait)


class CongestionWindow:
    """How many requests are under way at once: half as many after a 429, slowly more again as answers come in.

    Additive increase, multiplicative decrease, as TCP does (RFC 5681, section 3.1). What was under way when the window
    shrank tells nothing new, so that its 429s don't shrink it again.
    """

    def __init__(self, widest: int) -> None:
        """Take the width to begin with, which is never exceeded."""
        self._widest = widest
        self._width = float(widest)
        self._generation = 0
        self._under_way = 0
        self._waiting: deque[asyncio.Future[None]] = deque()

    @property
    def width(self) -> int:
        """How many requests may be under way now."""
        return int(self._width)

    @asynccontextmanager
    async def place(self) -> AsyncIterator[int]:
        """Hold a place for one request, in order of arrival; gives what `shrink` wants to know of it."""
        if self._under_way < self.width:
            self._under_way += 1
        else:
            await self._given_up_place()
        try:
            yield self._generation
        finally:
            self._under_way -= 1
            self._hand_on()

    def widen(self) -> None:
        """Note a good answer."""
        self._width = min(self._widest, self._width + self._widest / ROUNDS_TO_RECOVER / self._width)
        self._hand_on()

    def shrink(self, generation: int) -> None:
        """Note that a request which began in `generation` came at a bad time."""
        if generation == self._generation:
            self._generation += 1
            self._width = max(1.0, self._width / 2)

    async def _given_up_place(self) -> None:
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():  # the place was handed over, and nobody is there to take it
                self._under_way -= 1
                self._hand_on()
            raise

    def _hand_on(self) -> None:
        while self._waiting and self._under_way < self.width:
            turn = self._waiting.popleft()
            if not turn.done():
                self._under_way += 1
                turn.set_result(None)

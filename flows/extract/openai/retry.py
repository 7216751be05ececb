"""Transport retry: the same request again after a failure of the way there, the way back, or a server at its limit."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

Result = TypeVar("Result")


class TransientError(RuntimeError):
    """A request that failed for a reason that may have passed in a moment."""

    def __init__(
        self, reason: str, detail: str, *, retry_after: float | None = None, unreachable: bool = False
    ) -> None:
        """Take a word for `readings.reason`, a sentence for people, and the seconds that the server asks to wait.

        `unreachable`: nobody took the connection, so the request itself can't be at fault.
        """
        super().__init__(detail)
        self.reason = reason
        self.retry_after = retry_after
        self.unreachable = unreachable


@dataclass(frozen=True)
class RetryPolicy:
    """How often and after how many seconds a request is tried again."""

    attempts: int = 6
    first_delay: float = 0.5
    longest_delay: float = 20.0
    longest_retry_after: float = 120.0
    """A server that asks for a longer pause is left alone: `retrying` raises at once."""
    patience: float = 600.0
    """No try begins later than so long after the first one: a server that hangs costs a time-out each time."""

    def delay(self, attempt: int, retry_after: float | None, draw: Callable[[], float] = random.random) -> float:
        """Return the seconds to wait after the `attempt`-th failure, from 1.

        Twice as long each time, or as long as the server asks; a random part keeps many clients from coming back at
        the same moment.
        """
        if retry_after is not None:
            return retry_after * (1 + 0.1 * draw())
        longest: float = min(self.first_delay * 2 ** (attempt - 1), self.longest_delay)
        return longest * (0.5 + 0.5 * draw())


async def retrying(send: Callable[[], Awaitable[Result]], policy: RetryPolicy) -> Result:
    """Return what `send` returns, trying again after each TransientError. Raises the last one when all tries failed."""
    begun = time.monotonic()
    for attempt in range(1, policy.attempts + 1):
        try:
            return await send()
        except TransientError as error:
            pause = policy.delay(attempt, error.retry_after)
            too_long = error.retry_after is not None and error.retry_after > policy.longest_retry_after
            too_late = time.monotonic() - begun + pause > policy.patience
            if attempt == policy.attempts or too_long or too_late:
                raise
            await asyncio.sleep(pause)
    raise ValueError(f"a retry policy needs at least one attempt, not {policy.attempts}")


def asked_pause(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that a response asks to wait, None where it does not say.

    Reads `retry-after-ms`, which OpenAI sends, and `Retry-After`, seconds or a date (RFC 9110, section 10.2.3).
    `headers` must look names up whatever their case.
    """
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            return max(0.0, float(headers[name]) * unit)
        except (KeyError, ValueError):
            continue
    try:
        until = parsedate_to_datetime(headers["retry-after"])
    except (KeyError, ValueError):
        return None
    return max(0.0, ((until if until.tzinfo else until.replace(tzinfo=UTC)) - datetime.now(UTC)).total_seconds())

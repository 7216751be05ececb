"""How long to wait before the same request goes out again."""

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.openai.retry import RetryPolicy, TransientError, asked_pause, retrying

POLICY = RetryPolicy(attempts=6, first_delay=0.5, longest_delay=20)


@given(st.integers(1, 50), st.floats(0, 1))
def test_waits_double_up_to_a_bound(attempt: int, drawn: float) -> None:
    longest = min(0.5 * 2 ** (attempt - 1), 20)
    assert longest / 2 <= POLICY.delay(attempt, None, lambda: drawn) <= longest


@given(st.floats(0, 120), st.floats(0, 1))
def test_a_server_gets_the_pause_it_asks_for(asked: float, drawn: float) -> None:
    assert asked <= POLICY.delay(1, asked, lambda: drawn) <= asked * 1.1


def test_pauses_are_read_as_seconds_milliseconds_or_date() -> None:
    assert asked_pause({"retry-after": "7"}) == 7
    assert asked_pause({"retry-after-ms": "250", "retry-after": "1"}) == 0.25
    soon = datetime.now(UTC) + timedelta(hours=1)
    assert asked_pause({"retry-after": format_datetime(soon, usegmt=True)}) == pytest.approx(3600, abs=5)
    assert asked_pause({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}) == 0
    assert asked_pause({"retry-after": "soon"}) is None
    assert asked_pause({}) is None


def test_only_transient_errors_are_tried_again() -> None:
    tries = []

    async def send() -> str:
        tries.append(1)
        if len(tries) < 3:
            raise TransientError("server_error", "down")
        raise ValueError("our own mistake")

    with pytest.raises(ValueError, match="our own mistake"):
        asyncio.run(retrying(send, RetryPolicy(attempts=9, first_delay=0.001)))
    assert len(tries) == 3


def test_patience_has_an_end() -> None:
    tries = []

    async def send() -> str:
        tries.append(1)
        raise TransientError("timeout", "no answer")

    with pytest.raises(TransientError):
        asyncio.run(retrying(send, RetryPolicy(attempts=6, first_delay=1, patience=0.1)))
    assert len(tries) == 1


def test_the_last_failure_comes_through() -> None:
    async def send() -> str:
        raise TransientError("rate_limited", "busy", retry_after=0)

    with pytest.raises(TransientError, match="busy"):
        asyncio.run(retrying(send, RetryPolicy(attempts=2)))

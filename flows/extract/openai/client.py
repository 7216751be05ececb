"""One endpoint, asked through the `openai` package. Its own retries are off: they would multiply with ours."""

import asyncio
import json
import os
from collections.abc import AsyncGenerator, Mapping
from typing import Any
from urllib.parse import urlsplit

import openai
from openai import AsyncOpenAI, Timeout
from openai.types.chat import ChatCompletion
from pydantic import ValidationError

from flows.extract.engine import EngineUnavailable
from flows.extract.openai.completion import Completion
from flows.extract.openai.errors import BadResponse, meaning
from flows.extract.openai.pace import CongestionWindow, Pace
from flows.extract.openai.retry import RetryPolicy, TransientError, retrying
from flows.extract.openai.tally import Tally

OPENAI_URL = "https://api.openai.com/v1"
NO_KEY = "no-key-needed"
"""For endpoints of one's own: the package insists on a key."""

CONNECT_SECONDS = 10.0
DEAD_AFTER = 10
"""Articles that fail in a row, retries and all, before the endpoint counts as dead."""


class Endpoint:
    """Sends requests, tries them again where that helps, and tells when it is no use to go on."""

    def __init__(
        self,
        base_url: str | None,
        seconds: float,
        policy: RetryPolicy | None = None,
        *,
        concurrency: int = 8,
        rpm: int | None = None,
    ) -> None:
        """Take the base URL (None: OPENAI_BASE_URL, else OpenAI's) and the longest wait for an answer in seconds.

        At most `concurrency` requests are under way at once, fewer when the endpoint answers 429, and at most `rpm` go
        out a minute, those that are tried again included. The key comes from OPENAI_API_KEY; an endpoint of one's own
        needs none. Raises EngineUnavailable when OpenAI's own is to be asked without a key.
        """
        self.base_url = (base_url or os.environ.get("OPENAI_BASE_URL") or OPENAI_URL).rstrip("/")
        self.concurrency = concurrency
        self.answers = 0
        """Completions that came in so far."""
        self._key = os.environ.get("OPENAI_API_KEY", "").strip()
        if not self._key and urlsplit(self.base_url).hostname == urlsplit(OPENAI_URL).hostname:
            raise EngineUnavailable(
                f"{self.base_url} needs a key: set OPENAI_API_KEY, or --base-url to another endpoint"
            )
        if not (self._key.isascii() and self._key.isprintable()):
            raise EngineUnavailable("OPENAI_API_KEY holds characters that no key has: copy the key again")
        self._timeout = Timeout(seconds, connect=CONNECT_SECONDS)
        self._policy = policy or RetryPolicy()
        self._window = CongestionWindow(concurrency)
        self._pace = Pace(rpm)
        self._failures_in_a_row = 0
        self._loop: asyncio.AbstractEventLoop | None = None

    async def complete(self, body: Mapping[str, Any], tally: Tally) -> Completion:
        """Return the completion of a request; `tally` learns of every try.

        Raises TransientError when all tries failed, DocumentRefused when this request never will succeed, and
        EngineUnavailable when no other will either: no connection, a wrong key or model, a pause longer than we wait.
        """
        client = await self._client()

        async def send() -> Completion:
            async with self._window.place() as generation:
                await self._pace.turn()
                tally.requests += 1
                try:
                    # Not by `chat.completions.create`, which walks through all messages and the schema each time.
                    response = await client.post("/chat/completions", body=body, cast_to=ChatCompletion)
                    completion = _completion(response)
                except (openai.OpenAIError, BadResponse, json.JSONDecodeError) as error:
                    cause = meaning(error, self.base_url, str(body["model"]))
                    if isinstance(cause, TransientError) and cause.reason == "rate_limited":
                        self._window.shrink(generation)
                    # Its message holds the cause; the layers below would fill a screen in the log of the flow.
                    raise self._without_key(cause) from None
                self._window.widen()
                return completion

        try:
            completion = await retrying(send, self._policy)
        except TransientError as error:
            if error.unreachable:
                raise EngineUnavailable(f"{error}: check --base-url, and whether the server runs") from None
            if error.retry_after is not None and error.retry_after > self._policy.longest_retry_after:
                pause = f"{error.retry_after:.0f} s"
                raise EngineUnavailable(f"{error} and asks to wait {pause}: run again after that") from None
            raise
        self.answers += 1
        self._failures_in_a_row = 0
        return completion

    def count_failure(self, error: Exception) -> None:
        """Count an article that failed. Raises EngineUnavailable when so many did in a row: a dead endpoint."""
        self._failures_in_a_row += 1
        if self._failures_in_a_row >= DEAD_AFTER:
            raise EngineUnavailable(f"{DEAD_AFTER} articles in a row failed, the last one so: {error}") from None

    def _without_key(self, error: Exception) -> Exception:
        """Take the key out of a message: servers quote what they refuse, and messages end up in tables and logs."""
        if self._key:
            error.args = (str(error).replace(self._key, "***"),)
        return error

    async def _client(self) -> AsyncOpenAI:
        """Return the client of the running event loop: connections belong to a loop, and every slice has its own."""
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            self._loop = loop
            self._opened = AsyncOpenAI(
                api_key=self._key or NO_KEY,
                base_url=self.base_url,
                timeout=self._timeout,
                max_retries=0,
            )
            self._closing = _closed_with_its_loop(self._opened)
            await anext(self._closing)
        return self._opened


async def _closed_with_its_loop(client: AsyncOpenAI) -> AsyncGenerator[None]:
    # asyncio.run closes the asynchronous generators of its loop before the loop itself.
    async with client:
        yield


def _completion(response: Any) -> Completion:
    # The package hands on whatever came: text for a page that is no JSON, no choices for an error sent with status 200.
    try:
        return Completion.of(response)
    except (AttributeError, IndexError, TypeError, ValidationError):
        raise BadResponse(" ".join(str(response).split())[:200]) from None

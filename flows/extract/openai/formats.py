"""How an endpoint wants to be asked: found out once from what it refuses, then kept for the run."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, Literal

from flows.extract.openai.prompt import Message

Format = Literal["strict_json_schema", "json_schema", "json_object"]
Limit = Literal["max_tokens", "max_completion_tokens"]

LADDER: tuple[Format, ...] = ("strict_json_schema", "json_schema", "json_object")
"""From the surest to the most widely known."""

SCHEMA_IN_PROMPT = "# Form of the answer\nOne JSON object that fits this JSON schema, and nothing else:\n"


@dataclass(frozen=True)
class Dialect:
    """What an endpoint understands of chat completions."""

    response_format: Format = "strict_json_schema"
    limit: Limit = "max_tokens"
    """Local servers know the first, OpenAI's reasoning models the second."""
    temperature: bool = True
    """Reasoning models take none."""

    def body(self, model: str, messages: Sequence[Message], schema: dict[str, Any], max_tokens: int) -> dict[str, Any]:
        """Return the body of a request for an answer that fits `schema`, of at most so many tokens."""
        body: dict[str, Any] = {"model": model, "messages": list(messages), self.limit: max_tokens}
        if self.temperature:
            body["temperature"] = 0
        if self.response_format == "json_object":
            system = messages[0]["content"] + "\n" + SCHEMA_IN_PROMPT + json.dumps(schema, ensure_ascii=False)
            body["messages"] = [messages[0] | {"content": system}, *messages[1:]]
            body["response_format"] = {"type": "json_object"}
        else:
            strict = {"strict": True} if self.response_format == "strict_json_schema" else {}
            form = {"name": "answer", "schema": schema} | strict
            body["response_format"] = {"type": "json_schema", "json_schema": form}
        return body

    @classmethod
    def all(cls) -> "tuple[Dialect, ...]":
        """Return every way to ask, the most telling first."""
        limits: tuple[Limit, ...] = ("max_tokens", "max_completion_tokens")
        return tuple(cls(*way) for way in product(LADDER, limits, (True, False)))

    def without(self, parameter: str) -> "Dialect | None":
        """Return the next way to ask an endpoint that refuses `parameter`, None when there is no other."""
        if parameter == "response_format" and self.response_format != LADDER[-1]:
            return replace(self, response_format=LADDER[LADDER.index(self.response_format) + 1])
        if parameter == "max_tokens" and self.limit == "max_tokens":
            return replace(self, limit="max_completion_tokens")
        if parameter == "temperature" and self.temperature:
            return replace(self, temperature=False)
        return None

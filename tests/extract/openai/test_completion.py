"""What is kept of a response, from servers that count everything and from servers that count little."""

from typing import Any

import pytest
from openai.types.chat import ChatCompletion

from flows.extract.openai.completion import Completion


@pytest.mark.parametrize(
    ("usage", "tokens"),
    [
        ({"prompt_tokens": 9, "completion_tokens": 2, "prompt_tokens_details": {"cached_tokens": 4}}, (9, 4, 2)),
        ({"prompt_tokens": 9, "completion_tokens": 2, "prompt_tokens_details": None}, (9, 0, 2)),
        ({"prompt_tokens": 9, "completion_tokens": None}, (9, 0, 0)),
        ({}, (0, 0, 0)),
        (None, (0, 0, 0)),
    ],
)
def test_tokens_are_what_the_server_counts(usage: Any, tokens: tuple[int, int, int]) -> None:
    message = {"role": "assistant", "content": "{}"}
    choices = [{"index": 0, "finish_reason": "stop", "message": message}]
    # As the package makes it from the wire: without checks.
    kept = Completion.of(ChatCompletion.construct(id="c", choices=choices, usage=usage))
    assert (kept.content, kept.refusal, kept.finish_reason) == ("{}", None, "stop")
    assert (kept.prompt_tokens, kept.cached_tokens, kept.completion_tokens) == tokens

"""A completion: what an endpoint answered to one request, reduced to what counts."""

from typing import Any, Self

from openai.types.chat import ChatCompletion
from pydantic import BaseModel, ConfigDict


class Completion(BaseModel):
    """One paid answer, as the answer store keeps it. Tokens are the endpoint's own count, 0 where it gives none."""

    model_config = ConfigDict(frozen=True)

    content: str
    refusal: str | None
    finish_reason: str | None
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0

    @classmethod
    def of(cls, response: ChatCompletion) -> Self:
        """Return what counts of a response. Raises errors of many kinds for one that is none: it comes unchecked."""
        choice, usage = response.choices[0], response.usage
        return cls(
            content=choice.message.content or "",
            refusal=choice.message.refusal or None,
            finish_reason=choice.finish_reason,
            prompt_tokens=_tokens(usage, "prompt_tokens"),
            cached_tokens=_tokens(getattr(usage, "prompt_tokens_details", None), "cached_tokens"),
            completion_tokens=_tokens(usage, "completion_tokens"),
        )


def _tokens(usage: Any, name: str) -> int:
    """Return a count of tokens: compatible servers leave out what they don't count, or send null."""
    return getattr(usage, name, None) or 0

"""What an endpoint's error means: try again, give this document up, ask in another way, or stop the stage."""

import re

import httpx2  # what openai 3 speaks HTTP with; it tells a refused connection from one that broke off
import openai

from flows.extract.engine import EngineUnavailable
from flows.extract.openai.retry import TransientError, asked_pause

RETRYABLE_STATUS = frozenset({408, 409, 425, 429})
"""And all from 500 on."""

UNAVAILABLE_CODES = frozenset(
    {"invalid_api_key", "model_not_found", "insufficient_quota", "billing_hard_limit_reached", "DeploymentNotFound"}
)
"""The `code` of errors that no other article would fare better with (platform.openai.com/docs/guides/error-codes)."""

DETAIL_CHARACTERS = 300


class DocumentRefused(RuntimeError):
    """The endpoint won't answer this request, now or later; others may do well."""

    def __init__(self, reason: str, detail: str) -> None:
        """Take a word for `readings.reason` and a sentence for people."""
        super().__init__(detail)
        self.reason = reason


class ParameterRefused(DocumentRefused):
    """The endpoint does not know a parameter of the request."""

    def __init__(self, parameter: str, detail: str) -> None:
        """Take the parameter's name: `response_format`, `temperature` or `max_tokens`."""
        super().__init__("bad_request", detail)
        self.parameter = parameter


class BadResponse(RuntimeError):
    """A response with a good status that is no chat completion."""


def meaning(error: Exception, base_url: str, model: str) -> Exception:
    """Return what is to be raised for an error of the `openai` package."""
    if isinstance(error, openai.APIStatusError):
        return _meaning_of_status(error, base_url, model)
    if isinstance(error, openai.APITimeoutError) and not isinstance(error.__cause__, httpx2.ConnectTimeout):
        return TransientError("timeout", f"{base_url} did not answer in time")
    if isinstance(error, openai.APIConnectionError):
        reached = not isinstance(error.__cause__, httpx2.ConnectError | httpx2.ConnectTimeout)
        detail = f"{'the connection broke off' if reached else 'no connection'} ({error.__cause__ or error})"
        return TransientError("connection", f"{base_url}: {detail}", unreachable=not reached)
    return TransientError("bad_response", f"{base_url} answered with something else than a chat completion: {error}")


def _meaning_of_status(error: openai.APIStatusError, base_url: str, model: str) -> Exception:
    status, code = error.status_code, error.code or ""
    said = _first_words(error.message)
    if status == 401 or code == "invalid_api_key":
        # Not its own words: they may hold a part of the key.
        return EngineUnavailable(f"{base_url} refuses the key ({status}): set OPENAI_API_KEY to a valid one")
    if status == 404 or code in {"model_not_found", "DeploymentNotFound"}:
        return EngineUnavailable(f"{base_url} has no model {model!r} ({status}: {said}): check --model and --base-url")
    if status in {402, 403, 405} or code in UNAVAILABLE_CODES:
        return EngineUnavailable(f"{base_url} does not serve model {model!r} ({status}: {said}): check your account")
    if status in RETRYABLE_STATUS or status >= 500:
        reason = "rate_limited" if status == 429 else "server_error"
        pause = asked_pause(error.response.headers)
        return TransientError(reason, f"{base_url} answered {status}: {said}", retry_after=pause)
    if code == "context_length_exceeded" or re.search(r"context (length|size|window)", error.message, re.IGNORECASE):
        return DocumentRefused("too_long", f"too long for {model!r} ({status}: {said})")
    if "content" in code and ("filter" in code or "policy" in code):
        return DocumentRefused("content_filter", f"held back by the endpoint's content filter ({status}: {said})")
    if parameter := _refused_parameter(error):
        return ParameterRefused(parameter, f"{base_url} does not take {parameter} ({status}: {said})")
    return DocumentRefused("bad_request", f"{base_url} refuses the request ({status}: {said})")


def _refused_parameter(error: openai.APIStatusError) -> str | None:
    """Return the parameter that an error is about, by its `param`, else by its words."""
    for words in (error.param or "", error.message):
        for parameter, pattern in _PARAMETERS.items():
            if re.search(pattern, words, re.IGNORECASE):
                return parameter
    return None


def _first_words(message: str) -> str:
    return " ".join(message.split())[:DETAIL_CHARACTERS]


_PARAMETERS = {
    "response_format": r"response.?format|json.?schema|structured output|grammar|\bschema\b",
    "max_tokens": r"max_(completion_)?tokens",
    "temperature": r"temperature",
}

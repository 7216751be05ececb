"""The lines of a batch's files: requests on the way there, completions and errors on the way back."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

import httpx2
import openai
from openai.types.chat import ChatCompletion
from pydantic import ValidationError

from flows.extract.batch.ledger import Result
from flows.extract.engine import EngineUnavailable
from flows.extract.openai.completion import Completion
from flows.extract.openai.errors import DocumentRefused, ParameterRefused, meaning
from flows.extract.openai.retry import TransientError

ENDPOINT: Literal["/v1/chat/completions"] = "/v1/chat/completions"

UNANSWERED = frozenset({"batch_expired", "batch_cancelled"})
"""The `code` of requests that the endpoint never came to: they are sent again."""


def request_line(key: str, body: Mapping[str, Any]) -> bytes:
    """Return the line of a batch's input file for one request."""
    line = {"custom_id": key, "method": "POST", "url": ENDPOINT, "body": body}
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"


def results_in(lines: Iterable[bytes | str], base_url: str, model: str) -> Iterator[tuple[str, Result]]:
    """Yield the results in the lines of an output file or an error file, by the keys of their requests.

    A line that is broken, and one of a request that was never come to, is left out: the request is sent again then.
    """
    for line in lines:
        try:
            row = json.loads(line)
            key, error, response = row["custom_id"], row.get("error"), row.get("response") or {}
        except (ValueError, TypeError, KeyError, AttributeError):
            continue
        if isinstance(error, dict) and error.get("code") in UNANSWERED:
            continue
        yield str(key), _result(response, error, base_url, model)


def _result(response: Mapping[str, Any], error: Any, base_url: str, model: str) -> Result:
    status, body = response.get("status_code"), response.get("body")
    if status == 200 and isinstance(body, dict):
        try:
            return Result(completion=Completion.of(ChatCompletion.construct(**body)))
        except (AttributeError, IndexError, TypeError, ValidationError):
            said = " ".join(json.dumps(body).split())[:200]
            return Result(failure="transient", reason="bad_response", detail=f"no chat completion in the batch: {said}")
    return _failure(meaning(_status_error(int(status or 500), body, error), base_url, model))


def _status_error(status: int, body: Any, error: Any) -> openai.APIStatusError:
    """Return the error that the package raises when a single request is answered so."""
    said = body.get("error") if isinstance(body, dict) else None
    said = next((each for each in (said, body, error) if isinstance(each, dict)), {"message": str(body or error)})
    response = httpx2.Response(status, request=httpx2.Request("POST", ENDPOINT))
    return openai.APIStatusError(str(said.get("message") or said), response=response, body=said)


def _failure(error: Exception) -> Result:
    match error:
        case ParameterRefused():
            return Result(failure="parameter", reason=error.parameter, detail=str(error))
        case DocumentRefused():
            return Result(failure="refused", reason=error.reason, detail=str(error))
        case EngineUnavailable():
            return Result(failure="unavailable", detail=str(error))
        case TransientError():
            return Result(failure="transient", reason=error.reason, detail=str(error))
    return Result(failure="transient", reason="bad_response", detail=str(error))

"""An endpoint that answers tomorrow: what batches have brought it gives, everything else it puts into the next one."""

import json
from collections.abc import Mapping
from typing import Any

from flows.extract.batch.exchange import Exchange
from flows.extract.batch.ledger import Ledger, Result
from flows.extract.engine import EngineUnavailable
from flows.extract.openai.answers import AnswerStore, answer_key
from flows.extract.openai.completion import Completion
from flows.extract.openai.errors import DocumentRefused, ParameterRefused
from flows.extract.openai.retry import TransientError
from flows.extract.openai.tally import Tally


class NotYet(RuntimeError):
    """The request is in a batch that has not ended, or in the next one."""


class BatchEndpoint:
    """What `Endpoint` is for single requests."""

    concurrency = 1
    """Nothing is waited for, so nothing is gained by more at once."""

    def __init__(self, base_url: str, ledger: Ledger, exchange: Exchange, store: AnswerStore) -> None:
        """Take what each request goes through."""
        self.base_url = base_url
        self.answers = 0
        """Completions that this run has taken so far: the way in which it asks is understood."""
        self._ledger = ledger
        self._exchange = exchange
        self._store = store

    async def complete(self, body: Mapping[str, Any], tally: Tally) -> Completion:
        """Return the completion of a request; `tally` learns that it was asked.

        Raises NotYet where there is none yet, else what `Endpoint.complete` raises.
        """
        for parameter, value in _asked(body).items():
            if (parameter, value) in self._ledger.refused():
                raise ParameterRefused(parameter, f"{self.base_url} does not take {parameter} {value}")
        key = answer_key(self.base_url, body)
        result = self._ledger.result(key)
        if result is None:
            self._exchange.queue(key, body)
            raise NotYet(f"{self.base_url} has not answered yet")
        if result.completion:
            # Before it is struck out: a kill in between must not lose what was paid for.
            self._store.put(key, result.completion)
            self.answers += 1
        elif result.failure == "parameter":
            self._ledger.refuse(result.reason, _asked(body)[result.reason])
        self._ledger.strike(key)
        tally.requests += 1
        return _completion(result)

    def count_failure(self, error: Exception) -> None:
        """Do nothing: a batch with failures in it is no dead endpoint."""


def _completion(result: Result) -> Completion:
    match result.failure:
        case "transient":
            raise TransientError(result.reason, result.detail)
        case "parameter":
            raise ParameterRefused(result.reason, result.detail)
        case "refused":
            raise DocumentRefused(result.reason, result.detail)
        case "unavailable":
            raise EngineUnavailable(result.detail)
    assert result.completion, "a result without a failure holds a completion"
    return result.completion


def _asked(body: Mapping[str, Any]) -> dict[str, str]:
    """Return, for each parameter that an endpoint may refuse, in which form a request asks for it."""
    asked = {"response_format": json.dumps(_form(body.get("response_format", {})))}
    asked["max_tokens"] = "max_tokens" if "max_tokens" in body else "max_completion_tokens"
    asked["temperature"] = str(body.get("temperature"))
    return asked


def _form(response_format: Mapping[str, Any]) -> list[Any]:
    return [response_format.get("type"), response_format.get("json_schema", {}).get("strict", False)]

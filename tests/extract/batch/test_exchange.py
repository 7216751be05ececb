"""Batches on their way, against a loopback endpoint; a kill is a new object on the same folder."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openai import OpenAI

from flows.extract.batch.exchange import Exchange
from flows.extract.batch.ledger import Ledger
from flows.extract.engine import EngineUnavailable
from tests.extract.batch.batch_server import BatchServer


def answered(body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """Answer with the words of the request; refuse "bad" ones."""
    words = body["messages"][0]["content"]
    if words == "bad":
        return 400, {"error": {"message": "no such thing", "code": "invalid_request"}}
    if words == "busy":
        return 500, {"error": {"message": "busy"}}
    message = {"role": "assistant", "content": words}
    usage = {"prompt_tokens": 5, "completion_tokens": 2, "total_tokens": 7}
    return 200, {"choices": [{"index": 0, "finish_reason": "stop", "message": message}], "usage": usage}


@pytest.fixture
def server() -> Iterator[BatchServer]:
    started = BatchServer(answered)
    yield started
    started.close()


@pytest.fixture
def opened(server: BatchServer, tmp_path: Path) -> Callable[[], tuple[Exchange, Ledger]]:
    """Open the exchange as a new process would."""

    def new() -> tuple[Exchange, Ledger]:
        ledger = Ledger(tmp_path / "batches.sqlite", server.url)
        return Exchange(OpenAI(api_key="k", base_url=server.url), ledger, tmp_path / "batches", "m"), ledger

    return new


def request(words: str) -> dict[str, Any]:
    return {"model": "m", "messages": [{"role": "user", "content": words}]}


def test_the_results_of_a_batch_come_back_by_their_keys(server: BatchServer, opened: Any, tmp_path: Path) -> None:
    exchange, ledger = opened()
    for words in ("one", "bad", "busy"):
        exchange.queue(f"key of {words}", request(words))
    assert exchange.send() == 3
    assert exchange.collect() == 1, "still under way"
    assert ledger.is_under_way("key of one")
    server.end()
    exchange, ledger = opened()
    assert exchange.collect() == 0
    done = ledger.result("key of one")
    assert done.completion.content == "one"
    assert done.completion.prompt_tokens == 5
    assert (ledger.result("key of bad").failure, ledger.result("key of bad").reason) == ("refused", "bad_request")
    assert (ledger.result("key of busy").failure, ledger.result("key of busy").reason) == ("transient", "server_error")
    assert not ledger.is_under_way("key of one")
    assert len(server.deleted) == 3, "input, output and errors do not stay at the endpoint"
    assert list((tmp_path / "batches").iterdir()) == []


def test_what_expired_is_free_to_be_sent_again_and_the_rest_is_kept(server: BatchServer, opened: Any) -> None:
    exchange, ledger = opened()
    for words in ("one", "two", "three"):
        exchange.queue(words, request(words))
    exchange.send()
    server.end("expired", answered=2)
    assert exchange.collect() == 0
    assert [bool(ledger.result(key)) for key in ("one", "two", "three")] == [True, True, False]
    assert not ledger.is_under_way("three")


def test_a_batch_refused_as_a_whole_ends_the_run_once(server: BatchServer, opened: Any) -> None:
    exchange, ledger = opened()
    exchange.queue("one", request("one"))
    exchange.send()
    server.fail("the model is not for batches")
    with pytest.raises(EngineUnavailable, match="the model is not for batches"):
        exchange.collect()
    assert exchange.collect() == 0
    assert not ledger.is_under_way("one")


def test_killed_before_the_batch_was_entered(server: BatchServer, opened: Any, tmp_path: Path) -> None:
    exchange, _ = opened()
    exchange.queue("one", request("one"))
    exchange, ledger = opened()
    assert list((tmp_path / "batches").iterdir()) == []
    assert not ledger.is_under_way("one")
    assert exchange.send() == 0
    assert server.batches == {}


@pytest.mark.parametrize("call", ["POST /files", "POST /batches"])
def test_an_endpoint_that_fails_halfway_is_asked_again_by_the_next_run(
    server: BatchServer, opened: Any, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.extract.batch.exchange.RETRIES", 0)
    exchange, _ = opened()
    exchange.queue("one", request("one"))
    server.broken[call] = 1
    with pytest.raises(EngineUnavailable, match="run again later"):
        exchange.send()
    exchange, ledger = opened()
    assert ledger.is_under_way("one")
    assert exchange.send() == 0, "nothing new"
    assert len(server.batches) == 1
    assert [body["messages"][0]["content"] for body in server.requests()] == ["one"]


def test_a_batch_whose_id_was_lost_is_found_and_not_paid_twice(
    server: BatchServer, opened: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.extract.batch.exchange.RETRIES", 0)
    exchange, _ = opened()
    exchange.queue("one", request("one"))
    server.lost.add("POST /batches")
    with pytest.raises(EngineUnavailable):
        exchange.send()
    assert len(server.batches) == 1, "it was made all the same"
    exchange, ledger = opened()
    exchange.send()
    assert len(server.batches) == 1
    assert [batch.batch_id for batch in ledger.batches()] == list(server.batches)


def test_a_full_batch_is_sent_and_another_one_begun(
    server: BatchServer, opened: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.extract.batch.exchange.MAX_REQUESTS", 2)
    exchange, _ = opened()
    for words in ("one", "two", "three", "two"):
        exchange.queue(words, request(words))
    exchange.send()
    assert len(server.batches) == 2
    assert [body["messages"][0]["content"] for body in server.requests()] == ["one", "two", "three"]


def test_waiting_ends_when_a_batch_does(server: BatchServer, opened: Any) -> None:
    exchange, ledger = opened()
    exchange.queue("one", request("one"))
    exchange.send()
    heard: list[int] = []

    def hear(under_way: int) -> None:
        heard.append(under_way)
        server.end()

    exchange.wait(hear, first_pause=0.01)
    assert heard == [1]
    assert ledger.result("one")


def test_a_batch_for_another_endpoint_is_left_alone(server: BatchServer, opened: Any, tmp_path: Path) -> None:
    exchange, _ = opened()
    exchange.queue("one", request("one"))
    server.broken["POST /files"] = 100
    with pytest.raises(EngineUnavailable):
        exchange.send()
    other = "http://127.0.0.1:9/v1"
    Exchange(OpenAI(api_key="k", base_url=other), Ledger(tmp_path / "batches.sqlite", other), tmp_path / "batches", "m")
    server.broken.clear()
    exchange, _ = opened()
    exchange.send()
    assert len(server.batches) == 1


def test_a_batch_that_the_endpoint_has_forgotten_is_sent_again(server: BatchServer, opened: Any) -> None:
    exchange, ledger = opened()
    exchange.queue("one", request("one"))
    exchange.send()
    server.batches.clear()
    assert exchange.collect() == 0
    assert not ledger.is_under_way("one")


def test_no_key_comes_into_a_message(server: BatchServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.extract.batch.exchange.RETRIES", 0)
    ledger = Ledger(tmp_path / "batches.sqlite", server.url)
    exchange = Exchange(OpenAI(api_key="order", base_url=server.url), ledger, tmp_path / "batches", "m")
    exchange.queue("one", request("one"))
    server.broken["POST /files"] = 1
    with pytest.raises(EngineUnavailable, match=r"out of \*\*\*"):
        exchange.send()

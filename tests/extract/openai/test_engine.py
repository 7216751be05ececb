"""The engine against endpoints that answer well, badly, or not at all. A failure is never "no event"."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from flows.extract.engine import Answer, EngineUnavailable
from flows.extract.openai.client import DEAD_AFTER
from flows.extract.openai.engine import ANSWER_TOKENS, LONGER_ANSWER_TOKENS, OpenAIEngine
from flows.extract.openai.retry import RetryPolicy

Serve = Callable[[Callable[[dict[str, Any], int], Any]], Any]
EngineAt = Callable[..., OpenAIEngine]


def test_one_request_an_article(serve: Serve, engine_at: EngineAt, wire: SimpleNamespace) -> None:
    endpoint = serve(lambda body, number: wire.drafts(wire.talks()))
    answer = asyncio.run(engine_at(endpoint.url).read(wire.article()))
    (draft,) = answer.drafts
    assert (draft.type, draft.evidence, draft.words("held")) == ("talks", [1], "Monday")
    assert answer.outcome is None
    assert (answer.usage.requests, answer.usage.reasks) == (1, 0)
    assert (answer.usage.prompt_tokens, answer.usage.cached_tokens, answer.usage.completion_tokens) == (100, 60, 10)
    (body,) = endpoint.bodies
    assert body["model"] == "m"
    assert body["response_format"]["json_schema"]["strict"] is True
    assert [message["role"] for message in body["messages"]] == ["system", "user"]


def test_an_answer_is_paid_for_once(serve: Serve, engine_at: EngineAt, wire: SimpleNamespace) -> None:
    endpoint = serve(lambda body, number: wire.drafts(wire.talks()))
    first = asyncio.run(engine_at(endpoint.url).read(wire.article()))
    again = asyncio.run(engine_at(endpoint.url).read(wire.article()))
    assert again.drafts == first.drafts
    assert (again.usage.requests, again.usage.prompt_tokens) == (0, 0)
    asyncio.run(engine_at(endpoint.url).read(wire.article("Another text. It names talks.")))
    assert len(endpoint.bodies) == 2


def test_an_engine_outlives_an_event_loop(serve: Serve, engine_at: EngineAt, wire: SimpleNamespace) -> None:
    endpoint = serve(lambda body, number: wire.drafts())
    engine = engine_at(endpoint.url)
    for text in ("The first slice.", "The second slice."):
        assert asyncio.run(engine.read(wire.article(text))).outcome is None


@pytest.mark.parametrize("trouble", ["429", "500", "503", "cut off", "not JSON", "error with status 200", "no message"])
def test_passing_trouble_costs_no_document(
    serve: Serve, engine_at: EngineAt, wire: SimpleNamespace, trouble: str
) -> None:
    replies = {
        "429": wire.error(429, headers={"retry-after": "0"}),
        "500": wire.error(500),
        "503": wire.Reply(503, b"<html>gateway</html>"),
        "cut off": wire.Reply(0),
        "not JSON": wire.Reply(200, b"<html>Welcome</html>"),
        "no message": wire.Reply(200, {"choices": [{}], "usage": {"prompt_tokens": None}}),
        "error with status 200": wire.Reply(200, {"error": {"message": "upstream"}}),
    }
    endpoint = serve(lambda body, number: wire.drafts(wire.talks()) if number == 3 else replies[trouble])
    answer = asyncio.run(engine_at(endpoint.url).read(wire.article()))
    assert len(answer.drafts) == 1
    assert (answer.usage.requests, answer.usage.reasks, answer.usage.prompt_tokens) == (3, 0, 100)


def test_lasting_trouble_fails_the_document_for_now(serve: Serve, engine_at: EngineAt, wire: SimpleNamespace) -> None:
    endpoint = serve(lambda body, number: wire.error(500))
    answer = asyncio.run(engine_at(endpoint.url).read(wire.article()))
    assert (answer.outcome, answer.reason, answer.retryable) == ("failed", "server_error", True)
    assert answer.usage.requests == 3


def test_a_slow_answer_is_a_timeout(serve: Serve, engine_at: EngineAt, wire: SimpleNamespace) -> None:
    release = threading.Event()

    def never(body: dict[str, Any], number: int) -> Any:
        release.wait(30)
        return wire.Reply(0)

    endpoint = serve(never)
    try:
        answer = asyncio.run(engine_at(endpoint.url, seconds=0.1).read(wire.article()))
    finally:
        release.set()
    assert (answer.outcome, answer.reason, answer.retryable) == ("failed", "timeout", True)


CUT = '{"events": [{"evidence": [1], "type": "tal'


def test_an_invalid_answer_is_asked_again_with_what_is_wrong(
    serve: Serve, engine_at: EngineAt, wire: SimpleNamespace
) -> None:
    replies = {1: wire.drafts(wire.talks(evidence=["in the air"])), 2: wire.drafts(wire.talks())}
    endpoint = serve(lambda body, number: replies[number])
    answer = asyncio.run(engine_at(endpoint.url).read(wire.article()))
    assert len(answer.drafts) == 1
    assert (answer.usage.requests, answer.usage.reasks, answer.usage.prompt_tokens) == (2, 1, 200)
    *_, wrong, question = endpoint.bodies[1]["messages"]
    assert "in the air" in wrong["content"]
    assert "talks.0.evidence.0" in question["content"]
    assert "deadline" not in question["content"]


def test_two_invalid_answers_are_a_failure_and_not_kept(
    serve: Serve, engine_at: EngineAt, wire: SimpleNamespace
) -> None:
    endpoint = serve(lambda body, number: wire.completion(CUT) if number <= 2 else wire.drafts(wire.talks()))
    answer = asyncio.run(engine_at(endpoint.url).read(wire.article()))
    assert (answer.outcome, answer.reason, answer.retryable) == ("failed", "invalid_answer", True)
    assert (answer.drafts, answer.usage.requests, answer.usage.reasks) == ((), 2, 1)
    retried = asyncio.run(engine_at(endpoint.url).read(wire.article()))
    assert len(retried.drafts) == 1


def test_an_answer_cut_at_the_limit_gets_a_larger_one(serve: Serve, engine_at: EngineAt, wire: SimpleNamespace) -> None:
    replies = {1: wire.completion(CUT, "length"), 2: wire.drafts(wire.talks())}
    endpoint = serve(lambda body, number: replies[number])
    answer = asyncio.run(engine_at(endpoint.url).read(wire.article()))
    assert len(answer.drafts) == 1
    assert answer.usage.reasks == 1
    assert [body["max_tokens"] for body in endpoint.bodies] == [ANSWER_TOKENS, LONGER_ANSWER_TOKENS]


def test_whole_json_cut_at_the_limit_is_no_answer(serve: Serve, engine_at: EngineAt, wire: SimpleNamespace) -> None:
    endpoint = serve(lambda body, number: wire.completion('{"deadlines": [], "moratoria": [], "talks": []}', "length"))
    answer = asyncio.run(engine_at(endpoint.url).read(wire.article()))
    assert (answer.outcome, answer.reason, answer.usage.requests) == ("failed", "truncated", 2)


def test_refusals_are_final(serve: Serve, engine_at: EngineAt, wire: SimpleNamespace) -> None:
    replies = {
        "refused": wire.completion(None, refusal="I can't help with that."),
        "content_filter": wire.completion("", "content_filter"),
        "too_long": wire.error(400, "The context length is 4096 tokens.", code="context_length_exceeded"),
    }  # fmt: skip
    for reason, reply in replies.items():
        endpoint = serve(lambda body, number, reply=reply: reply)
        answer = asyncio.run(engine_at(endpoint.url).read(wire.article()))
        assert (answer.outcome, answer.reason, answer.retryable) == ("failed", reason, False)
        assert len(endpoint.bodies) == 1


def test_a_bad_request_is_final_once_the_endpoint_has_answered_others(
    serve: Serve, engine_at: EngineAt, wire: SimpleNamespace
) -> None:
    odd = wire.error(400, "something about this text")
    endpoint = serve(lambda body, number: odd if "ODD" in str(body) else wire.drafts())
    engine = engine_at(endpoint.url)

    async def read_all() -> list[Answer]:
        return [await engine.read(wire.article(text)) for text in ("ODD one.", "A good one.", "ODD two.")]

    answers = asyncio.run(read_all())
    assert [answer.reason for answer in answers] == ["bad_request", None, "bad_request"]
    assert [answer.retryable for answer in answers] == [True, False, False]


LONG = " ".join(f"Kenya and Somalia opened talks number {number} in Nairobi on Monday." for number in range(1, 41))


def test_a_long_article_is_read_in_parts_and_comes_back_as_one(
    serve: Serve, engine_at: EngineAt, wire: SimpleNamespace
) -> None:
    endpoint = serve(lambda body, number: wire.drafts(wire.talks(evidence=[3])))
    article = wire.article(LONG)
    answer = asyncio.run(engine_at(endpoint.url, article_tokens=300).read(article))
    requests = [body["messages"][-1]["content"] for body in endpoint.bodies]
    assert len(requests) == answer.usage.requests > 2
    assert all("Title: Talks in Nairobi" in request and "talks number 1 in" in request for request in requests)
    assert all(any(sentence in request for request in requests) for sentence in article.sentences)
    found = sorted(draft.evidence[0] for draft in answer.drafts)
    assert len(found) == len(requests)
    assert found[0] == 3, "in the first part the third sentence is the third of the article"
    assert found[-1] > 20
    assert answer.usage.prompt_tokens == 100 * len(requests)


def test_a_part_that_fails_loses_nothing_of_the_others(
    serve: Serve, engine_at: EngineAt, wire: SimpleNamespace
) -> None:
    broken = True

    def answer(body: dict[str, Any], number: int) -> Any:
        last = "talks number 40 " in body["messages"][-1]["content"]
        return wire.error(500) if last and broken else wire.drafts(wire.talks())

    endpoint = serve(answer)
    first = asyncio.run(engine_at(endpoint.url, article_tokens=300).read(wire.article(LONG)))
    assert (first.outcome, first.reason, first.retryable, first.drafts) == ("failed", "server_error", True, ())
    paid = first.usage.prompt_tokens
    assert paid > 0
    broken = False
    second = asyncio.run(engine_at(endpoint.url, article_tokens=300).read(wire.article(LONG)))
    assert (second.outcome, second.usage.requests, second.usage.prompt_tokens) == (None, 1, 100)
    assert len(second.drafts) == paid // 100 + 1


def test_a_model_with_little_room_gets_smaller_parts(serve: Serve, engine_at: EngineAt, wire: SimpleNamespace) -> None:
    def answer(body: dict[str, Any], number: int) -> Any:
        if len(body["messages"][-1]["content"]) > 1500:
            return wire.error(400, "The context length is 4096 tokens.", code="context_length_exceeded")
        return wire.drafts(wire.talks())

    endpoint = serve(answer)
    article = wire.article(LONG)
    read = asyncio.run(engine_at(endpoint.url).read(article))
    assert read.outcome is None
    sent = [body["messages"][-1]["content"] for body in endpoint.bodies]
    assert all(any(line in text for text in sent if len(text) <= 1500) for line in article.sentences)


def test_refresh_asks_anew_and_keeps_the_new_answer(serve: Serve, engine_at: EngineAt, wire: SimpleNamespace) -> None:
    replies = {1: wire.drafts(wire.talks()), 2: wire.completion(CUT), 3: wire.drafts(wire.talks(), wire.talks())}
    endpoint = serve(lambda body, number: replies[number])
    asyncio.run(engine_at(endpoint.url).read(wire.article()))
    anew = asyncio.run(engine_at(endpoint.url, refresh=True).read(wire.article()))
    assert (len(anew.drafts), anew.usage.requests, anew.usage.reasks) == (2, 2, 1)
    later = asyncio.run(engine_at(endpoint.url).read(wire.article()))
    assert (len(later.drafts), later.usage.requests) == (2, 0)


def test_a_known_price_is_summed_and_a_stored_answer_is_free(
    serve: Serve, engine_at: EngineAt, wire: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.extract.openai.prices.PriceList._usd", lambda self, *tokens: sum(tokens) / 1000)
    endpoint = serve(lambda body, number: wire.completion(CUT) if number == 1 else wire.drafts())
    first = asyncio.run(engine_at(endpoint.url).read(wire.article()))
    assert first.usage.cost_usd == pytest.approx(2 * 0.170)
    assert asyncio.run(engine_at(endpoint.url).read(wire.article())).usage.cost_usd == 0


def test_an_endpoint_of_ones_own_has_no_price(serve: Serve, engine_at: EngineAt, wire: SimpleNamespace) -> None:
    engine = engine_at(serve(lambda body, number: wire.drafts()).url)
    assert asyncio.run(engine.read(wire.article())).usage.cost_usd is None
    assert engine.found["price"].startswith("unknown")


def test_what_was_found_out_is_told(serve: Serve, engine_at: EngineAt, wire: SimpleNamespace) -> None:
    def answer(body: dict[str, Any], number: int) -> Any:
        if body["response_format"]["type"] == "json_schema":
            return wire.error(400, "json_schema is not supported", param="response_format")
        return wire.error(400, "Unsupported value", param="temperature") if "temperature" in body else wire.drafts()

    engine = engine_at(serve(answer).url)
    assert "response_format" not in engine.found
    asyncio.run(engine.read(wire.article()))
    assert (engine.found["response_format"], engine.found["temperature"]) == ("json_object", "left out")


def test_a_busy_endpoint_gets_fewer_requests_at_once(serve: Serve, engine_at: EngineAt, wire: SimpleNamespace) -> None:
    under_way = most = 0
    refused = False
    counting = threading.Lock()

    def answer(body: dict[str, Any], number: int) -> Any:
        nonlocal under_way, most, refused
        with counting:
            under_way += 1
            most = max(most, under_way if refused else 0)
        time.sleep(0.01)
        with counting:
            under_way -= 1
            if number <= 8:
                refused = number == 8
                return wire.error(429, headers={"retry-after": "0"})
        return wire.drafts()

    endpoint = serve(answer)
    engine = engine_at(endpoint.url, concurrency=8)

    async def read_all() -> list[Answer]:
        return await asyncio.gather(*(engine.read(wire.article(f"Text {number}.")) for number in range(12)))

    answers = asyncio.run(read_all())
    assert {answer.outcome for answer in answers} == {None}
    assert sum(answer.usage.requests for answer in answers) == 20
    assert most <= 5


def test_a_rate_limit_holds_for_what_is_tried_again_too(
    serve: Serve, engine_at: EngineAt, wire: SimpleNamespace
) -> None:
    moments: list[float] = []

    def answer(body: dict[str, Any], number: int) -> Any:
        moments.append(time.monotonic())
        return wire.error(500) if number % 2 else wire.drafts()

    engine = engine_at(serve(answer).url, rpm=1200)

    async def read_all() -> list[Answer]:
        return await asyncio.gather(*(engine.read(wire.article(f"Text {number}.")) for number in range(3)))

    assert {answer.outcome for answer in asyncio.run(read_all())} == {None}
    assert len(moments) >= 4
    assert moments[-1] - moments[0] >= 0.1, "six requests at twenty a second, less what the way there may take"


def test_a_filter_that_strikes_one_article_leaves_the_others_alone(
    serve: Serve, engine_at: EngineAt, wire: SimpleNamespace
) -> None:
    struck = wire.error(400, "held back", code="content_filter")
    endpoint = serve(lambda body, number: struck if "POISON" in str(body) else wire.drafts())
    engine = engine_at(endpoint.url)

    async def read_all() -> list[Answer]:
        texts = [f"Text number {number}{' POISON' if number == 7 else ''}." for number in range(20)]
        return await asyncio.gather(*(engine.read(wire.article(text)) for text in texts))

    outcomes = [answer.outcome for answer in asyncio.run(read_all())]
    assert [number for number, outcome in enumerate(outcomes) if outcome == "failed"] == [7]


@pytest.mark.parametrize(
    ("status", "code", "told"),
    [
        (401, "invalid_api_key", "set OPENAI_API_KEY"),
        (403, "", "check your account"),
        (404, "model_not_found", "has no model 'm'"),
        (429, "insufficient_quota", "check your account"),
    ],
)
def test_what_no_article_can_overcome_stops_at_once(
    serve: Serve, engine_at: EngineAt, wire: SimpleNamespace, status: int, code: str, told: str
) -> None:
    endpoint = serve(lambda body, number: wire.error(status, "the reason", code=code))
    with pytest.raises(EngineUnavailable, match=told) as stopped:
        asyncio.run(engine_at(endpoint.url).read(wire.article()))
    assert "\n" not in str(stopped.value)
    assert len(endpoint.bodies) == 1


def test_no_connection_stops_after_the_retries(engine_at: EngineAt, wire: SimpleNamespace) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but nobody listens
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        with pytest.raises(EngineUnavailable, match="whether the server runs"):
            asyncio.run(engine_at(url).read(wire.article()))


def test_a_pause_longer_than_a_run_stops_it(serve: Serve, engine_at: EngineAt, wire: SimpleNamespace) -> None:
    endpoint = serve(lambda body, number: wire.error(429, headers={"retry-after": "3600"}))
    with pytest.raises(EngineUnavailable, match="asks to wait 3600 s"):
        asyncio.run(engine_at(endpoint.url).read(wire.article()))


@pytest.mark.parametrize("status", [500, 400])
def test_an_endpoint_that_fails_every_article_counts_as_dead(
    serve: Serve, engine_at: EngineAt, wire: SimpleNamespace, status: int
) -> None:
    endpoint = serve(lambda body, number: wire.error(status))
    engine = engine_at(endpoint.url, policy=RetryPolicy(attempts=1))

    async def read_all() -> list[Answer]:
        return [await engine.read(wire.article(f"Text {number}.")) for number in range(DEAD_AFTER + 1)]

    with pytest.raises(EngineUnavailable, match=f"{DEAD_AFTER} articles in a row"):
        asyncio.run(read_all())
    assert len(endpoint.bodies) == DEAD_AFTER


def test_the_ladder_is_climbed_down_once(serve: Serve, engine_at: EngineAt, wire: SimpleNamespace) -> None:
    def answer(body: dict[str, Any], number: int) -> Any:
        if body["response_format"]["type"] == "json_schema":
            return wire.error(400, "json_schema is not supported", param="response_format")
        return wire.completion(
            '<think>{"talks": perhaps}</think>```json\n{"deadlines": [], "moratoria": [], "talks": []}\n```'
        )

    endpoint = serve(answer)
    engine = engine_at(endpoint.url)

    async def read_all() -> list[Answer]:
        return [await engine.read(wire.article(f"Text {number}.")) for number in range(3)]

    assert [answer.outcome for answer in asyncio.run(read_all())] == [None, None, None]
    kinds = [(body["response_format"]["type"], "strict" in str(body["response_format"])) for body in endpoint.bodies]
    assert kinds == [("json_schema", True), ("json_schema", False), *[("json_object", False)] * 3]
    assert '"additionalProperties"' in endpoint.bodies[-1]["messages"][0]["content"]

    asyncio.run(engine_at(endpoint.url).read(wire.article("Text 0.")))
    assert len(endpoint.bodies) == 5, "a stored answer is found whichever way it was asked for"


def test_parameters_that_a_model_refuses_are_left_out(serve: Serve, engine_at: EngineAt, wire: SimpleNamespace) -> None:
    def answer(body: dict[str, Any], number: int) -> Any:
        if "max_tokens" in body:
            return wire.error(400, "Unsupported parameter: use 'max_completion_tokens' instead.", param="max_tokens")
        if "temperature" in body:
            return wire.error(400, "Unsupported value: only the default (1) is supported.", param="temperature")
        return wire.drafts()

    endpoint = serve(answer)
    assert asyncio.run(engine_at(endpoint.url).read(wire.article())).outcome is None
    assert endpoint.bodies[-1]["max_completion_tokens"] == ANSWER_TOKENS


def test_an_endpoint_without_any_known_format_stops_the_stage(
    serve: Serve, engine_at: EngineAt, wire: SimpleNamespace
) -> None:
    endpoint = serve(lambda body, number: wire.error(400, "unknown field response_format"))
    with pytest.raises(EngineUnavailable, match="none of the ways"):
        asyncio.run(engine_at(endpoint.url).read(wire.article()))
    assert len(endpoint.bodies) == 3


def test_the_key_is_sent_and_never_told(
    serve: Serve, engine_at: EngineAt, wire: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    for status in (401, 403):
        endpoint = serve(lambda body, number, status=status: wire.error(status, "No access for the key sk-secret"))
        with pytest.raises(EngineUnavailable) as stopped:
            asyncio.run(engine_at(endpoint.url).read(wire.article()))
        assert endpoint.keys == ["Bearer sk-secret"]
        assert "sk-secret" not in str(stopped.value)


def test_a_key_that_was_copied_with_typographic_quotes(monkeypatch: pytest.MonkeyPatch, engine_at: EngineAt) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "“sk-secret”")
    with pytest.raises(EngineUnavailable, match="copy the key again"):
        engine_at("http://127.0.0.1:1/v1")

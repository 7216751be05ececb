"""The answer store: an answer is found by the whole request, by any process, and by nothing less."""

import copy
from pathlib import Path
from typing import Any

import pytest

from flows.extract.openai.answers import AnswerStore, answer_key
from flows.extract.openai.completion import Completion
from flows.extract.openai.formats import Dialect

URL = "http://127.0.0.1:1/v1"
ANSWER = Completion(content='{"events": []} – é', refusal=None, finish_reason="stop", prompt_tokens=7)
BODY = Dialect().body(
    "m",
    [{"role": "system", "content": "s"}, {"role": "user", "content": "u"}],
    {"type": "object", "required": ["a"]},
    9,
)


def test_what_is_put_is_there_for_another_connection(tmp_path: Path) -> None:
    path = tmp_path / "state" / "answers.sqlite"
    with AnswerStore(path) as writer, AnswerStore(path) as reader:
        writer.put("k", ANSWER)
        assert reader.get("k") == ANSWER
        assert reader.get("other") is None
        reader.forget(["k"])
        assert writer.get("k") is None


def changed(place: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    body: Any = copy.deepcopy(BODY)
    node = body
    for step in place[:-1]:
        node = node[step]
    node[place[-1]] = value
    assert body != BODY
    return dict(body)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("model",), "n"),
        (("temperature",), 1),
        (("max_tokens",), 10),
        (("seed",), 1),
        (("messages", 0, "content"), "S"),
        (("messages", 1, "content"), "u "),
        (("messages", 1, "role"), "assistant"),
        (("response_format", "type"), "json_object"),
        (("response_format", "json_schema", "strict"), False),
        (("response_format", "json_schema", "schema", "required"), ["b"]),
    ],
)
def test_the_key_holds_the_whole_request(place: tuple[str | int, ...], value: Any) -> None:
    assert answer_key(URL, changed(place, value)) != answer_key(URL, BODY)


def test_the_key_holds_the_endpoint_and_nothing_else() -> None:
    assert answer_key("http://127.0.0.1:2/v1", BODY) != answer_key(URL, BODY)
    assert answer_key(URL, copy.deepcopy(BODY)) == answer_key(URL, BODY)


def test_the_order_of_a_schema_is_part_of_the_request() -> None:
    one, other = ({"properties": {name: {} for name in names}} for names in ("ab", "ba"))
    assert answer_key(URL, one) != answer_key(URL, other)


def test_a_lone_surrogate_is_no_trouble() -> None:
    assert answer_key(URL, {"content": "\ud800"}) != answer_key(URL, {"content": "\ud801"})

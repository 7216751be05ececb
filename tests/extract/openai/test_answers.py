"""The answer store: an answer is found by the whole request, by any process, and by nothing less."""

import copy
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
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


def leaves(node: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Yield every value of a request that is no list and no object, with the way to it."""
    if isinstance(node, dict | list):
        for step, child in node.items() if isinstance(node, dict) else enumerate(node):
            yield from leaves(child, (*place, step))
    else:
        yield place, node


def changed(place: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    body: Any = copy.deepcopy(BODY)
    node = body
    for step in place[:-1]:
        node = node[step]
    node[place[-1]] = value
    return dict(body)


@pytest.mark.parametrize(("place", "value"), list(leaves(BODY)))
def test_the_key_holds_every_field_of_a_request(place: tuple[str | int, ...], value: Any) -> None:
    other = {str: f"{value} ", bool: not value, int: 7, float: 0.5}[type(value)]
    assert answer_key(URL, changed(place, other)) != answer_key(URL, BODY)


@pytest.mark.parametrize("parameter", ["seed", "top_p", "reasoning_effort", "max_completion_tokens"])
def test_the_key_holds_parameters_that_are_yet_to_come(parameter: str) -> None:
    assert answer_key(URL, BODY | {parameter: 1}) != answer_key(URL, BODY)


def test_the_request_has_what_the_key_is_to_hold() -> None:
    assert {place[0] for place, _ in leaves(BODY)} == {
        "model", "messages", "max_tokens", "temperature", "response_format",
    }  # fmt: skip


def test_the_key_holds_the_endpoint_and_nothing_else() -> None:
    assert answer_key("http://127.0.0.1:2/v1", BODY) != answer_key(URL, BODY)
    assert answer_key(URL, copy.deepcopy(BODY)) == answer_key(URL, BODY)


def test_the_order_of_a_schema_is_part_of_the_request() -> None:
    one, other = ({"properties": {name: {} for name in names}} for names in ("ab", "ba"))
    assert answer_key(URL, one) != answer_key(URL, other)


def test_a_lone_surrogate_is_no_trouble() -> None:
    assert answer_key(URL, {"content": "\ud800"}) != answer_key(URL, {"content": "\ud801"})


def test_old_answers_go_and_their_room_with_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    large = ANSWER.model_copy(update={"content": "x" * 20_000})
    path = tmp_path / "answers.sqlite"
    with AnswerStore(path) as store:
        with monkeypatch.context() as patch:
            patch.setattr("flows.extract.openai.answers._now", lambda: datetime.now(UTC) - timedelta(days=40))
            for number in range(50):
                store.put(f"old-{number}", large)
        store.put("new", ANSWER)
        full = store.size()
        assert full.answers == 51
        assert full.oldest and full.newest
        assert full.newest - full.oldest >= timedelta(days=40)
        assert full.bytes > 1_000_000

        assert store.prune(timedelta(days=50)) == 0
        assert store.prune(timedelta(days=30)) == 50
        left = store.size()
        assert (left.answers, left.oldest) == (1, left.newest)
        assert left.bytes < 200_000
        assert store.get("new") == ANSWER
        assert store.get("old-1") is None


def test_an_empty_store_has_no_dates(tmp_path: Path) -> None:
    with AnswerStore(tmp_path / "answers.sqlite") as store:
        assert (store.size().answers, store.size().oldest) == (0, None)
        assert store.prune(timedelta(0)) == 0


def test_a_store_is_pruned_while_another_process_uses_it(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite"
    with AnswerStore(path) as user, AnswerStore(path) as keeper:
        user.put("k", ANSWER)
        assert keeper.prune(timedelta(seconds=-5)) == 1
        user.put("l", ANSWER)
        assert keeper.get("l") == ANSWER

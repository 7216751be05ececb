"""Answers as models write them."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.openai.parsing import InvalidAnswer, parse_answer
from schemas import all_event_types

TYPES = all_event_types()


def test_drafts_of_the_right_type(wire: Any) -> None:
    (draft,) = parse_answer(json.dumps({"events": [wire.talks()]}), TYPES)
    assert draft.words("format") == "bilateral"


@pytest.mark.parametrize(
    "content",
    [
        '{"events": []}',
        '```json\n{"events": []}\n```',
        'Let me see. {"maybe": 1}</think>\n\n{"events": []}',
        'Here it is: {"events": []}. Anything else?',
    ],
)
def test_words_around_the_answer_are_passed_over(content: str) -> None:
    assert list(parse_answer(content, TYPES)) == []


@pytest.mark.parametrize(
    "content", ["", "null", "[]", "{}", '{"events": {}}', '{"events": [1]}', '{"events": [{"a', "}{"]
)
def test_anything_else_is_invalid_not_empty(content: str) -> None:
    with pytest.raises(InvalidAnswer):
        parse_answer(content, TYPES)


def test_flaws_are_told_for_the_type_that_was_meant(wire: Any) -> None:
    with pytest.raises(InvalidAnswer) as told:
        parse_answer(json.dumps({"events": [wire.talks(), wire.talks(evidence=[], level="boss")]}), TYPES)
    assert "events.1.evidence: " in str(told.value)
    assert "events.1.level: Input should be 'leader'" in str(told.value)
    assert "demand" not in str(told.value)


def test_an_unknown_type_is_told_with_the_known_ones(wire: Any) -> None:
    with pytest.raises(InvalidAnswer) as told:
        parse_answer(json.dumps({"events": [wire.talks(type="war")]}), TYPES)
    assert all(f"'{event_type.type}'" in str(told.value) for event_type in TYPES)


@given(st.text())
def test_no_text_raises_anything_but_invalid_answer(content: str) -> None:
    try:
        parse_answer(content, TYPES)
    except InvalidAnswer as flaw:
        assert str(flaw)

"""Answers as models write them."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.openai.parsing import InvalidAnswer, parse_answer
from schemas import all_event_types
from schemas.draft import Draft

TYPES = all_event_types()
EMPTY: dict[str, Any] = {"deadlines": [], "moratoria": [], "talks": []}


def drafts(**lists: Any) -> list[Draft]:
    return list(parse_answer(json.dumps(EMPTY | lists), TYPES))


def test_an_entry_becomes_a_draft_of_its_list() -> None:
    facts = [
        "participant: Kenya", "participant: Somalia", "mediator: Qatar", "held: on Monday",
        "topic: the border: its course", "status: broken off", "format: bilateral", "summary: They met.",
    ]  # fmt: skip
    (draft,) = drafts(talks=[{"evidence": [2, 1], "facts": facts}])
    assert (draft.type, draft.evidence, draft.summary, draft.status) == ("talks", [2, 1], "They met.", "broken_off")
    assert [(actor.role, actor.name) for actor in draft.actors] == [
        ("participant", "Kenya"), ("participant", "Somalia"), ("mediator", "Qatar"),
    ]  # fmt: skip
    assert (draft.words("held"), draft.words("format")) == ("on Monday", "bilateral")
    assert draft.words("topic") == "the border: its course"


def test_what_an_entry_does_not_tell_claims_nothing() -> None:
    (draft,) = drafts(deadlines=[{"evidence": [1], "facts": []}])
    assert (draft.status, draft.assertion, draft.said_by, draft.actors) == ("unknown", "reported", None, [])
    assert (draft.words("demand"), draft.words("due"), draft.words("kind")) == ("", None, "time_limit")


@pytest.mark.parametrize(
    "fact", ["status: in the air", "weather: rain", "held", "held:", "held: null", "", ": on Monday", "evidence: 3"]
)
def test_a_fact_that_no_field_takes_is_passed_over(fact: str) -> None:
    (draft,) = drafts(talks=[{"evidence": [1], "facts": ["participant: Kenya", fact]}])
    (bare,) = drafts(talks=[{"evidence": [1], "facts": ["participant: Kenya"]}])
    assert draft == bare


def test_the_first_fact_of_a_field_counts_and_actors_come_once() -> None:
    facts = ["held: on Monday", "held: on Friday", "participant: Kenya", "Participant: Kenya"]
    (draft,) = drafts(talks=[{"evidence": [1], "facts": facts}])
    assert draft.words("held") == "on Monday"
    assert len(draft.actors) == 1


def test_charges_have_two_sides() -> None:
    facts = ["compliance: Kenya / Somalia", "compliance: the rebels"]
    (draft,) = drafts(moratoria=[{"evidence": [1], "facts": facts}])
    assert [(charge.accused, charge.accuser) for charge in draft.words("compliance")] == [("Kenya", "Somalia")]


def test_a_role_of_another_type_is_no_actor() -> None:
    (draft,) = drafts(moratoria=[{"evidence": [1], "facts": ["issuer: Kenya", "party: Somalia"]}])
    assert [actor.name for actor in draft.actors] == ["Somalia"]


@pytest.mark.parametrize(
    "around", ["{}", "```json\n{}\n```", 'Perhaps {{"a": 1}}?</think>\n{}', "Here: {}. Is it well?"]
)
def test_words_around_the_answer_are_passed_over(around: str) -> None:
    assert list(parse_answer(around.format(json.dumps(EMPTY)), TYPES)) == []


@pytest.mark.parametrize(
    "content", ["", "null", "[]", "{}", '{"talks": []}', json.dumps(EMPTY | {"talks": [1]}), '{"talks": [{"a', "}{"]
)
def test_anything_else_is_invalid_not_empty(content: str) -> None:
    with pytest.raises(InvalidAnswer):
        parse_answer(content, TYPES)


def test_flaws_are_told_with_their_place() -> None:
    with pytest.raises(InvalidAnswer, match=r"talks\.1\.evidence: "):
        drafts(talks=[{"evidence": [1], "facts": []}, {"evidence": [], "facts": []}])
    with pytest.raises(InvalidAnswer, match="and 7 more"):
        drafts(talks=[{}] * 6)


@given(st.text())
def test_no_text_raises_anything_but_invalid_answer(content: str) -> None:
    try:
        parse_answer(content, TYPES)
    except InvalidAnswer as flaw:
        assert str(flaw)


@given(st.lists(st.text(max_size=30), max_size=12))
def test_no_fact_breaks_a_draft(facts: list[str]) -> None:
    for table in EMPTY:
        (draft,) = drafts(**{table: [{"evidence": [1], "facts": facts}]})
        assert draft.evidence == [1]

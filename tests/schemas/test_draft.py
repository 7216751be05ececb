from typing import Any

import pytest
from pydantic import ValidationError

from schemas import event_type
from schemas.draft import draft_model, literal_values, neutral


def test_a_draft_points_at_sentences_and_gives_words() -> None:
    draft = draft_model(event_type("deadline")).model_validate(
        {
            "evidence": [2, 1], "type": "deadline", "summary": "Kenya gave the rebels a week.", "status": "set",
            "assertion": "reported", "said_by": None, "actors": [{"role": "issuer", "name": "Kenya"}],
            "location": None, "kind": "ultimatum", "demand": "lay down arms", "consequence": None,
            "issued": None, "due": "within a week", "time_limit": "a week",
        }
    )  # fmt: skip
    assert draft.words("due") == "within a week"
    assert draft.words("no_such_field") is None


def test_a_role_of_another_type_is_refused() -> None:
    with pytest.raises(ValidationError, match="participant"):
        draft_model(event_type("deadline")).model_validate({"actors": [{"role": "participant", "name": "Kenya"}]})


def test_code_fills_the_computed_fields() -> None:
    fields = draft_model(event_type("deadline")).model_fields
    assert not {"mention_id", "event_id", "published", "run_id", "vague", "inferred"} & fields.keys()
    assert next(iter(fields)) == "evidence"


def test_literal_values() -> None:
    fields = event_type("talks").model_fields
    assert literal_values(fields["format"].annotation)[0] == "bilateral"
    assert literal_values(fields["topic"].annotation) == ()


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("talks", "status", "unknown"),
        ("talks", "format", "unspecified"),
        ("talks", "assertion", "reported"),
        ("talks", "held", None),
        ("moratorium", "kind", "other"),
        ("moratorium", "activity", ""),
        ("moratorium", "compliance", []),
        ("deadline", "kind", "time_limit"),
    ],
)
def test_a_neutral_value_claims_nothing(kind: str, field: str, value: Any) -> None:
    assert neutral(event_type(kind), field) == value

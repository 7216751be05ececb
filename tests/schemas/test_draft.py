from typing import Any

import pytest
from pydantic import ValidationError

from schemas import event_type
from schemas.draft import answer_model, draft_model, draft_schema, literal_values, neutral


def test_an_answer_points_at_sentences_and_gives_words() -> None:
    answer = answer_model().model_validate(
        {
            "events": [
                {
                    "evidence": [2, 1], "type": "deadline", "summary": "Kenya gave the rebels a week.", "status": "set",
                    "assertion": "reported", "said_by": None, "actors": [{"role": "issuer", "name": "Kenya"}],
                    "location": None, "kind": "ultimatum", "demand": "lay down arms", "consequence": None,
                    "issued": None, "due": "within a week", "time_limit": "a week",
                }
            ]
        }
    )  # fmt: skip
    (draft,) = answer.events  # type: ignore[attr-defined]
    assert isinstance(draft, draft_model(event_type("deadline")))
    assert draft.words("due") == "within a week"
    assert draft.words("no_such_field") is None


def test_a_role_of_another_type_is_refused() -> None:
    with pytest.raises(ValidationError, match="participant"):
        draft_model(event_type("deadline")).model_validate({"actors": [{"role": "participant", "name": "Kenya"}]})


def objects(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, list):
        return [found for child in node for found in objects(child)]
    if not isinstance(node, dict):
        return []
    inner = [found for child in node.values() for found in objects(child)]
    return [node, *inner] if node.get("type") == "object" else inner


def test_the_schema_keeps_to_strict_mode() -> None:
    schema = draft_schema()
    assert schema["type"] == "object"
    assert len(objects(schema)) > 6
    for node in objects(schema):
        assert node["additionalProperties"] is False
        assert node["required"] == list(node["properties"])
    assert "default" not in str(schema)
    assert "'title'" not in str(schema)


def test_code_fills_the_computed_fields() -> None:
    properties = draft_schema()["$defs"]["DeadlineDraft"]["properties"]
    assert not {"mention_id", "event_id", "published", "run_id", "vague", "inferred"} & properties.keys()
    assert next(iter(properties)) == "evidence"


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

"""The schema on the wire asks for the same as the draft schema, in fewer words."""

import json
from typing import Any

from flows.extract.openai.schema import wire_schema
from schemas.draft import draft_schema


def names(node: Any, place: str = "") -> dict[str, list[str]]:
    """Return the properties of every object by its place."""
    if isinstance(node, list):
        return {}
    found = {place: list(node["properties"])} if isinstance(node, dict) and "properties" in node else {}
    for key, child in node.items() if isinstance(node, dict) else ():
        found |= names(child, f"{place}/{key}")
    return found


def test_the_same_properties_in_the_same_order() -> None:
    wire, full = wire_schema(), draft_schema()
    assert names(wire) == names(full)
    assert names(wire)


def test_descriptions_are_gone_and_null_is_a_type() -> None:
    talks = wire_schema()["$defs"]["TalksDraft"]["properties"]
    assert talks["held"] == {"type": ["string", "null"]}
    assert talks["evidence"] == {"items": {"type": "integer"}, "maxItems": 6, "minItems": 1, "type": "array"}
    assert '"description"' not in json.dumps(wire_schema())


def test_strict_mode_is_kept() -> None:
    def check(node: Any) -> None:
        if isinstance(node, dict):
            if "properties" in node:
                assert node["required"] == list(node["properties"])
                assert node["additionalProperties"] is False
            for child in node.values():
                check(child)

    check(wire_schema())

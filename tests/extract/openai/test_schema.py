"""The schema on the wire: strict, bounded, and short."""

import json
from typing import Any

from flows.extract.openai.schema import wire_schema
from schemas import all_event_types, event_type


def nodes(schema: Any) -> list[dict[str, Any]]:
    """Return all objects in a schema, the schema itself included."""
    if isinstance(schema, list):
        return [found for child in schema for found in nodes(child)]
    return [schema, *nodes(list(schema.values()))] if isinstance(schema, dict) else []


def test_a_list_for_each_event_type() -> None:
    assert list(wire_schema()["properties"]) == [kind.table for kind in all_event_types()]
    assert list(wire_schema((event_type("talks"),))["properties"]) == ["talks"]


def test_an_entry_points_before_it_tells() -> None:
    assert list(wire_schema()["$defs"]["Entry"]["properties"]) == ["evidence", "facts"]


def test_strict_mode_is_kept() -> None:
    schema = wire_schema()
    assert "anyOf" not in schema
    objects = [node for node in nodes(schema) if node.get("type") == "object"]
    assert len(objects) == 2
    for node in objects:
        assert node["required"] == list(node["properties"])
        assert node["additionalProperties"] is False
    assert not {"default", "title", "description"} & {key for node in nodes(schema) for key in node}


def test_every_list_has_an_end() -> None:
    lists = [node for node in nodes(wire_schema()) if node.get("type") == "array"]
    assert len(lists) == len(all_event_types()) + 2
    assert all("maxItems" in node for node in lists)


def test_another_event_type_adds_little() -> None:
    one, two = (wire_schema(all_event_types()[:count]) for count in (1, 2))
    assert len(json.dumps(two)) - len(json.dumps(one)) < 100

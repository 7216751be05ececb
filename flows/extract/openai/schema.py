"""The draft schema as endpoints get it: what it asks for, in as few tokens as strict mode allows."""

from typing import Any

from schemas import Mention
from schemas.draft import draft_schema


def wire_schema(types: tuple[type[Mention], ...] | None = None) -> dict[str, Any]:
    """Return the JSON schema of an answer without descriptions: those stand in the prompt, where every model sees them.

    Many servers turn the schema into a grammar and never show it to the model; the others charge for it.
    """
    schema: dict[str, Any] = _compact(draft_schema(types))
    return schema


def _compact(node: Any) -> Any:
    if isinstance(node, list):
        return [_compact(child) for child in node]
    if not isinstance(node, dict):
        return node
    options = node.get("anyOf", [])
    if options and all(option.keys() == {"type"} for option in options):
        return {"type": [option["type"] for option in options]}
    return {
        key: {name: _compact(child) for name, child in value.items()}
        if key in {"properties", "$defs"}
        else _compact(value)
        for key, value in node.items()
        if key != "description"
    }

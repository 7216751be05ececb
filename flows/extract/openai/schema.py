"""The answer on the wire: a list an event type, of entries that are the same for all types.

A draft has up to twenty fields, and strict mode wants every property of every object in every answer. Small models pay
for each with time and attention, and the schema of each is sent with every article. So an entry has the numbers of its
sentences and its facts: lines such as "held: next Tuesday", one a role or field that the article tells something of.
`flows.extract.openai.parsing` makes drafts of them.
"""

from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from schemas import Mention, all_event_types

MAX_ENTRIES = 6
"""Of one type in one article. A bound on every array keeps small models from endless lists."""

MAX_EVIDENCE = 2
"""Small models fill what there is room for: with six numbers, one entry takes up all sentences, and events are lost."""

MAX_FACTS = 12


class Strict(BaseModel):
    """An object that has all its properties and no others."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Entry(Strict):
    """One event, of whatever type. Evidence first: point, then fill."""

    evidence: Annotated[list[int], Field(min_length=1, max_length=MAX_EVIDENCE)]
    facts: Annotated[list[str], Field(max_length=MAX_FACTS)]


@cache
def answer_model(types: tuple[type[Mention], ...]) -> type[Strict]:
    """Return the model of a whole answer: a list of entries for each of `types`, named after its table."""
    lists: dict[str, Any] = {event_type.table: (list[Entry], Field(max_length=MAX_ENTRIES)) for event_type in types}
    return create_model("Answer", __base__=Strict, **lists)


def wire_schema(types: tuple[type[Mention], ...] | None = None) -> dict[str, Any]:
    """Return the JSON schema of an answer in OpenAI's strict mode, without titles and descriptions.

    What there is to say stands in the prompt, where every model sees it: many servers turn the schema into a grammar
    and never show it to the model; the others charge for it.
    """
    schema: dict[str, Any] = _bare(answer_model(types or all_event_types()).model_json_schema())
    return schema


def _bare(node: Any, names: bool = False) -> Any:
    """Return a part of a schema without titles and descriptions; with `names`, its keys are names of our own."""
    if isinstance(node, list):
        return [_bare(child) for child in node]
    if not isinstance(node, dict):
        return node
    return {
        key: _bare(child, names=not names and key in {"properties", "$defs"})
        for key, child in node.items()
        if names or key not in {"title", "description"}
    }

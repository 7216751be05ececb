"""From the text of an answer to drafts."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from flows.extract.openai.schema import Entry, answer_model
from schemas import Mention
from schemas.draft import MAX_ACTORS, Draft, draft_model, literal_values, neutral

TOLD_FLAWS = 5

BETWEEN_WORDS = " / "
"""Between the words of a fact that has several, such as who is accused and by whom."""

MOST_OF_A_LIST = 4

_NOTHING = frozenset({"", "none", "null", "n/a", "not stated", "not specified", "unspecified", "unknown"})


class InvalidAnswer(ValueError):
    """An answer that is no JSON or does not fit the schema. The message says what is wrong, for the model to read."""


def parse_answer(content: str, types: tuple[type[Mention], ...]) -> Sequence[Draft]:
    """Return the drafts in an answer; words around its JSON object are passed over. Raises InvalidAnswer.

    Reasoning models think aloud first, others wrap the object in a code block. A fact that no role or field takes is
    left out: the rest of its entry is worth having.
    """
    try:
        answer = answer_model(types).model_validate(_json_object(content))
    except ValidationError as error:
        raise InvalidAnswer(_told(error)) from None
    return [to_draft(event_type, entry) for event_type in types for entry in getattr(answer, event_type.table)]


def to_draft(event_type: type[Mention], entry: Entry) -> Draft:
    """Return an entry as a draft of this event type, with neutral values for what it does not tell."""
    model = draft_model(event_type)
    values = {name: neutral(event_type, name) for name in fact_fields(event_type)}
    actors: list[tuple[str, str]] = []
    for name, words in _facts(entry):
        if name in event_type.roles:
            actors.append((name, words))
        elif name in values:
            values[name] = _filled(values[name], words, model.model_fields[name].annotation)
    distinct = list(dict.fromkeys(actors))[:MAX_ACTORS]
    return model.model_validate(
        {
            "evidence": entry.evidence,
            "type": event_type.type,
            "actors": [{"role": role, "name": name} for role, name in distinct],
            **values,
        }
    )


def fact_fields(event_type: type[Mention]) -> tuple[str, ...]:
    """Return the fields of a draft that the facts of an entry can tell; roles aside."""
    return tuple(name for name in draft_model(event_type).model_fields if name not in {"evidence", "type", "actors"})


def _facts(entry: Entry) -> Iterator[tuple[str, str]]:
    for fact in entry.facts:
        name, _, words = fact.partition(":")
        if words.strip().casefold() not in _NOTHING:
            yield re.sub(r"\W+", "_", name.strip().casefold()), words.strip()


def _filled(value: Any, words: str, annotation: Any) -> Any:
    """Return a field's value with the words of a fact, where they can be its value. The first fact counts."""
    if closed := literal_values(annotation):
        named = re.sub(r"\W+", "_", words.casefold())
        return named if named in closed else value
    if get_origin(annotation) is list:
        (item,) = get_args(annotation)
        parts = [part.strip() for part in words.split(BETWEEN_WORDS)]
        if issubclass(item, BaseModel) and len(parts) == len(item.model_fields) and len(value) < MOST_OF_A_LIST:
            return [*value, dict(zip(item.model_fields, parts, strict=True))]
        return value
    return value or words


def _json_object(content: str) -> Any:
    try:
        return json.loads(content)
    except ValueError as error:
        flaw = error
    rest = content.rpartition("</think>")[2]
    start, end = rest.find("{"), rest.rfind("}")
    if start < 0 or end < start:
        raise InvalidAnswer(f"it holds no whole JSON object ({flaw})")
    try:
        return json.loads(rest[start : end + 1])
    except ValueError as error:
        raise InvalidAnswer(f"it is not valid JSON ({error})") from None


def _told(error: ValidationError) -> str:
    flaws = error.errors(include_url=False)
    told = [f"{'.'.join(map(str, flaw['loc'])) or 'answer'}: {flaw['msg']}" for flaw in flaws[:TOLD_FLAWS]]
    return "; ".join(told) + (f"; and {len(flaws) - TOLD_FLAWS} more" if len(flaws) > TOLD_FLAWS else "")

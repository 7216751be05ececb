"""From the text of an answer to drafts."""

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from pydantic import ValidationError

from schemas import Mention
from schemas.draft import Draft, answer_model, draft_model

TOLD_FLAWS = 5


class InvalidAnswer(ValueError):
    """An answer that is no JSON or does not fit the schema. The message says what is wrong, for the model to read."""


def parse_answer(content: str, types: tuple[type[Mention], ...]) -> Sequence[Draft]:
    """Return the drafts in an answer; words around its JSON object are passed over. Raises InvalidAnswer.

    Reasoning models think aloud first, others wrap the object in a code block.
    """
    data = _json_object(content)
    try:
        answer = _model(types).model_validate(data)
    except ValidationError as error:
        raise InvalidAnswer(_told(error, data, types)) from None
    drafts: Sequence[Draft] = answer.events  # type: ignore[attr-defined]
    return drafts


_model = cache(answer_model)


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


def _told(error: ValidationError, data: Any, types: tuple[type[Mention], ...]) -> str:
    drafts = {event_type.type: draft_model(event_type).__name__ for event_type in types}
    flaws = [flaw for flaw in error.errors(include_url=False) if _matters(flaw["loc"], data, drafts)]
    told = [f"{_place(flaw['loc'], drafts)}: {flaw['msg']}" for flaw in flaws[:TOLD_FLAWS]]
    return "; ".join(told) + (f"; and {len(flaws) - TOLD_FLAWS} more" if len(flaws) > TOLD_FLAWS else "")


def _matters(location: tuple[int | str, ...], data: Any, drafts: dict[str, str]) -> bool:
    """Tell whether a flaw is one of the event's own type: pydantic tells how the draft fails every type there is."""
    match location:
        case ("events", int(place), str(draft), *rest):
            event = data["events"][place]
            own = drafts.get(str(event.get("type"))) if isinstance(event, dict) else None
            return draft == own if own else rest in (["type"], [])
    return True


def _place(location: tuple[int | str, ...], drafts: dict[str, str]) -> str:
    return ".".join(str(part) for part in location if part not in drafts.values()) or "answer"

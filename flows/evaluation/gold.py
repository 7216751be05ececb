"""Gold: articles with the events that a careful reader finds in them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from flows.ingest.item import Trouble
from flows.ingest.json_lines import json_lines
from flows.ingest.locations import FoundFile
from schemas import Raw, all_event_types


class GoldError(ValueError):
    """Gold or articles can't be scored against; the message names the file, the line and what to correct."""


class _Gold(BaseModel):
    model_config = ConfigDict(frozen=True, coerce_numbers_to_str=True)


class GoldActor(_Gold):
    """An actor, under every name that is right for it."""

    role: str
    names: Annotated[list[str], Field(min_length=1)]
    iso3: str | None = None


class GoldTime(_Gold):
    """The day or days of an event; `field` is the event type's field that it belongs in."""

    field: str
    as_written: str
    earliest: date | None = None
    latest: date | None = None


class GoldEvent(_Gold):
    """One event as the annotators see it. Where several values are right, `status` and `assertion` hold them all."""

    type: str
    evidence: Annotated[list[str], Field(min_length=1)]
    """Passages of the article's text or title, word for word."""
    actors: list[GoldActor] = []
    status: list[str]
    assertion: list[str]
    time: GoldTime | None = None
    optional: bool = False
    """A judgement call: neither finding it nor missing it counts."""
    note: str = ""

    @field_validator("type")
    @classmethod
    def _known(cls, value: str) -> str:
        known = [kind.type for kind in all_event_types()]
        if value not in known:
            raise ValueError(f"{value!r} is no event type; there are {', '.join(known)}")
        return value


class _GoldLine(_Gold):
    id: str
    events: list[GoldEvent]


@dataclass(frozen=True)
class GoldArticle:
    """An article and its events. `text`, title above text as the source gives them, is where quotes are looked up."""

    id: str
    raw: Raw
    text: str
    events: Sequence[GoldEvent]


def read_gold(gold: Path, articles: Path, split: str | None = None) -> list[GoldArticle]:
    """Return the articles that `gold` speaks of, in its order; both files are JSON Lines, joined by `id`.

    With `split`, only articles whose record has that value in its field `split`. Raises GoldError for a file that can't
    be read, a line that isn't as expected, an id that comes twice or has no article, and when nothing is left.
    """
    records = {raw.source_id: raw for raw in _records(articles)}
    found: dict[str, GoldArticle] = {}
    splits: set[str] = set()
    for place, line in _gold_lines(gold):
        if line.id in found:
            raise GoldError(f"{place}: the id {line.id!r} comes a second time; ids were expected to be unique.")
        if line.id not in records:
            raise GoldError(f"{place}: no article of {articles.name} has the id {line.id!r}: add it there.")
        raw = records[line.id]
        said = json.loads(raw.body)
        splits.add(said.get("split") or "none")
        if split is None or said.get("split") == split:
            text = f"{said.get('title') or ''}\n\n{said.get('text') or ''}"
            found[line.id] = GoldArticle(line.id, raw, text, line.events)
    if not found:
        wanted = f"no article of {articles.name} with gold is in the split {split!r}; there are {sorted(splits)}"
        raise GoldError(wanted if split else f"{gold} holds no line of gold.")
    return list(found.values())


def _gold_lines(path: Path) -> Iterator[tuple[str, _GoldLine]]:
    """Yield each line with its place, such as `gold.jsonl:3`."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path} can't be read ({error}), expected was a JSON Lines file in UTF-8.") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield f"{path.name}:{number}", _GoldLine.model_validate_json(line)
        except ValidationError as error:
            wrong = error.errors()[0]
            field = ".".join(map(str, wrong["loc"])) or "line"
            raise GoldError(f"{path.name}:{number}: {field}: {wrong['msg']}; correct it there.") from error


def _records(path: Path) -> Iterator[Raw]:
    seen: set[str] = set()
    file = FoundFile(path, path.name, None, path.absolute().parent.name or "/")
    for offer in json_lines(file, datetime.now(UTC)):
        if isinstance(offer, Trouble):
            raise GoldError(offer.detail)
        if offer.source_id in seen:
            raise GoldError(f"{offer.locator}: the id {offer.source_id!r} comes a second time; give it another one.")
        seen.add(offer.source_id)
        yield offer

"""A record: an object with `text` or `html` and, if known, `id`, `title`, `published`, `url`, `author` and `source`."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, StrictInt, StrictStr, ValidationError

from flows.ingest.columns import USUAL, Columns, found_columns
from flows.ingest.item import Offer, Trouble, content_as_id, http_url, raw_item, whole_text
from flows.ingest.locations import FoundFile
from flows.urls import canonical_url

_Text = Annotated[
    StrictStr | None, BeforeValidator(lambda value: whole_text(value).strip() if isinstance(value, str) else value)
]


class Record(BaseModel):
    """What is read of a record; whatever else it holds stays in the row's body."""

    model_config = ConfigDict(frozen=True)

    id: StrictInt | _Text = None
    title: _Text = None
    published: _Text = None
    url: _Text = None
    source: _Text = None
    text: _Text = None
    html: _Text = None


def record_item(found: FoundFile, record: Mapping[str, Any], body: bytes, locator: str, now: datetime) -> Offer:
    """Return the record with the JSON in `body` as an item, or why it can't be taken. `now`: when its file was opened.

    Where its fields have other names than ours, the item's body is the record with ours; else `body` as it stands.
    """
    names = _names(record, found.columns)
    if any(field != name for field, name in names.items()) or not names.keys() >= record.keys() & {"text", "html"}:
        others = {name: value for name, value in record.items() if name not in USUAL and name not in names.values()}
        body = _packed({field: record[name] for field, name in names.items()} | others)
    return _item(found, record, names, body, locator, now)


def row_item(found: FoundFile, row: Mapping[str, str], locator: str, now: datetime) -> Offer:
    """Return a table's row, by our names of its fields, as an item, or why it can't be taken."""
    return _item(found, row, {field: field for field in row}, _packed(row), locator, now)


def _item(
    found: FoundFile, record: Mapping[str, Any], names: Mapping[str, str], body: bytes, locator: str, now: datetime
) -> Offer:
    try:
        said = Record.model_validate({field: record[name] for field, name in names.items() if field != "author"})
    except ValidationError as error:
        field = str(error.errors()[0]["loc"][0])
        return Trouble(
            locator=locator,
            reason="bad_field",
            detail=f"{locator}: the field {names[field]!r} holds {json_type(record[names[field]])}, expected was "
            f"{'a string or a whole number' if field == 'id' else 'a string'}: correct it or leave the field out.",
        )
    if not said.text and not said.html:
        return Trouble(
            locator=locator,
            reason="no_text",
            detail=f"{locator} has neither 'text' nor 'html', one of them was expected with the article in it: add it, "
            "or say in [source.columns] which field holds it.",
        )
    url = http_url(said.url)
    own_id = str(said.id) if said.id not in (None, "") else None
    return raw_item(
        source=said.source or found.stated_source or found.name,
        source_id=own_id or (canonical_url(url) if url else content_as_id(found.path.name, body)),
        body=body,
        content_type="application/json",
        fetched=now,
        locator=locator,
        url=url,
        published_hint=said.published,
        hint_from="record",
    )


def _names(record: Mapping[str, Any], stated: Columns | None) -> dict[str, str]:
    """Return the names that the fields with something in them have in this record.

    One that is only taken for a field by its name, such as `date` for `published`, must hold what the field may.
    """
    filled = [name for name, value in record.items() if value is not None and value != ""]
    own = stated.model_dump(exclude_none=True).values() if stated else ()
    return {
        field: name
        for field, name in found_columns(filled, stated).items()
        if name == field or name in own or isinstance(record[name], str) or (field == "id" and _is_whole(record[name]))
    }


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def json_type(value: object) -> str:
    """Return what the value is called in JSON."""
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "a string"
        case list():
            return "an array"
        case _:
            return "an object"


def _packed(record: Mapping[str, Any]) -> bytes:
    return whole_text(json.dumps(record, ensure_ascii=False)).encode()

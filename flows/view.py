"""Tables on the screen: the latest rows, filtered, as a reader wants to see them."""

from collections.abc import Sequence
from typing import Any

from rich.table import Table

from flows.tables.layout import Layout
from flows.tables.read import rows
from schemas import Event, Mention, Record
from schemas.arrow import AnyRecord
from schemas.draft import literal_values
from schemas.mention import Actor
from schemas.when import When

WIDTH = 90
"""Characters of a long text that are shown."""

_LONG = frozenset({"summary", "actors", "detail", "title"})
_SELDOM_READ = frozenset({"body", "text", "sentences", "headers", "versions", "settings"})


class ViewError(ValueError):
    """A filter that no row could pass, because it is misspelt."""


def latest(layout: Layout, record: type[AnyRecord], limit: int, filters: Sequence[str]) -> list[AnyRecord]:
    """Return up to `limit` rows that pass all `filters` (`column=value`), of the latest days, the latest first.

    A filter on a column of structs (actors) passes when any text in it equals the value. Raises ViewError for an
    unknown column, or a value that a column with a fixed set of values does not know.
    """
    wanted = [_checked(record, text) for text in filters]
    found: list[AnyRecord] = []
    for day in reversed(layout.days(record)):
        passing = [row for row in rows(layout, record, days=[day]) if all(_holds(row, *item) for item in wanted)]
        found += passing[::-1]
        if len(found) >= limit:
            break
    return found[:limit]


def printed(record: type[Record], found: Sequence[Record]) -> Table:
    """Return rows as a table for the terminal; `--json` has all columns, this the ones that fit."""
    columns = _columns(record)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        long = column in _LONG
        table.add_column(column, no_wrap=not long, overflow="fold", min_width=24 if long else None)
    for row in found:
        table.add_row(*(_text(_value(row, column)) for column in columns))
    return table


def _columns(record: type[Record]) -> list[str]:
    if issubclass(record, Mention):
        return ["published_date", "status", "assertion", "actors", record.time_fields[0], "summary"]
    if issubclass(record, Event):
        return ["last_reported", "type", "status", "actors", "time", "n_articles", "summary"]
    return [name for name in record.model_fields if name not in _SELDOM_READ][:7]


def _value(row: Record, column: str) -> Any:
    if column == "time" and isinstance(row, Event):
        return row.held or row.due or row.effective or row.scheduled_end
    return getattr(row, column)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, When):
        return value.edtf or value.as_written
    if isinstance(value, list) and value and isinstance(value[0], Actor):
        return ", ".join(actor.canonical for actor in value)
    text = " ".join(str(value).split())
    return text if len(text) <= WIDTH else f"{text[: WIDTH - 1]}…"


def _checked(record: type[Record], text: str) -> tuple[str, str]:
    column, separator, value = text.partition("=")
    if not separator or column not in record.model_fields:
        raise ViewError(
            f"{text!r} is no filter of {record.table}: write COLUMN=VALUE with {', '.join(record.model_fields)}"
        )
    known = literal_values(record.model_fields[column].annotation)
    if known and value not in known:
        raise ViewError(f"{column} of {record.table} is never {value!r}: it is one of {', '.join(known)}")
    return column, value


def _holds(row: Record, column: str, value: str) -> bool:
    return value.casefold() in {text.casefold() for text in _texts(getattr(row, column))}


def _texts(value: Any) -> list[str]:
    if isinstance(value, list):
        return [text for item in value for text in _texts(item)]
    if hasattr(value, "model_dump"):
        return [text for item in value.model_dump().values() for text in _texts(item)]
    return [] if value is None else [str(value)]

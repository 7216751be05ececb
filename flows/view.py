"""Tables on the screen: the latest rows, filtered, as a reader wants to see them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from flows.tables.layout import Layout
from flows.tables.read import rows
from schemas import Event, Mention, Record
from schemas.arrow import AnyRecord
from schemas.draft import literal_values
from schemas.mention import Actor
from schemas.run import OutcomeCount
from schemas.when import When

WIDTH = 200
"""Characters of a long text that are shown."""

_BRIEF: dict[str, tuple[tuple[str, ...], str]] = {
    "raw": (("fetched", "source", "source_id", "content_type"), "url"),
    "documents": (("published_date", "source", "language", "document_id"), "title"),
    "readings": (("published_date", "engine", "outcome", "reason", "attempts"), "document_id"),
    "events": (("last_reported", "type", "status", "assertion", "actors", "time", "n_articles"), "summary"),
    "runs": (("started", "stage", "seconds", "run_id"), "counts"),
    "rejects": (("at", "stage", "reason", "locator"), "detail"),
}
"""For each table the columns of a row's first line, and the one of its second; mentions share one form."""


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


def printed(record: type[Record], found: Sequence[Record]) -> Group:
    """Return rows for the terminal, two lines each: what is short, then the long text; `--json` has all columns."""
    columns, long = _brief(record)
    lines: list[Text | Padding] = [Text("  ".join((*columns, long)), style="dim")]
    for row in found:
        short = [_text(_value(row, column)) for column in columns]
        lines.append(Text("  ".join(filter(None, short)), style="bold"))
        lines.append(Padding(Text(_text(getattr(row, long))), (0, 0, 0, 4)))
    return Group(*lines)


def _brief(record: type[Record]) -> tuple[tuple[str, ...], str]:
    if issubclass(record, Mention):
        return ("published_date", "status", "assertion", "actors", record.time_fields[0]), "summary"
    return _BRIEF[record.table]


def _value(row: Record, column: str) -> Any:
    if column == "time" and isinstance(row, Event):
        return row.held or row.due or row.effective or row.scheduled_end
    return getattr(row, column)


def _text(value: Any) -> str:
    """Return a value as a reader wants to see it."""
    match value:
        case None:
            return ""
        case When():
            return value.edtf or value.as_written
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M")
        case [Actor(), *_]:
            return ", ".join(actor.canonical for actor in value)
        case [OutcomeCount(), *_]:
            return ", ".join(f"{item.count} {item.outcome}" for item in value if item.count)
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

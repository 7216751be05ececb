"""What is wrong with a table of `sources.toml`, in words for whoever wrote it."""

from typing import get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from flows.ingest.columns import Columns
from flows.ingest.kinds import KindName
from flows.ingest.limits import Limits

EXAMPLE = '[[source]] with location = "news/*.html" and, if wanted, name = "My outlet"'

_TABLES: dict[str, type[BaseModel]] = {"columns": Columns, "limits": Limits}
"""The tables inside a source."""

_NUMBERS = {
    "greater_than": "a number greater than {gt:,g}",
    "greater_than_equal": "a number of at least {ge:,g}",
    "less_than_equal": "a number of at most {le:,g}",
    "float_type": "a number",
    "finite_number": "a number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
}
"""What was expected, by pydantic's types of error."""


def explained(error: ValidationError, table: type[BaseModel]) -> str:
    """Return what is wrong with the first wrong key of a table, and what to do."""
    first = error.errors()[0]
    *tables, key = [str(part) for part in first["loc"]] or [table.__name__.lower()]
    known = _TABLES[tables[0]] if tables else table
    return f"the key {'.'.join([*tables, key])!r} {_expected(first, key, known)}"


def _expected(error: ErrorDetails, key: str, known: type[BaseModel]) -> str:
    held = f"holds {error['input']!r}, expected was"
    match error["type"]:
        case "missing":
            return f"is missing, expected was a path, a glob, a folder, a feed file or a URL; write {EXAMPLE}"
        case "extra_forbidden":
            names = ", ".join(map(repr, known.model_fields))
            return f"is unknown, expected were only {names}; {_advice(known)}"
        case "literal_error":
            return f"{held} one of {', '.join(map(repr, get_args(KindName)))}: correct it"
        case "model_type" | "model_attributes_type":
            advice = _advice(_TABLES.get(key, known))
            return f"holds {error['input']!r}, a table was expected: {advice}"
        case number if number in _NUMBERS:
            return f"{held} {_NUMBERS[number].format(**error.get('ctx', {}))}: correct it, or leave it out"
        case _:
            return f"{held} text that is not empty; write {EXAMPLE}"


def _advice(table: type[BaseModel]) -> str:
    if table is Columns:
        return 'write [source.columns] and text = "body"'
    if table is Limits:
        return "write [limits], or under a source [source.limits], and delay = 2.5"
    return f"write {EXAMPLE}"

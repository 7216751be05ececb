"""Records as Arrow tables and back, without loss. The Arrow schema follows from the class alone."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

import pyarrow as pa
from pydantic import AwareDatetime, BaseModel

from schemas.record import SCHEMA_VERSION, Record

AnyRecord = TypeVar("AnyRecord", bound=Record)

_SCALARS: dict[Any, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    bytes: pa.binary(),
    date: pa.date32(),
    datetime: pa.timestamp("us", tz="UTC"),
    AwareDatetime: pa.timestamp("us", tz="UTC"),
}


def arrow_type(annotation: Any, metadata: Sequence[Any] = ()) -> tuple[pa.DataType, bool]:
    """Return the Arrow type of a field's annotation, and whether it is nullable.

    An Arrow type in the annotation's metadata decides (`Offset` is int32); a model becomes a struct, a Literal a
    string. Raises TypeError, naming the annotation, for what the contract has no column type for.
    """
    stated = next((item for item in metadata if isinstance(item, pa.DataType)), None)
    if stated is not None and get_origin(annotation) not in (Union, UnionType):
        return stated, False
    if annotation in _SCALARS:
        return _SCALARS[annotation], False
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return arrow_type(arguments[0], arguments[1:])
    if origin is Literal:
        return pa.string(), False
    if origin in (Union, UnionType) and NoneType in arguments and len(arguments) == 2:
        inner = next(argument for argument in arguments if argument is not NoneType)
        return arrow_type(inner, metadata)[0], True
    if origin is list:
        item, nullable = arrow_type(arguments[0])
        return pa.list_(pa.field("element", item, nullable=nullable)), False
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return pa.struct(_fields(annotation)), False
    raise TypeError(f"no Arrow type for {annotation!r}: use scalar, Literal, list, Struct, or one of these | None")


def _fields(model: type[BaseModel]) -> list[pa.Field]:
    fields = []
    for name, field in model.model_fields.items():
        data_type, nullable = arrow_type(field.annotation, field.metadata)
        description = {"description": field.description} if field.description else None
        fields.append(pa.field(name, data_type, nullable=nullable, metadata=description))
    return fields


@cache
def arrow_schema(record: type[Record]) -> pa.Schema:
    """Return the Arrow schema of a record class: its columns in order, and the contract's version as metadata.

    The description of each column travels with it in the field's metadata, so a file carries its own dictionary.
    """
    return pa.schema(_fields(record), metadata={"parley.table": record.table, "parley.schema_version": SCHEMA_VERSION})


def to_table(record: type[Record], rows: Iterable[Record]) -> pa.Table:
    """Return `rows`, all of class `record`, as an Arrow table sorted as the class says (nulls last)."""
    table = pa.Table.from_pylist([row.model_dump() for row in rows], schema=arrow_schema(record))
    return table.sort_by([(column, "ascending") for column in record.sort])


def from_table(record: type[AnyRecord], table: pa.Table) -> list[AnyRecord]:
    """Return the rows of an Arrow table as records. Raises pydantic's ValidationError for a row that is not one."""
    names = list(record.model_fields)
    return [record.model_validate(row) for row in table.select(names).to_pylist()]

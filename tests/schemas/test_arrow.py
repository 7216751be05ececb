from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from io import BytesIO
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import annotated_types
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import AwareDatetime, BaseModel, ValidationError

from schemas import Mention, Record, tables
from schemas.arrow import arrow_schema, arrow_type, from_table, to_table
from schemas.mention import Actor
from schemas.record import Count, Offset, Struct
from schemas.when import When

RECORDS = list(tables().values())
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
INSTANTS = st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=ZONES)
AT_LEISURE = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
BITS = {pa.int32(): 32, pa.int64(): 64}


def values(annotation: Any, metadata: Sequence[Any], roles: Sequence[str]) -> st.SearchStrategy[Any]:
    """All values of a field, from its annotation; `roles` are those of the event type around it."""
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        return values(inner, [*more, *metadata], roles)
    if get_origin(annotation) is Literal:
        return st.sampled_from(get_args(annotation))
    if get_origin(annotation) in (Union, UnionType):
        inner = next(option for option in get_args(annotation) if option is not NoneType)
        return st.none() | values(inner, metadata, roles)
    if get_origin(annotation) is list:
        least = next((item.min_length for item in metadata if isinstance(item, annotated_types.MinLen)), 0)
        return st.lists(values(get_args(annotation)[0], [], roles), min_size=least, max_size=3)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return models(annotation, roles)
    if annotation is int:
        bits = next((BITS[item] for item in metadata if isinstance(item, pa.DataType)), 64)
        positive = annotated_types.Ge(0) in metadata
        return st.integers(0 if positive else -(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
    pattern = next((item.pattern for item in metadata if getattr(item, "pattern", None)), None)
    scalars: dict[Any, st.SearchStrategy[Any]] = {
        str: st.from_regex(pattern, fullmatch=True) if pattern else st.text(max_size=20),
        float: st.floats(allow_nan=False),
        bool: st.booleans(),
        bytes: st.binary(max_size=20),
        date: st.dates(),
        AwareDatetime: INSTANTS,
    }
    return scalars[annotation]


def models(model: type[BaseModel], roles: Sequence[str] = ()) -> st.SearchStrategy[Any]:
    """All instances of a record class or of a struct."""
    if issubclass(model, Mention):
        roles = list(model.roles)
    fields = {name: values(field.annotation, field.metadata, roles) for name, field in model.model_fields.items()}
    if issubclass(model, Actor):
        fields["role"] = st.sampled_from(roles) if roles else st.text(max_size=20)
    if issubclass(model, When):
        return st.builds(in_order, st.fixed_dictionaries(fields))
    return st.builds(model, **fields)


def in_order(columns: dict[str, Any]) -> When:
    if columns["earliest"] and columns["latest"]:
        columns["earliest"], columns["latest"] = sorted((columns["earliest"], columns["latest"]))
    return When(**columns)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.table)
@AT_LEISURE
@given(data=st.data())
def test_records_come_back_from_parquet_as_they_were(record: type[Record], data: st.DataObject) -> None:
    written = data.draw(st.lists(models(record), max_size=3, unique_by=lambda row: row.row_key()))
    file = BytesIO()
    pq.write_table(to_table(record, written), file, compression="zstd")
    table = pq.read_table(file)
    assert table.schema.equals(arrow_schema(record))
    assert {row.row_key(): row for row in from_table(record, table)} == {row.row_key(): row for row in written}
    assert table.num_rows == len(written)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.table)
@AT_LEISURE
@given(data=st.data())
def test_rows_are_sorted_as_the_class_says(record: type[Record], data: st.DataObject) -> None:
    table = to_table(record, data.draw(st.lists(models(record), max_size=3)))
    order = [tuple((row[name] is None, row[name]) for name in record.sort) for row in table.to_pylist()]
    assert order == sorted(order)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.table)
def test_a_file_carries_its_table_its_version_and_its_dictionary(record: type[Record]) -> None:
    file = BytesIO()
    pq.write_table(to_table(record, []), file)
    schema = pq.read_schema(file)
    assert schema.metadata[b"parley.table"].decode() == record.table
    assert schema.metadata[b"parley.schema_version"] == b"1"
    for name, field in record.model_fields.items():
        assert schema.field(name).metadata[b"description"].decode() == field.description


@given(INSTANTS)
def test_instants_are_stored_in_utc_to_the_microsecond(instant: datetime) -> None:
    class Log(Record):
        table = "log"
        key = "at"
        sort = ("at",)
        at: AwareDatetime

    table = to_table(Log, [Log(at=instant)])
    assert table.schema.field("at").type == pa.timestamp("us", tz="UTC")
    (stored,) = table.column("at").to_pylist()
    assert stored == instant
    assert stored.utcoffset() == timedelta(0)


class Point(Struct):
    """A place."""

    x: int


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        (str, (pa.string(), False)),
        (str | None, (pa.string(), True)),
        (Offset, (pa.int32(), False)),
        (Count | None, (pa.int32(), True)),
        (Literal["a", "b"], (pa.string(), False)),
        (date | None, (pa.date32(), True)),
        (Point | None, (pa.struct([pa.field("x", pa.int64(), nullable=False)]), True)),
        (list[str], (pa.list_(pa.field("element", pa.string(), nullable=False)), False)),
    ],
)
def test_the_column_type_follows_from_the_annotation(annotation: Any, expected: tuple[pa.DataType, bool]) -> None:
    assert arrow_type(annotation) == expected


@pytest.mark.parametrize("annotation", [dict[str, int], int | str, set[str], Any])
def test_an_annotation_without_a_column_type_is_named(annotation: Any) -> None:
    with pytest.raises(TypeError, match="no Arrow type for"):
        arrow_type(annotation)


def test_a_row_that_is_not_a_record_is_refused() -> None:
    columns = [pa.array([None], field.type) for field in arrow_schema(tables()["rejects"])]
    with pytest.raises(ValidationError, match="reject_id"):
        from_table(tables()["rejects"], pa.table(columns, names=list(tables()["rejects"].model_fields)))

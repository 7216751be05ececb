"""The tables open as they are in DuckDB, Polars and pandas, by glob, with the contract's types, full or empty."""

from typing import Any

import duckdb
import pandas as pd  # type: ignore[import-untyped]
import polars as pl
import pyarrow as pa
import pytest

from schemas import tables
from schemas.arrow import arrow_schema

ROWS = {
    "raw": 3, "documents": 3, "readings": 3, "talks": 2, "moratoria": 0, "deadlines": 0, "events": 1,
    "runs": 4, "rejects": 1,
}  # fmt: skip


@pytest.fixture(params=list(tables()))
def table(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def least(name: str, found: int) -> bool:
    """Other tests may run into the same folder, so these two only grow."""
    return found >= ROWS[name] if name in {"runs", "rejects"} else found == ROWS[name]


def columns(name: str) -> list[str]:
    return list(arrow_schema(tables()[name]).names)


def test_duckdb(finished_run: Any, table: str) -> None:
    read = duckdb.sql(f"FROM '{finished_run.out}/{table}/*/*.parquet'")
    assert least(table, len(read.fetchall()))
    assert [name for name in read.columns if name != "date"] == columns(table)
    types = dict(zip(read.columns, read.types, strict=True))
    for field in arrow_schema(tables()[table]):
        assert str(types[field.name]).replace('"', "") == duckdb_type(field.type), field.name


def duckdb_type(data_type: pa.DataType) -> str:
    if pa.types.is_list(data_type):
        return f"{duckdb_type(data_type.value_type)}[]"
    if pa.types.is_struct(data_type):
        return f"STRUCT({', '.join(f'{field.name} {duckdb_type(field.type)}' for field in data_type)})"
    names = {
        "string": "VARCHAR", "binary": "BLOB", "int32": "INTEGER", "int64": "BIGINT", "double": "DOUBLE",
        "bool": "BOOLEAN", "date32[day]": "DATE", "timestamp[us, tz=UTC]": "TIMESTAMP WITH TIME ZONE",
    }  # fmt: skip
    return names[str(data_type)]


def test_polars(finished_run: Any, table: str) -> None:
    frame = pl.read_parquet(f"{finished_run.out}/{table}/*/*.parquet", hive_partitioning=False)
    assert least(table, frame.height)
    expected = pl.from_arrow(arrow_schema(tables()[table]).empty_table())
    assert isinstance(expected, pl.DataFrame)
    assert frame.schema == expected.schema


def test_polars_finds_the_day_in_the_path(finished_run: Any) -> None:
    frame = pl.read_parquet(f"{finished_run.out}/talks/*/*.parquet", hive_partitioning=True)
    assert (frame["date"].cast(pl.String) == frame["published_date"].cast(pl.String)).all()


def test_pandas(finished_run: Any, table: str) -> None:
    frame = pd.read_parquet(finished_run.out / table)
    assert least(table, len(frame))
    assert [name for name in frame.columns if name != "date"] == columns(table)
    for field in arrow_schema(tables()[table]):
        if pa.types.is_timestamp(field.type):
            assert str(frame[field.name].dtype) == "datetime64[us, UTC]"


def test_a_question_across_tables(finished_run: Any) -> None:
    found = duckdb.sql(
        f"""
        SELECT event.n_sources, count(*), bool_and(substr(document.text, proof.start + 1, proof."end" - proof.start) = proof.quote)
        FROM '{finished_run.out}/events/*/*.parquet' event
        JOIN '{finished_run.out}/talks/*/*.parquet' mention USING (event_id)
        JOIN '{finished_run.out}/documents/*/*.parquet' document USING (document_id),
        unnest(mention.evidence) AS quotes(proof)
        GROUP BY ALL
        """  # noqa: E501
    ).fetchall()
    assert found == [(2, 2, True)]

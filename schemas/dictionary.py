"""The data dictionary: every table and column with type and meaning, derived from the classes."""

from inspect import cleandoc
from typing import Any

import pyarrow as pa

from schemas import tables
from schemas.arrow import arrow_schema
from schemas.draft import literal_values
from schemas.mention import Mention
from schemas.record import SCHEMA_VERSION, Record


def as_data() -> dict[str, Any]:
    """Return the dictionary as plain data: version, and for each table its meaning, key, and columns."""
    return {"schema_version": SCHEMA_VERSION, "tables": [_table(record) for record in tables().values()]}


def as_markdown() -> str:
    """Return the dictionary as a Markdown page."""
    lines = ["# Data dictionary", "", f"Schema version {SCHEMA_VERSION}.", ""]
    for table in as_data()["tables"]:
        lines += [f"## {table['table']}", "", table["meaning"], "", f"Key: `{table['key']}`.", ""]
        if "roles" in table:
            roles = "; ".join(f"`{role}` {meaning}" for role, meaning in table["roles"].items())
            lines += [f"Roles: {roles}.", ""]
        lines += ["| column | type | null | meaning |", "|---|---|---|---|"]
        for column in table["columns"]:
            values = ", ".join(f"`{value}`" for value in column["values"])
            meaning = f"{column['meaning']} One of {values}." if values else column["meaning"]
            null = "yes" if column["nullable"] else ""
            lines.append(f"| {column['name']} | {column['type']} | {null} | {meaning} |")
        lines.append("")
    return "\n".join(lines)


def type_name(data_type: pa.DataType) -> str:
    """Return the name of a column type as the dictionary writes it: `list<struct<start: int32, end: int32>>`."""
    if pa.types.is_list(data_type):
        return f"list<{type_name(data_type.value_type)}>"
    if pa.types.is_struct(data_type):
        return f"struct<{', '.join(f'{field.name}: {type_name(field.type)}' for field in data_type)}>"
    return str(data_type)


def _table(record: type[Record]) -> dict[str, Any]:
    described: dict[str, Any] = {
        "table": record.table,
        "meaning": " ".join(cleandoc(record.__doc__ or "").split()),
        "key": record.key,
    }
    if issubclass(record, Mention):
        described["roles"] = dict(record.roles)
    described["columns"] = [
        {
            "name": column.name,
            "type": type_name(column.type),
            "nullable": column.nullable,
            "values": list(literal_values(record.model_fields[column.name].annotation)),
            "meaning": record.model_fields[column.name].description or "",
        }
        for column in arrow_schema(record)
    ]
    return described

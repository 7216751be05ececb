"""What `raw` holds already, so that it isn't fetched again."""

from collections.abc import Callable, Collection, Mapping
from typing import TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from flows.ingest.item import UPDATED
from flows.tables.layout import Layout
from flows.tables.read import scan
from schemas import Raw

Key: TypeAlias = tuple[str, str]
"""A source and a source_id."""

Held: TypeAlias = Callable[[Collection[Key]], Mapping[Key, str | None]]
"""From keys to those of them that raw holds, each with the feed's last words for when the item was changed."""


def nothing_held(keys: Collection[Key]) -> Mapping[Key, str | None]:
    """Return what an empty table holds."""
    return {}


def held_in(layout: Layout) -> Held:
    """Return the look-up in the table `raw` under `layout`. It reads no bodies; memory is bounded by the keys."""

    def held(keys: Collection[Key]) -> Mapping[Key, str | None]:
        sources, source_ids = ({key[at] for key in keys} for at in (0, 1))
        found = scan(
            layout,
            Raw,
            columns=["source", "source_id", "fetched", "headers"],
            where=_is_one_of("source", sources) & _is_one_of("source_id", source_ids),
        )
        newest_last = sorted(found.to_pylist(), key=lambda row: row["fetched"])
        rows = {(row["source"], row["source_id"]): _updated(row["headers"]) for row in newest_last}
        return {key: rows[key] for key in keys if key in rows}

    return held


def _is_one_of(column: str, values: Collection[str]) -> pc.Expression:
    return pc.field(column).isin(pa.array(values, pa.string()))


def _updated(headers: list[dict[str, str]]) -> str | None:
    return next((header["value"] for header in headers if header["name"] == UPDATED), None)

"""What earlier runs left: the rows of `raw`, so that nothing is fetched again, and their visits."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from flows.ingest.answer import Validators
from flows.ingest.item import UPDATED
from flows.ingest.visits import Visits
from flows.tables.layout import Layout
from flows.tables.read import existing_keys, scan
from schemas import Raw

Key: TypeAlias = tuple[str, str]
"""A source and a source_id."""


@dataclass(frozen=True)
class HeldItem:
    """The last row of `raw` with one key."""

    raw_id: str
    updated: str | None = None
    """The feed's words for when the item was changed."""
    validators: Validators | None = None
    """What its page can be asked with."""


class Held(Protocol):
    """What earlier runs left."""

    def items(self, keys: Collection[Key]) -> Mapping[Key, HeldItem]:
        """Return those of `keys` that raw holds."""

    def present(self, raw_ids: Collection[str]) -> Collection[str]:
        """Return those of `raw_ids` that raw holds."""

    def visits(self) -> Visits:
        """Return what was kept of visits, to be closed in the thread that asks."""


class _Nothing:
    def items(self, keys: Collection[Key]) -> Mapping[Key, HeldItem]:
        return {}

    def present(self, raw_ids: Collection[str]) -> Collection[str]:
        return ()

    def visits(self) -> Visits:
        return Visits()


nothing_held: Held = _Nothing()
"""An empty table."""


def held_in(layout: Layout) -> Held:
    """Return the look-up in the tables under `layout`. It reads no bodies; memory is bounded by what is asked for."""
    return _HeldIn(layout)


class _HeldIn:
    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def items(self, keys: Collection[Key]) -> Mapping[Key, HeldItem]:
        sources, source_ids = ({key[at] for key in keys} for at in (0, 1))
        found = scan(
            self._layout,
            Raw,
            columns=["source", "source_id", "raw_id", "final_url", "fetched", "headers"],
            where=_is_one_of("source", sources) & _is_one_of("source_id", source_ids),
        )
        newest_last = sorted(found.to_pylist(), key=lambda row: row["fetched"])
        rows = {(row["source"], row["source_id"]): _item(row) for row in newest_last}
        return {key: rows[key] for key in keys if key in rows}

    def present(self, raw_ids: Collection[str]) -> Collection[str]:
        return existing_keys(self._layout, Raw, raw_ids)

    def visits(self) -> Visits:
        return Visits(self._layout.state / "visits.sqlite")


def _is_one_of(column: str, values: Collection[str]) -> pc.Expression:
    return pc.field(column).isin(pa.array(values, pa.string()))


def _item(row: Mapping[str, object]) -> HeldItem:
    assert isinstance(row["headers"], list)
    said = {header["name"]: header["value"] for header in row["headers"]}
    etag, last_modified = said.get("etag"), said.get("last-modified")
    known = row["final_url"] and (etag or last_modified)
    return HeldItem(
        raw_id=str(row["raw_id"]),
        updated=said.get(UPDATED),
        validators=Validators(str(row["final_url"]), etag, last_modified) if known else None,
    )

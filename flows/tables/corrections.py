"""The earlier texts of corrected articles, and what was read in a text that no longer counts."""

from collections.abc import Collection, Iterable
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from flows.tables.layout import Layout
from flows.tables.read import rows, scan
from schemas import Document, Mention, Reading, all_event_types
from schemas.record import UNKNOWN_DATE


def earlier_texts(layout: Layout, documents: Iterable[str]) -> dict[str, date]:
    """Return the texts that `documents` supersede, directly or by way of others, each with its partition's day."""
    found: dict[str, date] = {}
    wanted: Collection[str] = list(documents)
    while wanted:
        superseded = pc.field("superseded_by").isin(pa.array(wanted, pa.string()))
        texts = scan(layout, Document, columns=["document_id", "published_date"], where=superseded).to_pylist()
        new = {row["document_id"]: row["published_date"] or UNKNOWN_DATE for row in texts}
        wanted = new.keys() - found.keys()
        found |= new
    return found


def read_in(layout: Layout, documents: dict[str, date]) -> tuple[list[Mention], list[Reading]]:
    """Return the mentions and readings of documents, given with their partitions' days."""
    if not documents:
        return [], []
    days, wanted = sorted(set(documents.values())), pc.field("document_id").isin(pa.array(list(documents), pa.string()))
    mentions = [row for kind in all_event_types() for row in rows(layout, kind, days=days, where=wanted)]
    return mentions, rows(layout, Reading, days=days, where=wanted)

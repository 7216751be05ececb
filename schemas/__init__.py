"""The contract: one pydantic class a record, from which Arrow, draft schema and data dictionary follow."""

from schemas.document import Document
from schemas.event import Event
from schemas.event_types import all_event_types, event_type
from schemas.mention import Mention
from schemas.raw import Raw
from schemas.reading import Reading
from schemas.record import SCHEMA_VERSION, Record
from schemas.reject import Reject
from schemas.run import Run

__all__ = [
    "SCHEMA_VERSION",
    "Document",
    "Event",
    "Mention",
    "Raw",
    "Reading",
    "Record",
    "Reject",
    "Run",
    "all_event_types",
    "event_type",
    "tables",
]


def tables() -> dict[str, type[Record]]:
    """Return the record class of every table, in the order of the data's way."""
    in_order: tuple[type[Record], ...] = (Raw, Document, Reading, *all_event_types(), Event, Run, Reject)
    return {record.table: record for record in in_order}

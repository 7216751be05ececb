"""A raw row: what a source offered, byte for byte, so that cleaning can be redone without fetching."""

from datetime import UTC, date
from typing import Annotated, ClassVar

from pydantic import Field

from schemas.record import Count, Instant, Record, Struct


class Header(Struct):
    """One header of the response; for local input, what the source said beside the body."""

    name: Annotated[str, Field(description="Lower-case name.")]
    value: Annotated[str, Field(description="Value, as received.")]


class Raw(Record):
    """One item as a source offered it: a page, a file, a record of a JSON Lines file."""

    table: ClassVar[str] = "raw"
    key: ClassVar[str] = "raw_id"
    sort: ClassVar[tuple[str, ...]] = ("source", "source_id", "raw_id")

    raw_id: Annotated[str, Field(description="Names the row: source, source_id and bytes.")]
    source_id: Annotated[
        str, Field(description="The record's or feed entry's own id, else its canonical URL, else its relative path.")
    ]
    source: Annotated[str, Field(description="The outlet or feed.")]
    url: Annotated[str | None, Field(description="Where the item says it is.")]
    final_url: Annotated[str | None, Field(description="Where it was found after redirects.")]
    fetched: Annotated[Instant, Field(description="When it was fetched or read.")]
    http_status: Annotated[Count | None, Field(description="Status of the HTTP answer.")]
    content_type: Annotated[str | None, Field(description="Media type, with its charset where stated.")]
    headers: Annotated[
        list[Header], Field(description="Headers of the answer; `parley-*` ones are what the source said of the item.")
    ]
    body: Annotated[bytes, Field(repr=False, description="The bytes as received.")]
    body_sha256: Annotated[str, Field(description="SHA-256 of the bytes, hexadecimal.")]
    published_hint: Annotated[str | None, Field(description="The source's words for the time of publication.")]

    def header(self, name: str) -> str | None:
        """Return the value of the header `name` (lower case), or None."""
        return next((header.value for header in self.headers if header.name == name), None)

    @property
    def locator(self) -> str:
        """Where a reader finds the item: `feed.xml#3`, `x.jsonl:3`, a URL."""
        return self.header("parley-locator") or self.url or self.source_id

    def partition(self) -> date:
        """Return the UTC day of fetching."""
        return self.fetched.astimezone(UTC).date()

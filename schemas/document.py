"""A document: one article, cleaned, dated and split into numbered sentences."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from schemas.record import UNKNOWN_DATE, Instant, Offset, Record, Struct

PublishedBasis = Literal["feed", "record", "meta", "text", "path", "unknown"]


class Sentence(Struct):
    """The place of one sentence: `document.text[start:end]`."""

    start: Annotated[Offset, Field(ge=0, description="Offset of the first code point in text.")]
    end: Annotated[Offset, Field(ge=0, description="Offset after the last code point.")]


class Document(Record):
    """One article as its readers meant it: main text without page furniture and wire cruft."""

    table: ClassVar[str] = "documents"
    key: ClassVar[str] = "document_id"
    sort: ClassVar[tuple[str, ...]] = ("published_date", "document_id")

    document_id: Annotated[str, Field(description="Names the row: the article's identity and its text.")]
    raw_id: Annotated[str, Field(description="The raw row it was cleaned from.")]
    source_id: Annotated[str, Field(description="The source's own id of the article.")]
    source: Annotated[str, Field(description="The outlet or feed.")]
    url: Annotated[str | None, Field(description="Where the article is.")]
    canonical_url: Annotated[str | None, Field(description="The same without tracking and variants.")]
    title: Annotated[str | None, Field(description="Headline; context for readers, never evidence.")]
    author: Annotated[str | None, Field(description="Who wrote it.")]
    agency: Annotated[str | None, Field(description="The news agency that signs it.")]
    dateline: Annotated[str | None, Field(description="Place and day in front of the first sentence.")]
    published: Annotated[Instant | None, Field(description="Time of publication, where time and zone are stated.")]
    published_date: Annotated[
        date | None,
        Field(description="Day of publication in the zone that the source states; relative words count from it."),
    ]
    published_basis: Annotated[PublishedBasis, Field(description="What the time of publication rests on.")]
    fetched: Annotated[Instant, Field(description="When it was fetched or read.")]
    language: Annotated[str, Field(description="ISO 639-1 code; `und` when undetermined.")]
    text: Annotated[str, Field(description="The article. All offsets count its code points.")]
    text_sha256: Annotated[str, Field(description="SHA-256 of the text in UTF-8, hexadecimal.")]
    sentences: Annotated[list[Sentence], Field(description="What evidence numbers refer to, the first is number 1.")]
    duplicate_of: Annotated[str | None, Field(description="The document this one is a near-copy of; not extracted.")]
    superseded_by: Annotated[str | None, Field(description="The document that holds the corrected text.")]

    def sentence(self, number: int) -> str:
        """Return the text of sentence `number`, counted from 1."""
        place = self.sentences[number - 1]
        return self.text[place.start : place.end]

    def partition(self) -> date:
        """Return the day of publication, or 1900-01-01 where it is unknown."""
        return self.published_date or UNKNOWN_DATE

"""One item that a source offers: a raw row, or a trouble that says why it can't be taken."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Annotated, Literal, TypeAlias
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field

from flows.ingest.credentials import without_any_credentials, without_credentials
from flows.urls import canonical_url
from schemas.ids import raw_id
from schemas.raw import Header, Raw
from schemas.record import Struct


def whole_text(text: str) -> str:
    """Return `text` with each half of a surrogate pair replaced: JSON and file names can hold them, UTF-8 can't."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def as_kept(text: str) -> str:
    """Return `text` as a table may hold it: whole, and without user names and passwords in addresses."""
    return without_any_credentials(whole_text(text))


WholeText = Annotated[str, BeforeValidator(whole_text)]
Told = Annotated[str, BeforeValidator(as_kept)]


class Miss(Struct):
    """An entry of a feed or sitemap whose page could not be had, for a reason that will hardly pass by itself."""

    url: Annotated[str, Field(description="The page's address as the entry gives it, without credentials.")]
    listed_by: Annotated[str, Field(description="The address of the feed or sitemap.")]
    updated: Annotated[WholeText | None, Field(description="Its words for when the entry was last changed.")] = None
    gone: Annotated[bool, Field(description="Whether the server says that there is no such page (404, 410).")] = False
    attempt: Annotated[int, Field(description="The how-manyth time it could not be had.")] = 1


class Trouble(Struct):
    """Something that can't be taken, or was taken with a doubt (then `raw_id` names the row)."""

    locator: Annotated[Told, Field(description="Where to look: `feed.xml#3`, `x.jsonl:3`, a relative path.")]
    reason: Annotated[str, Field(description="One word for the kind of trouble, such as `invalid_json`.")]
    detail: Annotated[Told, Field(description="A sentence: the thing, what was expected, what to do.")]
    retryable: Annotated[bool, Field(description="Whether the same source may do better in a later run.")] = False
    raw_id: Annotated[str | None, Field(description="The raw row, where it was taken.")] = None
    gone: Annotated[bool, Field(description="Whether a server says that there is no such page (404, 410).")] = False
    miss: Annotated[Miss | None, Field(description="The entry that is not to be asked for again soon.")] = None


Offer: TypeAlias = Raw | Trouble

UPDATED = "parley-updated"
"""The header of a raw row with its feed's words for when the entry was last changed."""


def raw_item(
    *,
    source: str,
    source_id: str,
    body: bytes,
    content_type: str,
    fetched: datetime,
    locator: str,
    url: str | None = None,
    title: str | None = None,
    published_hint: str | None = None,
    hint_from: Literal["feed", "record"] | None = None,
    updated: str | None = None,
    final_url: str | None = None,
    http_status: int | None = None,
    headers: Mapping[str, str] | None = None,
) -> Raw:
    """Return the raw row of an item, named after its source, its source_id and its bytes.

    `fetched` is the moment, with its zone, at which the item's file was opened or its page was there. `hint_from` says
    which kind of source the words in `published_hint` come from; `updated`: the source's words for when the item was
    last changed. `headers`: those of a web server, by lower-case name. Halves of surrogate pairs in any text become
    U+FFFD, and addresses lose user names and passwords.
    """
    source, source_id, locator = map(as_kept, (source, source_id, locator))
    url, final_url = (without_credentials(whole_text(address)) if address else None for address in (url, final_url))
    said = {
        **(headers or {}),
        "parley-locator": locator,
        "parley-hint-from": hint_from if published_hint else None,
        "parley-title": title,
        UPDATED: updated,
    }
    body_sha256 = sha256(body).hexdigest()
    return Raw(
        raw_id=raw_id(source, source_id, body_sha256),
        source_id=source_id,
        source=source,
        url=url,
        final_url=final_url,
        fetched=fetched,
        http_status=http_status,
        content_type=content_type,
        headers=[Header(name=name, value=whole_text(value)) for name, value in said.items() if value],
        body=body,
        body_sha256=body_sha256,
        published_hint=whole_text(published_hint) if published_hint else None,
    )


def http_url(text: str | None) -> str | None:
    """Return `text` when it is an http or https URL with a host, else None: no other scheme is safe to link to."""
    stripped = whole_text(text or "").strip()
    try:
        parts = urlsplit(stripped)
    except ValueError:
        return None
    return stripped if parts.scheme in ("http", "https") and parts.netloc else None


def content_as_id(file_name: str, body: bytes) -> str:
    """Name an item that has neither id nor URL by its bytes, so that it keeps its name when it moves in its file."""
    return f"{file_name}#{sha256(body).hexdigest()[:12]}"


class Distinct:
    """Tells the offers of one file or feed apart. Keeps some 200 bytes an item in memory."""

    def __init__(self) -> None:
        """Begin a file or feed."""
        self._rows: set[int] = set()
        self._ids: set[int] = set()

    def told(self, offer: Offer) -> Iterator[Offer]:
        """Yield the offer unless it came before; where its id or its URL came before with other bytes, a note after it.

        The note is a trouble `duplicate_id` that names the raw row.
        """
        if isinstance(offer, Trouble):
            yield offer
            return
        row = int(offer.raw_id.removeprefix("r_"), 16)
        if row in self._rows:
            return
        self._rows.add(row)
        yield offer
        names = {"id": f"{offer.source}\x1e{offer.source_id}", "URL": canonical_url(offer.url) if offer.url else None}
        known = {name: int.from_bytes(sha256(value.encode()).digest()[:8]) for name, value in names.items() if value}
        if name := next((name for name, value in known.items() if value in self._ids), None):
            value = offer.source_id if name == "id" else offer.url
            yield Trouble(
                locator=offer.locator,
                reason="duplicate_id",
                detail=f"{offer.locator} has the {name} {value!r}, which an earlier item of the same file has with "
                "other content; it was expected to be unique: both are kept, give one of them another.",
                raw_id=offer.raw_id,
            )
        self._ids.update(known.values())


def told_apart(offers: Iterable[Offer]) -> Iterator[Offer]:
    """Yield the offers of one file, equal items once; an item whose id came before with other bytes gets a note."""
    distinct = Distinct()
    for offer in offers:
        yield from distinct.told(offer)

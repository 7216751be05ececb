"""Web pages in a WARC file (ISO 28500), packed or not, such as those of Common Crawl's news archive."""

import io
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import BinaryIO
from urllib.parse import urlsplit

from fastwarc.stream_io import ChunkedReader
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from flows.charset import encoding
from flows.ingest.answer import Fetched
from flows.ingest.credentials import without_credentials
from flows.ingest.files import GZIP, MAX_BYTES, empty, unread
from flows.ingest.inflate import Inflater, TooLarge
from flows.ingest.item import Offer, Trouble, http_url
from flows.ingest.kinds import DOCUMENTS
from flows.ingest.locations import FoundFile
from flows.ingest.page import answer_kind, page_item
from flows.urls import canonical_url

_PAGES = frozenset(["text/html", "application/xhtml+xml", "text/plain", "text/markdown", ""])
"""Media types of articles; all others, such as pictures, are left out without a word."""

_FIRST_ARCHIVES = datetime(1995, 1, 1, tzinfo=UTC)

_CHUNKED = re.compile(rb"[0-9a-fA-F]{1,8}[ \t]*\r?\n")

_MEMBER = GZIP + b"\x08"

_BEGINNING = re.compile(rb"(?<=\n)WARC/|" + re.escape(_MEMBER))

_WINDOW = 1_000_000
"""Bytes in which the next record is looked for at a time, after a broken one."""

_LEAST_MEMBER = 1000
"""Bytes of a gzip member that tell whether a record is in it."""


def warc_pages(found: FoundFile, now: datetime) -> Iterator[Offer]:
    """Yield the pages in a WARC file as they were fetched then, one record in memory at a time.

    Taken are responses with status 200 that are HTML or text; `fetched` is when they were archived, `now` where the
    file does not say it. A trouble for each record that is broken; reading goes on at the next one. A locator has the
    record's offset in the file, in bytes.
    """
    try:
        with found.path.open("rb") as handle:
            yield from _pages(handle, found, now)
    except OSError as error:
        yield unread(found.path, found.name, error)


def _pages(handle: BinaryIO, found: FoundFile, now: datetime) -> Iterator[Offer]:
    begin: int | None = 0
    gap: Trouble | None = None
    is_empty = True
    while begin is not None:
        at, is_read = begin, False
        handle.seek(begin)
        try:
            for record in ArchiveIterator(handle, parse_http=False):
                at, is_read, is_empty = record.stream_pos, False, False
                if gap:
                    yield gap
                gap = None
                offer = _page(record, f"{found.name}:{at}", found, now)
                is_read = True
                if offer:
                    yield offer
            begin = None
        except (OSError, ValueError) as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise
            what = "is followed by what is no WARC record" if is_read else "is no whole WARC record"
            gap, is_empty = _broken(f"{found.name}:{at}", f"{what} ({error})"), False
            begin = _next_record(handle, at + 1)
            # What follows a whole record may begin like one: then it is tried, and told as broken itself.
            if not is_read:
                yield gap
                gap = None
    if gap or is_empty:
        yield gap or empty(str(found.path), found.name)


def _page(record: WarcRecord, locator: str, found: FoundFile, now: datetime) -> Offer | None:
    """Return the page in a record as an item, None for what is no article; reads the record to its end.

    Raises OSError and ValueError where that can't be done.
    """
    if not all(name in record.headers for name in ("WARC-Type", "Content-Length")):
        raise ValueError("its header is incomplete")
    url = http_url((record.headers.get("WARC-Target-URI") or "").strip("<>"))
    if record.record_type != WarcRecordType.response or not record.is_http or not url:
        _passed(record)
        return None
    record.parse_http()
    headers = {name.lower(): value for name, value in record.http_headers.to_tuples()}
    answer = Fetched(
        url=without_credentials(url),
        final_url=without_credentials(url),
        status=record.http_headers.status_code or 0,
        headers=headers,
        body=b"",
        at=_moment(record, now),
    )
    if answer.status != 200 or answer.media_type not in _PAGES:
        _passed(record)
        return None
    body = record.reader.read(MAX_BYTES + 1)
    if len(body) < min(record.content_length, MAX_BYTES + 1):
        raise ValueError("it ends too early")
    if len(body) > MAX_BYTES:
        _passed(record, len(body))
    try:
        body = _decoded(body, headers)
    except TooLarge:
        return Trouble(
            locator=locator,
            reason="too_large",
            detail=f"{locator}, {answer.url}, is larger than {MAX_BYTES:,} bytes, the most that one item may have.",
        )
    except (OSError, ValueError, zlib.error) as error:
        return _broken(locator, f"is {answer.url}, whose body can't be unpacked ({error})")
    answer = replace(answer, body=body)
    if body.strip() and answer_kind(answer) not in DOCUMENTS:
        return None
    host = urlsplit(answer.url).hostname or found.source
    return page_item(
        answer,
        source=found.stated_source or host,
        source_id=canonical_url(answer.url),
        url=answer.url,
        locator=locator,
    )


def _passed(record: WarcRecord, read: int = 0) -> None:
    """Read to the end of a record of which nothing is wanted, so that what is wrong with it is known as its own."""
    length = record.content_length
    if read + record.consume() < length:
        raise ValueError("it ends too early")


def _moment(record: WarcRecord, now: datetime) -> datetime:
    """Return when the page was fetched: a day between the first web archives and `now`, else `now`."""
    date: datetime | None = record.record_date
    return date if date and _FIRST_ARCHIVES <= date <= now else now


def _decoded(body: bytes, headers: Mapping[str, str]) -> bytes:
    """Return a body without its transfer and content codings; archives say them of bodies that are unpacked already.

    Raises TooLarge, and OSError, ValueError or zlib.error for what can't be unpacked.
    """
    if len(body) > MAX_BYTES:
        raise TooLarge
    if "chunked" in headers.get("transfer-encoding", "").lower() and _CHUNKED.match(body):
        body = ChunkedReader(io.BytesIO(body)).read(MAX_BYTES + 1)
    codings = [coding.strip() for coding in headers.get("content-encoding", "").split(",")]
    for coding in reversed(codings):
        try:
            unpacked = Inflater(coding, MAX_BYTES)
            unpacked.feed(body)
            body = unpacked.end()
        except (ValueError, zlib.error):
            if body.startswith(GZIP) or encoding(body) is None:
                raise
    return body


def _next_record(handle: BinaryIO, begin: int) -> int | None:
    """Return where, from the offset `begin`, a record begins: a gzip member with one, or its first line; else None."""
    handle.seek(begin)
    window = b""
    while part := handle.read(_WINDOW):
        window = window[-_LEAST_MEMBER:] + part  # what may begin a record at the end of one window is seen in the next
        offset = handle.tell() - len(window)
        for sign in _BEGINNING.finditer(window):
            if sign[0] != _MEMBER or _holds_record(window[sign.start() : sign.start() + _LEAST_MEMBER]):
                return offset + sign.start()
    return None


def _holds_record(member: bytes) -> bool:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(member, 5) == b"WARC/"
    except zlib.error:
        return False


def _broken(locator: str, why: str) -> Trouble:
    return Trouble(
        locator=locator,
        reason="broken_record",
        detail=f"{locator} {why}, a whole web page was expected: download the file again; the other records are taken.",
        retryable=True,
    )

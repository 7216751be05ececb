"""Files that are one item each: plain text, web pages, Markdown."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

from flows.charset import encoding as encoding
from flows.ingest.item import Offer, Trouble, raw_item
from flows.ingest.kinds import HTML
from flows.ingest.locations import FoundFile

MAX_BYTES = 20_000_000
"""The largest item, in bytes: the longest pages of news sites stay under a tenth of it."""

GZIP = b"\x1f\x8b"
"""What a file packed with gzip begins with (RFC 1952)."""

BROKEN = (gzip.BadGzipFile, zlib.error, EOFError)
"""What reading a packed file raises that is damaged or ends too early."""

READ_ERRORS = (OSError, *BROKEN)
"""What reading a file may raise."""


def document(found: FoundFile, kind: str, now: datetime) -> Offer:
    """Return the file as one item of the media type `kind`, or why it can't be taken. `now`: when it is opened."""
    body = read_text_file(found.path, found.name)
    if isinstance(body, Trouble):
        return body
    return raw_item(
        source=found.source,
        source_id=found.name,
        body=body,
        content_type=with_charset(kind, body),
        fetched=now,
        locator=found.name,
    )


def read_file(path: Path, locator: str) -> bytes | Trouble:
    """Return the bytes of a file, or a trouble: missing, unreadable, empty or larger than MAX_BYTES."""
    try:
        if path.exists() and not path.is_file():
            return Trouble(
                locator=locator,
                reason="unsupported_type",
                detail=f"{path} is not a regular file, which was expected: name a file.",
            )
        with path.open("rb") as handle:
            return read_whole(handle, str(path), locator)
    except OSError as error:
        return unread(path, locator, error)


def read_whole(handle: BinaryIO, place: str, locator: str) -> bytes | Trouble:
    """Return what is left of a file that is one item, or a trouble: empty or larger than MAX_BYTES.

    `place` names the file in the words of a trouble. Raises OSError.
    """
    body = handle.read(MAX_BYTES + 1)
    if len(body) > MAX_BYTES:
        return Trouble(
            locator=locator,
            reason="too_large",
            detail=f"{place} is larger than {MAX_BYTES:,} bytes, the most that one item may have: split it.",
        )
    return body if body.strip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n\f\v") else empty(place, locator)


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file for reading bytes, those within where it is packed with gzip. Reading raises READ_ERRORS."""
    with path.open("rb") as handle:
        if handle.peek(len(GZIP)).startswith(GZIP):
            with gzip.GzipFile(fileobj=handle) as unpacked:
                yield cast(BinaryIO, unpacked)
        else:
            yield handle


def read_text_file(path: Path, locator: str) -> bytes | Trouble:
    """Return the bytes of a file that holds text, or a trouble, `binary_file` among them."""
    body = read_file(path, locator)
    return binary(str(path), locator) if isinstance(body, bytes) and encoding(body) is None else body


def unread(path: Path, locator: str, error: Exception) -> Trouble:
    """Return the trouble for a file that can't be opened or read to its end: `error` is one of READ_ERRORS."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Trouble(
            locator=locator,
            reason="missing_file",
            detail=f"{path.absolute()} does not exist, a file was expected there: correct the path or add the file.",
            retryable=True,
        )
    if isinstance(error, BROKEN):
        return Trouble(
            locator=locator,
            reason="broken_file",
            detail=f"{path.absolute()} can't be read to its end ({error}), a whole file was expected: copy or download "
            "it again; what comes before is taken.",
            retryable=True,
        )
    said = error.strerror if isinstance(error, OSError) else error
    return Trouble(
        locator=locator,
        reason="unreadable_file",
        detail=f"{path.absolute()} can't be read ({said}), a readable file was expected: check its name and rights.",
        retryable=True,
    )


def empty(place: str, locator: str) -> Trouble:
    """Return the trouble for a file without content; `place` names it in words."""
    return Trouble(
        locator=locator,
        reason="empty_file",
        detail=f"{place} is empty, some content was expected: fill it or take it off the sources.",
        retryable=True,
    )


def binary(place: str, locator: str) -> Trouble:
    """Return the trouble for a file that was expected to be text; `place` names it in words."""
    return Trouble(
        locator=locator,
        reason="binary_file",
        detail=f"{place} holds bytes that are no text, expected was text in a known encoding: export it as UTF-8.",
    )


def with_charset(kind: str, body: bytes) -> str:
    """Return the media type with the charset of `body`; a page that is not in Unicode says its own, so without."""
    charset = (encoding(body) or "").removesuffix("-sig")
    if not charset or (kind == HTML and not charset.startswith("utf")):
        return kind
    return f"{kind}; charset={charset}"

"""Files that are one item each: plain text, web pages, Markdown."""

from datetime import datetime
from pathlib import Path

from charset_normalizer import from_bytes

from flows.ingest.item import Offer, Trouble, raw_item
from flows.ingest.kinds import HTML
from flows.ingest.locations import FoundFile

MAX_BYTES = 20_000_000
"""The largest item, in bytes: the longest pages of news sites stay under a tenth of it."""

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)

_NEVER_UNMARKED = ["utf_7", "utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be", "utf_32_le"]
"""Encodings that make words of almost any bytes, and so are not guessed."""


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
            body = handle.read(MAX_BYTES + 1)
    except OSError as error:
        return unopened(path, locator, error)
    if len(body) > MAX_BYTES:
        return Trouble(
            locator=locator,
            reason="too_large",
            detail=f"{path} is larger than {MAX_BYTES:,} bytes, the most that one item may have: split it.",
        )
    if not body.strip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n\f\v"):
        return empty(path, locator)
    return body


def read_text_file(path: Path, locator: str) -> bytes | Trouble:
    """Return the bytes of a file that holds text, or a trouble, `binary_file` among them."""
    body = read_file(path, locator)
    if isinstance(body, bytes) and encoding(body) is None:
        return Trouble(
            locator=locator,
            reason="binary_file",
            detail=f"{path} holds bytes that are no text, expected was text in a known encoding: export it as UTF-8 "
            "text or HTML.",
        )
    return body


def unopened(path: Path, locator: str, error: OSError) -> Trouble:
    """Return the trouble for a file that can't be opened or read to its end."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Trouble(
            locator=locator,
            reason="missing_file",
            detail=f"{path.absolute()} does not exist, a file was expected there: correct the path or add the file.",
            retryable=True,
        )
    return Trouble(
        locator=locator,
        reason="unreadable_file",
        detail=f"{path.absolute()} can't be read ({error.strerror}), a readable file was expected: check its name and "
        "rights.",
        retryable=True,
    )


def empty(path: Path, locator: str) -> Trouble:
    """Return the trouble for a file without content."""
    return Trouble(
        locator=locator,
        reason="empty_file",
        detail=f"{path} is empty, some content was expected: fill it or take it off the sources.",
        retryable=True,
    )


def encoding(body: bytes) -> str | None:
    """Return the encoding of a text: its byte order mark's, UTF-8 where it is valid, else the likeliest one.

    None when it is no text: NUL bytes without a byte order mark, or nothing that any encoding would make sense of.
    """
    marked = next((name for mark, name in _BYTE_ORDER_MARKS if body.startswith(mark)), None)
    if marked is None and b"\0" in body:
        return None
    try:
        body.decode(marked or "utf-8")
        return marked or "utf-8"
    except UnicodeDecodeError:
        if _is_utf8_but_for_a_few_bytes(body):
            return "utf-8"
        matches = from_bytes(body, cp_exclusion=_NEVER_UNMARKED)
    best = matches.best()
    if best is None:
        return None
    # A short text fits many encodings alike; then the web's default for Western pages, not the first by name.
    equal = [match for match in matches if (match.chaos, match.coherence) == (best.chaos, best.coherence)]
    return "cp1252" if any("cp1252" in match.could_be_from_charset for match in equal) else best.encoding


def _is_utf8_but_for_a_few_bytes(body: bytes) -> bool:
    # One broken byte in a UTF-8 page is common. Text in another encoding has hardly any valid sequence beyond ASCII.
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return sum(character > "\x7f" for character in text) > 10 * broken


def with_charset(kind: str, body: bytes) -> str:
    """Return the media type with the charset of `body`; a page that is not in Unicode says its own, so without."""
    charset = encoding(body)
    if charset is None or (kind == HTML and not charset.startswith("utf")):
        return kind
    return f"{kind}; charset={charset}"

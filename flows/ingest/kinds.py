"""Which kinds of file are read, and how they are told apart."""

import re
from pathlib import PurePath
from typing import Literal

TEXT = "text/plain"
HTML = "text/html"
MARKDOWN = "text/markdown"
JSON = "application/json"
JSON_LINES = "application/x-ndjson"
CSV = "text/csv"
PARQUET = "application/vnd.apache.parquet"
WARC = "application/warc"
FEED = "application/xml"

DOCUMENTS = (TEXT, HTML, MARKDOWN)
"""Kinds of which a file is one item."""

PACKED = (JSON_LINES, CSV, WARC)
"""Kinds that may be packed with gzip."""

KindName = Literal["text", "html", "markdown", "json", "jsonl", "csv", "parquet", "warc", "feed"]
"""What `sources.toml` calls the kinds."""

BY_NAME: dict[KindName, str] = {
    "text": TEXT,
    "html": HTML,
    "markdown": MARKDOWN,
    "json": JSON,
    "jsonl": JSON_LINES,
    "csv": CSV,
    "parquet": PARQUET,
    "warc": WARC,
    "feed": FEED,
}

_BY_EXTENSION = {
    ".txt": TEXT,
    ".html": HTML,
    ".htm": HTML,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".jsonl": JSON_LINES,
    ".ndjson": JSON_LINES,
    ".json": JSON,
    ".csv": CSV,
    ".tsv": CSV,
    ".parquet": PARQUET,
    ".warc": WARC,
    ".xml": FEED,
    ".rss": FEED,
    ".atom": FEED,
}

EXTENSIONS = ", ".join(
    [*_BY_EXTENSION, *(f"{extension}.gz" for extension, kind in _BY_EXTENSION.items() if kind in PACKED)]
)
"""The known extensions, for messages."""

_ROOT = re.compile(rb"<(!doctype\s+html|html|rss|feed|rdf:rdf)\b", re.IGNORECASE)


def kind_by_extension(path: PurePath) -> str | None:
    """Return the kind that the file's extension stands for, None for one we don't know."""
    extension = path.suffix.lower()
    if extension == ".gz":
        packed = _BY_EXTENSION.get(PurePath(path.stem).suffix.lower())
        return packed if packed in PACKED else None
    return _BY_EXTENSION.get(extension)


def kind_by_content(head: bytes) -> str | None:
    """Return the kind that the first bytes of a file, unpacked, speak for; None for text and all else."""
    if head.startswith(b"WARC/"):
        return WARC
    if head.startswith(b"PAR1"):
        return PARQUET
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n")
    if start.startswith((b"{", b"[")):
        return JSON
    root = _ROOT.search(start) if start.startswith(b"<") else None
    if root is None:
        return None
    return HTML if b"html" in root[1].lower() else FEED

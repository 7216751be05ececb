"""Which kinds of file are read, and how they are told apart."""

import re
from pathlib import PurePath

TEXT = "text/plain"
HTML = "text/html"
MARKDOWN = "text/markdown"
JSON = "application/json"
JSON_LINES = "application/x-ndjson"
FEED = "application/xml"

DOCUMENTS = (TEXT, HTML, MARKDOWN)
"""Kinds of which a file is one item."""

_BY_EXTENSION = {
    ".txt": TEXT,
    ".html": HTML,
    ".htm": HTML,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".jsonl": JSON_LINES,
    ".ndjson": JSON_LINES,
    ".json": JSON,
    ".xml": FEED,
    ".rss": FEED,
    ".atom": FEED,
}

EXTENSIONS = ", ".join(_BY_EXTENSION)
"""The known extensions, for messages."""

_ROOT = re.compile(rb"<(!doctype\s+html|html|rss|feed|rdf:rdf)\b", re.IGNORECASE)


def kind_by_extension(path: PurePath) -> str | None:
    """Return the kind that the file's extension stands for, None for one we don't know."""
    return _BY_EXTENSION.get(path.suffix.lower())


def kind_by_content(head: bytes) -> str | None:
    """Return the kind that the first bytes of a file speak for: a web page, a feed or JSON; None for all else."""
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n")
    if start.startswith((b"{", b"[")):
        return JSON
    root = _ROOT.search(start) if start.startswith(b"<") else None
    if root is None:
        return None
    return HTML if b"html" in root[1].lower() else FEED

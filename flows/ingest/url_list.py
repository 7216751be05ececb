"""A file that lists web addresses, one a line: text/uri-list (RFC 2483, 5), extension `.urls`."""

from collections.abc import Iterator
from pathlib import Path

from flows.ingest.files import read_text_file
from flows.ingest.item import Trouble, http_url


def listed_urls(path: Path) -> Iterator[str | Trouble]:
    """Yield the http and https addresses in the file `path`, each once, and a trouble for each line that is none.

    Blank lines and those that begin with `#` are left out.
    """
    body = read_text_file(path, path.name)
    if isinstance(body, Trouble):
        yield body
        return
    seen: set[str] = set()
    for number, line in enumerate(body.decode("utf-8-sig", "replace").splitlines(), start=1):
        line = line.strip()
        if not line or line.startswith("#") or line in seen:
            continue
        seen.add(line)
        yield http_url(line) or Trouble(
            locator=f"{path.name}:{number}",
            reason="invalid_url",
            detail=f"{path.name}:{number} holds {line[:200]!r}, an address with http:// or https:// was expected: "
            "correct it, or put # before it.",
        )

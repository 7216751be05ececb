"""What came of asking for a web address: an answer, no news, or a failure."""

import re
from dataclasses import dataclass
from datetime import datetime

from flows.charset import believable
from flows.ingest.item import Trouble


@dataclass(frozen=True)
class Fetched:
    """The answer of a web server, with a status from 200 to 299."""

    url: str
    """As asked for; neither this one nor `final_url` holds credentials."""
    final_url: str
    """After redirects."""
    status: int
    headers: dict[str, str]
    """By lower-case name."""
    body: bytes
    """Unpacked, in the charset that it came in."""
    at: datetime
    """When the answer was complete, UTC."""

    @property
    def media_type(self) -> str:
        """The media type in lower case without parameters, "" where none was given."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The charset that the server states, in lower case; None without one, or where Python alone knows it."""
        stated = re.search(r"""charset\s*=["'\s]*([\w.:-]+)""", self.headers.get("content-type", ""), re.IGNORECASE)
        charset = stated[1].lower() if stated else None
        return charset if charset and believable(charset) else None

    @property
    def validators(self) -> "Validators | None":
        """What to ask with next time, where the server gave anything."""
        etag, last_modified = (_repeatable(self.headers.get(name)) for name in ("etag", "last-modified"))
        return Validators(self.final_url, etag, last_modified) if etag or last_modified else None


@dataclass(frozen=True)
class Validators:
    """What a server gave to tell an answer from a later one (RFC 9110, 8.8)."""

    url: str
    """The address that gave them, after redirects: another's would not fit."""
    etag: str | None
    last_modified: str | None

    def request_headers(self) -> dict[str, str]:
        """Return the headers that ask for the page only if it has changed (RFC 9110, 13.1)."""
        said = {"if-none-match": self.etag, "if-modified-since": self.last_modified}
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True)
class NotModified:
    """The server says that nothing has changed since it gave the validators (status 304)."""

    url: str


class Failure(Exception):
    """Why there is no answer, as a trouble will say it."""

    def __init__(
        self,
        reason: str,
        detail: str,
        *,
        retryable: bool = False,
        retry_after: float | None = None,
        gone: bool = False,
    ) -> None:
        """Take what a trouble holds, and the seconds for which the server asks not to be asked again."""
        super().__init__(detail)
        self.reason, self.detail, self.gone = reason, detail, gone
        self.retryable, self.retry_after = retryable, retry_after

    def trouble(self, locator: str) -> Trouble:
        """Return what is told of it."""
        return Trouble(
            locator=locator, reason=self.reason, detail=self.detail, retryable=self.retryable, gone=self.gone
        )


def _repeatable(value: str | None) -> str | None:
    """Return the header's value where it can stand in a request as well."""
    return value if value and len(value) < 500 and value.isascii() and value.isprintable() else None

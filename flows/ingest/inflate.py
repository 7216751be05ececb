"""The bytes of an answer as they come in, unpacked, and never more of them than wanted."""

import zlib

ENCODINGS = ("gzip", "deflate")
"""The content codings (RFC 9110, 8.4.1) that we ask for, since these can be unpacked bit by bit."""

_GZIP = b"\x1f\x8b"


class TooLarge(Exception):
    """More bytes than the most that was wanted."""


class Inflater:
    """Unpacks the parts of one body. A few packed kilobytes can hold gigabytes, so nothing is unpacked in advance."""

    def __init__(self, encoding: str, most: int) -> None:
        """Take the Content-Encoding ("" for none) and the most bytes that the body may have unpacked.

        Raises ValueError for an encoding that is not among ENCODINGS.
        """
        name = encoding.strip().lower().removeprefix("x-")
        if name not in (*ENCODINGS, "", "identity"):
            raise ValueError(f"the body is packed as {encoding!r}, expected was {' or '.join(ENCODINGS)}, or none")
        self._encoding = name
        self._most = most
        self._unpacker: zlib._Decompress | None = None
        self._rest = b""
        self.body = bytearray()

    def feed(self, part: bytes) -> None:
        """Add a part as received to `body`. Raises TooLarge, and zlib.error for what can't be unpacked."""
        if self._encoding not in ENCODINGS:
            self._add(part)
            return
        part, self._rest = self._rest + part, b""
        while part:
            if self._unpacker is None or self._unpacker.eof:
                if len(part) < len(_GZIP):
                    self._rest = part
                    return
                if self._unpacker and not part.startswith(_GZIP):
                    return  # padding; only a gzip body may go on with another member (RFC 1952, 2.2)
                self._unpacker = zlib.decompressobj(self._wrapping(part))
            self._add(self._unpacker.decompress(part, self._most - len(self.body) + 1))
            part = self._unpacker.unconsumed_tail or self._unpacker.unused_data

    def end(self) -> bytes:
        """Return the whole body. Raises zlib.error when the packed body was cut short."""
        if self._unpacker and not self._unpacker.eof:
            raise zlib.error("the packed body ends too early")
        return bytes(self.body)

    def _wrapping(self, start: bytes) -> int:
        """Return what zlib is to expect; some servers send deflate without the wrapping it should have (RFC 1950)."""
        wrapped = start[0] & 15 == 8 and int.from_bytes(start[:2], "big") % 31 == 0
        return -zlib.MAX_WBITS if self._encoding == "deflate" and not wrapped else zlib.MAX_WBITS | 32

    def _add(self, part: bytes) -> None:
        self.body += part
        if len(self.body) > self._most:
            raise TooLarge

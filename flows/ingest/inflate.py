"""The bytes of an answer as they come in, unpacked, and never more of them than wanted."""

import sys
import zlib
from typing import Protocol

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ENCODINGS = ("gzip", "deflate", "br", "zstd")
"""The content codings (RFC 9110, 8.4.1; RFC 7932; RFC 8878) that we ask for."""

GZIP_MAGIC = b"\x1f\x8b"

_ZSTD_WINDOW_LOG = 23
"""Of the window that a zstd body may need: 8 MB (RFC 9659)."""


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
            raise ValueError(f"the body is packed as {encoding!r}, expected was {', '.join(ENCODINGS)} or none")
        self._encoding = name
        self._most = most
        self._unpacker: _Unpacker | None = None
        self._rest = b""
        self.body = bytearray()

    def feed(self, part: bytes) -> None:
        """Add a part as received to `body`. Raises TooLarge; zlib.error, in any coding, for what can't be unpacked."""
        if self._encoding not in ENCODINGS:
            self._add(part)
            return
        try:
            self._unpack(part)
        except (brotli.error, zstd.ZstdError) as error:
            raise zlib.error(str(error)) from error

    def end(self) -> bytes:
        """Return the whole body. Raises zlib.error when the packed body was cut short."""
        if self._rest and self._unpacker is None:
            self._unpacker = self._new_unpacker(self._rest)
            self._add(self._unpacker.decompress(self._rest, self._most + 1))
        if self._unpacker and not self._unpacker.eof:
            raise zlib.error("the packed body ends too early")
        return bytes(self.body)

    def _unpack(self, part: bytes) -> None:
        part, self._rest = self._rest + part, b""
        while part:
            if self._unpacker is None or self._unpacker.eof:
                if len(part) < len(_ZSTD_MAGIC):
                    self._rest = part
                    return
                if self._unpacker and not part.startswith(_NEXT_MEMBER.get(self._encoding, ())):
                    return  # padding
                self._unpacker = self._new_unpacker(part)
            # With one byte more than wanted nothing is left to unpack but what makes it too large.
            self._add(self._unpacker.decompress(part, self._most - len(self.body) + 1))
            part = self._unpacker.unused_data

    def _new_unpacker(self, start: bytes) -> "_Unpacker":
        match self._encoding:
            case "br":
                return _Brotli()
            case "zstd":
                return zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: _ZSTD_WINDOW_LOG})
            case "deflate":
                # Some servers send deflate without the wrapping it should have (RFC 1950).
                wrapped = start[0] & 15 == 8 and int.from_bytes(start[:2], "big") % 31 == 0
                return zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
            case _:
                return zlib.decompressobj(zlib.MAX_WBITS | 32)

    def _add(self, part: bytes) -> None:
        self.body += part
        if len(self.body) > self._most:
            raise TooLarge


_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"

_NEXT_MEMBER = {"gzip": GZIP_MAGIC, "zstd": _ZSTD_MAGIC}
"""What a further member begins with, in the codings whose body may have several (RFC 1952, 2.2; RFC 8878, 3)."""


class _Unpacker(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


class _Brotli:
    """brotli's decompressor with the methods of zlib's."""

    unused_data = b""

    def __init__(self) -> None:
        self._unpacker = brotli.Decompressor()

    @property
    def eof(self) -> bool:
        return bool(self._unpacker.is_finished())

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        return bytes(self._unpacker.process(data, output_buffer_limit=max_length))

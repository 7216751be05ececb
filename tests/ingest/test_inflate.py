import gzip
import sys
import zlib
from collections.abc import Callable

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ingest.inflate import Inflater, TooLarge

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


def unwrapped(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "identity": bytes,
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "GZIP": lambda body: gzip.compress(body[:9]) + gzip.compress(body[9:]),
    "deflate": zlib.compress,
    "Deflate": unwrapped,
    "br": brotli.compress,
    "zstd": zstd.compress,
    "ZSTD": lambda body: zstd.compress(body[:9]) + zstd.compress(body[9:]),
}


@given(st.binary(max_size=3000), st.sampled_from(sorted(PACKERS)), st.integers(1, 400))
def test_a_body_comes_out_as_it_went_in(body: bytes, encoding: str, size: int) -> None:
    inflater = Inflater(encoding, 3000)
    packed = PACKERS[encoding](body)
    for at in range(0, len(packed), size):
        inflater.feed(packed[at : at + size])
    assert inflater.end() == body


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", ""])
def test_no_more_is_unpacked_than_wanted(encoding: str) -> None:
    inflater = Inflater(encoding, 1000)
    with pytest.raises(TooLarge):
        inflater.feed(PACKERS[encoding](bytes(5_000_000)))
    if encoding:
        assert len(inflater.body) < 200_000


def test_padding_after_the_end_does_no_harm() -> None:
    inflater = Inflater("gzip", 1000)
    inflater.feed(gzip.compress(b"Talks opened.") + b"\0\0 padding")
    assert inflater.end() == b"Talks opened."


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd"])
def test_a_body_cut_short_is_an_error(encoding: str) -> None:
    inflater = Inflater(encoding, 1000)
    inflater.feed(PACKERS[encoding](bytes(range(256)))[:200])
    with pytest.raises(zlib.error):
        inflater.end()


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd"])
def test_what_is_not_packed_as_stated_is_an_error(encoding: str) -> None:
    with pytest.raises(zlib.error):
        Inflater(encoding, 1000).feed(b"<p>Talks opened.</p>")


def test_a_body_that_needs_much_memory_is_an_error() -> None:
    level = zstd.CompressionParameter
    packed = zstd.compress(bytes(64_000_000), options={level.window_log: 27, level.content_size_flag: 0})
    with pytest.raises(zlib.error):
        Inflater("zstd", 1000).feed(packed)


def test_an_encoding_that_we_did_not_ask_for_is_named() -> None:
    with pytest.raises(ValueError, match=r"'compress'.*gzip"):
        Inflater("compress", 1000)

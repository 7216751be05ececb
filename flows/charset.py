"""The charset of bytes that don't say it: byte order mark, UTF-8, else the likeliest one; in this order."""

import codecs
import re

from charset_normalizer import from_bytes
from resiliparse.parse.encoding import detect_encoding

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_SAMPLE = 100_000
"""Bytes that a guess looks at."""

_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\v\f\r\x1b"))
"""What no text holds; ESC shifts in ISO-2022."""

_WINDOWS_PUNCTUATION = frozenset("‘’“”„«»–—…•§°·\xa0")
"""What lies at the same place in nearly all Windows charsets, so that it tells none of them apart."""

_NEVER_UNMARKED = ["utf_7", "utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be", "utf_32_le"]
"""Encodings that make words of almost any bytes, and so are not guessed."""

_PYTHONS_OWN = frozenset(["idna", "punycode", "unicodeescape", "rawunicodeescape"])
"""Codecs of Python that no page is in, by their letters; the first two take time that grows with the square."""


def believable(charset: str) -> bool:
    """Tell a charset that a server or a page may state from a codec that Python alone knows."""
    return re.sub("[^a-z]+", "", charset.lower()) not in _PYTHONS_OWN


def encoding(body: bytes) -> str | None:
    """Return the name of Python's codec for a text: its byte order mark's, UTF-8 where it is valid, else a guess.

    None when it is no text: NUL bytes without a byte order mark, or nothing that any charset would make sense of.
    """
    if mark := marked(body):
        try:
            body.decode(mark)
            return mark
        except UnicodeDecodeError:
            return guessed(body)
    if b"\0" in body:
        return None
    try:
        body.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        return guessed(body)


def marked(body: bytes) -> str | None:
    """Return the codec that a byte order mark at the start of `body` stands for, one that leaves the mark out."""
    return next((name for mark, name in _MARKS if body.startswith(mark)), None)


def guessed(body: bytes) -> str | None:
    """Return the likeliest charset of bytes that are not quite UTF-8 and have no byte order mark; None for no text.

    Text decoded with it may hold a few U+FFFD: one broken byte in a page is common.
    """
    if b"\0" in body:
        return None
    if _is_but_for_a_few_bytes(body, "utf-8", 0.1):
        return "utf-8"
    sample = body[:_SAMPLE]
    if len(sample.translate(None, _CONTROLS)) < 0.99 * len(sample):
        return None
    western = sample.decode("cp1252", "replace")
    if _WINDOWS_PUNCTUATION.issuperset(character for character in western if character > "\x7f"):
        return "cp1252"
    # resiliparse is right more often on one line of text, and many times as fast; but it always answers something.
    likely = detect_encoding(sample)
    if likely and likely != "utf-8" and _is_but_for_a_few_bytes(sample, likely, 0.02):
        same = sample.decode(likely, "replace") == western
        return "cp1252" if same else codecs.lookup(likely).name
    best = from_bytes(sample, cp_exclusion=_NEVER_UNMARKED).best()
    return best.encoding if best else None


def _is_but_for_a_few_bytes(body: bytes, charset: str, share: float) -> bool:
    """Tell whether at most this share of what lies beyond ASCII can't be decoded."""
    try:
        text = body.decode(charset, "replace")
    except LookupError:
        return False
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    return text.count("\ufffd") <= share * beyond

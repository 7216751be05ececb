"""From bytes to text: byte order mark, UTF-8, the declared charset, a guess; in this order."""

import re

from flows.charset import believable, guessed, marked

_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_AS_BROWSERS_READ = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "iso-8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "euc-kr": "cp949", "ks_c_5601-1987": "cp949",
    "shift_jis": "cp932", "x-sjis": "cp932",
}  # fmt: skip
"""Charsets that pages name but exceed (WHATWG Encoding Standard, labels)."""


def decode(body: bytes, content_type: str | None) -> str:
    """Return the text of `body`, with line feeds as its only line ends and halves of surrogate pairs replaced.

    The charset comes from a byte order mark; else valid UTF-8 is UTF-8, whatever is declared; else from `content_type`
    or the page's own `meta`; else it is guessed. Raises ValueError when the bytes are no text in any of these ways.
    """
    return tidy(_decoded(body, content_type))


def tidy(text: str) -> str:
    """Return `text` with line feeds as its only line ends; what UTF-8 cannot hold becomes U+FFFD, NUL goes."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _decoded(body: bytes, content_type: str | None) -> str:
    if mark := marked(body):
        return body.decode(mark, "replace")
    stated = _CHARSET.search(content_type or "") or _CHARSET.search(body[:2048].decode("latin-1"))
    declared = stated[1].lower() if stated and believable(stated[1]) else "utf-8"
    for encoding in ("utf-8", _AS_BROWSERS_READ.get(declared, declared)):
        try:
            return body.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    if charset := guessed(body):
        return body.decode(charset, "replace")
    raise ValueError("the bytes are no text in UTF-8, the declared charset or any that could be guessed")

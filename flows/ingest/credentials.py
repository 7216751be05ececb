"""User names and passwords in addresses: they are sent to their server, and never stored or shown."""

import re

_UNQUOTED = r"[^/?#@:\[\s]*:(?!\d*(?:[/?#\s]|$))[^\s@]*"
"""A login whose password holds `/`, `?` or `#` as they are: what follows the colon is no port."""
_IN_ADDRESS = re.compile(rf"(?<=//)(?:[^/?#]*|{_UNQUOTED})@")
_IN_WORDS = re.compile(rf"""(?<=://)(?:[^/?#\s'"<>]*|{_UNQUOTED})@""")


def without_credentials(url: str) -> str:
    """Return the URL without user name and password, as it may be stored and shown."""
    return _IN_ADDRESS.sub("", url, count=1)


def without_any_credentials(words: str) -> str:
    """Return words, such as a message or an id, with every address in them as it may be stored and shown."""
    return _IN_WORDS.sub("", words)

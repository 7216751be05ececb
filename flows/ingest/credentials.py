"""User names and passwords in addresses: they are sent to their server, and never stored or shown."""

import re

_IN_ADDRESS = re.compile(r"(?<=//)[^/?#]*@")
_IN_WORDS = re.compile(r"""(?<=://)[^/?#\s'"<>]*@""")


def without_credentials(url: str) -> str:
    """Return the URL without user name and password, as it may be stored and shown."""
    return _IN_ADDRESS.sub("", url, count=1)


def without_any_credentials(words: str) -> str:
    """Return words, such as a message or an id, with every address in them as it may be stored and shown."""
    return _IN_WORDS.sub("", words)

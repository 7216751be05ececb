"""How Parley introduces itself to web servers."""

import os
import re
from importlib.metadata import PackageNotFoundError, version

from flows.ingest.robots import PRODUCT

CONTACT = "PARLEY_CONTACT"
"""The environment variable with an address for those whose servers are asked: of a page, or of mail."""


def user_agent() -> str:
    """Return the User-Agent header: product, version and, where PARLEY_CONTACT gives one, a contact."""
    try:
        number = version("parley-events")
    except PackageNotFoundError:
        number = "0"
    contact = re.sub(r"[^!-'*-~ ]+", "", os.environ.get(CONTACT, "")).strip()[:200]
    return f"{PRODUCT}/{number} ({f'+{contact}' if contact else 'open-source event extraction from news'})"

"""A web page, parsed once for all who read it."""

from functools import cached_property
from typing import Any


class ParsedPage:
    """The markup of a page, and its tree when somebody needs it. Who changes the tree works on a copy."""

    def __init__(self, html: str) -> None:
        """Take the markup; parsing waits."""
        self.html = html

    @cached_property
    def tree(self) -> Any:
        """The tree (`lxml.html.HtmlElement`) without comments, or None for what can't be read as a page."""
        from trafilatura.utils import load_html  # Takes a third of a second, which only who cleans pages should pay.

        return load_html(self.html) if "<" in self.html else None

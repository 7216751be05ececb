"""A web page, parsed once for all who read it."""

from copy import copy
from functools import cached_property
from typing import Any

_FURNITURE = (
    "script", "style", "noscript", "template", "svg", "nav", "footer", "aside", "iframe", "button", "select", "picture",
    "video",
)  # fmt: skip
"""Elements that never hold the article: half of a page's elements, and of the time that the libraries take over it."""

_FOR_SCREEN_READERS = (
    "//*[not(self::h1) and (contains(@class, 'sr-only') or contains(@class, 'screen-reader')"
    " or contains(@class, 'isually-hidden') or contains(@class, 'isuallyhidden')) and string-length() < 200]"
)
"""What the page says of itself: `opens in a new tab`, `Advertisement`."""

_MOST_LINKED = 0.75
_SHORTEST_LIST = 60
"""Letters; a shorter list of links may name the authors."""

_SHOWN = "//body//text()[not(parent::script or parent::style or parent::noscript or parent::template)]"


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

    @cached_property
    def article_tree(self) -> Any:
        """A copy of the tree without furniture; None where there is no tree."""
        from lxml.etree import strip_elements

        tree = copy(self.tree)
        if tree is not None:
            strip_elements(tree, *_FURNITURE, with_tail=False)
            for element in [*filter(_is_list_of_links, tree.iter("ul", "ol")), *tree.xpath(_FOR_SCREEN_READERS)]:
                if element.getparent() is not None:
                    element.drop_tree()
        return tree

    def lines(self) -> str:
        """Return the pieces of text that the page shows, in order, each on a line of its own."""
        if self.tree is None:
            return ""
        pieces = (" ".join(piece.split()) for piece in self.tree.xpath(_SHOWN))
        return "\n".join(filter(None, pieces))


def _is_list_of_links(listing: Any) -> bool:
    """Tell teasers of other articles from a list in the article."""
    length = _letters(listing)
    return length >= _SHORTEST_LIST and sum(map(_letters, listing.iter("a"))) >= _MOST_LINKED * length


def _letters(element: Any) -> int:
    return sum(map(len, "".join(element.itertext()).split()))

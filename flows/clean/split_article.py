"""Finds the rest of an article whose page keeps it in several boxes of the same kind, of which extraction took one."""

from collections import Counter
from copy import deepcopy
from typing import Any

from flows.clean.letters import letters

_FEWEST_LETTERS = 40
"""Of a paragraph; shorter ones are buttons and bylines as often as not."""
_LETTERS_COMPARED = 60
_MISSING_SHARE = 0.05
_ASIDE = frozenset({"aside", "nav", "footer", "form", "blockquote", "figure", "figcaption", "li"})


def boxes_of_article(tree: Any, extracted: str) -> Any | None:
    """Return a tree of all boxes that hold the article, when `extracted` comes from some of them only, else None.

    `tree` is an `lxml.html.HtmlElement`, not changed. Boxes are of one kind when they and their parents share element
    and first class: paragraphs between two advertisements, or above and below a paywall.
    """
    begun = {letters(line)[:_LETTERS_COMPARED] for line in extracted.split("\n")}
    paragraphs = []
    for paragraph in tree.iter("p"):
        told = letters(paragraph.text_content())
        box = paragraph.getparent()
        if len(told) >= _FEWEST_LETTERS and box is not None and not _is_aside(box):
            paragraphs.append((box, _kind(box), len(told), told[:_LETTERS_COMPARED] in begun))
    found: Counter[object] = Counter()
    for _, kind, length, is_found in paragraphs:
        found[kind] += length * is_found
    if not found.total():
        return None
    kind, length = found.most_common(1)[0]
    missing = sum(length for _, other, length, is_found in paragraphs if other == kind and not is_found)
    boxes = list(dict.fromkeys(box for box, other, _, _ in paragraphs if other == kind))
    if len(boxes) < 2 or length < found.total() / 2 or missing < _MISSING_SHARE * len(letters(extracted)):
        return None
    held = set(boxes)
    return _page_of([box for box in boxes if held.isdisjoint(box.iterancestors())])


def _page_of(boxes: list[Any]) -> Any:
    from lxml import html

    page = html.fromstring("<html><body><article></article></body></html>")
    for box in boxes:
        copied = deepcopy(box)
        # Class and hidden state of a box made extraction pass it over.
        copied.tag, copied.tail = "div", None
        copied.attrib.clear()
        page[0][0].append(copied)
    return page


def _kind(box: Any) -> object:
    above = box.getparent()
    return _name(box), _name(above) if above is not None else None


def _name(element: Any) -> tuple[str, str]:
    return str(element.tag), next(iter((element.get("class") or "").split()), "")


def _is_aside(element: Any) -> bool:
    return element.tag in _ASIDE or any(above.tag in _ASIDE for above in element.iterancestors())

"""The article in a web page, without navigation, comments and furniture."""

import re
from html import unescape

from flows.clean.cruft import drop_page_lines
from flows.clean.letters import letters
from flows.clean.page import ParsedPage
from flows.clean.split_article import boxes_of_article

_MARKUP = re.compile(r"<(?:!doctype|html|head|body|article|main|section|div|p|br|h[1-6]|span|table)\b", re.IGNORECASE)
_HEADLINE = re.compile(r"<h1\b[^<>]*>((?:(?!<h1\b).){0,1000}?)</h1>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_FEWEST_LETTERS = 310
"""Sixty words. Below this the precise extraction has probably missed the article, and the coarser one is asked."""
_ENOUGH_LETTERS = 1000
"""From here on, trafilatura's second opinions change next to nothing, and cost a third of its time."""
_UNSPACED = re.compile("[\u3040-\u9fff]")
"""Signs of the scripts that put no space between words; one says as much as three letters."""

_LINES_ABOVE = 4
"""So far down the headline may stand, below a kicker."""
_LONGEST_KICKER = 60
_FEWEST_KICKED = 12
"""Letters; a shorter headline may end a line by chance."""


def main_text(html: str, url: str | None) -> str:
    """Return the article of the page `html`, a paragraph a line, without its headline.

    Returns "" when `html` holds no markup or no article. `url` helps to tell some sites' pages apart. Precision goes
    before recall: of the libraries and settings we measured this pair came closest to pages cleaned by hand.
    """
    return text_of_page(ParsedPage(html), url)


def text_of_page(page: ParsedPage, url: str | None) -> str:
    """Return what `main_text` does, of a page that others read as well."""
    if not holds_markup(page.html):
        return ""
    text = _precise(page, url)
    if _length(text) < _FEWEST_LETTERS:
        coarse = _coarse(page.html)
        # A short notice is left alone when the coarser one adds but a byline.
        if _length(coarse) > 1.5 * _length(text):
            text = coarse
    return _without_headline(text, page.html)


def holds_markup(text: str) -> bool:
    """Tell a page, or a part of one, from plain text."""
    return _MARKUP.search(text) is not None


def _without_headline(text: str, html: str) -> str:
    """Return `text` without the headline and the kicker above it."""
    headlines = {letters(unescape(_TAG.sub("", found[1]))) for found in _HEADLINE.finditer(html)} - {""}
    lines = text.split("\n")
    for number, line in enumerate(lines[:_LINES_ABOVE]):
        seen = letters(line)
        if seen in headlines or any(
            len(one) > _FEWEST_KICKED and seen.endswith(one) and len(seen) < len(one) + _LONGEST_KICKER
            for one in headlines
        ):
            return "\n".join(lines[number + 1 :]).strip()
        if len(line) > _LONGEST_KICKER:
            break
    return text


def _precise(page: ParsedPage, url: str | None) -> str:
    """Return trafilatura's precise extraction; where its own rules find enough, without the second opinions it asks."""
    import trafilatura  # Takes a third of a second, which only who cleans pages should pay.

    if page.tree is None:
        return ""
    tree, extracted = page.article_tree, ""
    for fast in (True, False):
        if _length(extracted) < _ENOUGH_LETTERS:
            extracted = trafilatura.extract(tree, url, favor_precision=True, include_comments=False, fast=fast) or ""
    boxes = boxes_of_article(tree, extracted)
    if boxes is not None:
        # There is nothing but the article in these boxes: precision would only cost some of it.
        whole = trafilatura.extract(boxes, include_comments=False, fast=True) or ""
        extracted = max(extracted, whole, key=len)
    return drop_page_lines(extracted)


def _length(text: str) -> int:
    """Return how many letters and marks a text has, as of a script that writes words apart."""
    return len("".join(text.split())) + (0 if text.isascii() else 2 * len(_UNSPACED.findall(text)))


def _coarse(html: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return drop_page_lines(
        extract_plain_text(
            html, main_content=True, preserve_formatting=True, list_bullets=False, alt_texts=False, links=False,
            form_fields=False, noscript=False, comments=False,
        )
    )  # fmt: skip

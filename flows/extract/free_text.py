"""Free text of an engine: what it writes in its own words must not name what the article does not.

Names and numbers are looked up in the news and headline; other words may differ, since a summary is no quote.
"""

import re

from flows.extract.article import Article

_NAMES_AND_NUMBERS = re.compile(r"\b[^\W\d_a-z][\w'’-]*|\b\d[\d.,:]*\d|\b\d")
_COMMON = frozenset(
    [
        *("a", "an", "the", "in", "on", "at", "by", "for", "from", "of", "to", "and", "but", "or", "as", "if", "after"),
        *("before", "when", "while", "both", "all", "each", "no", "not", "its", "their", "his", "her", "this", "that"),
        *("these", "those", "they", "it", "he", "she", "there", "officials", "leaders", "talks", "negotiators"),
        *("ministers", "parties", "sides", "rebels", "government", "ceasefire", "truce", "deadline", "agreement"),
    ]
)
"""Words with which an English sentence begins, whatever the article."""


def unknown_names(words: str, article: Article) -> list[str]:
    """Return the names and numbers in `words` that the article has nowhere, nor under another form; [] when all stand.

    For an article in another language only numbers are looked up: its names are written in another way there.
    """
    in_english = article.document.language in {"en", "und"}
    unknown = []
    for found in _NAMES_AND_NUMBERS.finditer(words):
        name = re.sub(r"['’]s$", "", found.group())
        before = words[: found.start()].rstrip()
        if (not before or before.endswith((".", "!", "?"))) and name.casefold() in _COMMON:
            continue
        if not name[0].isdigit() and not in_english:
            continue
        if not article.holds(name) and not article.resolve(name):
            unknown.append(name)
    return unknown

"""An article as the model sees it: fenced, its sentences numbered, and unable to pose as anything but data."""

import unicodedata
from collections.abc import Sequence
from datetime import date

from flows.extract.article import Article

FENCE = ("<article>", "</article>")

LEFT_OUT = "(left out)"
"""In place of a sentence that speaks to a machine: its number stays, its words are nothing to read."""

ENGLISH = frozenset({"en", "und"})


def article_message(article: Article) -> str:
    """Return the message that hands an article to the model, without what in it speaks to a machine."""
    document = article.document
    sentences = [
        LEFT_OUT if number in article.orders else sentence for number, sentence in enumerate(article.sentences, start=1)
    ]
    return fenced(article.headline, document.published_date, sentences, document.language)


def fenced(title: str | None, published: date | None, sentences: Sequence[str], language: str = "en") -> str:
    """Return title, day of publication, language if not English, and numbered sentences between the fence's lines."""
    lines = [f"Title: {harmless(title)}"] if title else []
    lines += [f"Published: {published:%A}, {published.isoformat()}"] if published else []
    lines += [f"Language: {harmless(language)}"] if language not in ENGLISH else []
    lines += [f"[{number}] {harmless(sentence)}" for number, sentence in enumerate(sentences, start=1)]
    return "\n".join((FENCE[0], *lines, FENCE[1]))


def harmless(words: str) -> str:
    """Return `words` in one line that holds no fence, no sentence number, no role marker and nothing invisible.

    Angle and square brackets become other ones: chat templates build their role markers from them, such as
    `<|im_start|>` and `[INST]`, and servers read these in the text of a message too. A line break could start a
    sentence number of the article's own; format characters (Unicode Cf) hide words from human readers. The two joiners
    stay: Persian and Hindi are spelled with them.
    """
    # Nearly all sentences are printable as they are, and need no look at every character.
    visible = words if words.isprintable() else "".join(map(_shown, words))
    return " ".join(visible.translate(_BRACKETS).split())


def _shown(character: str) -> str:
    if character.isspace():
        return " "
    hidden = unicodedata.category(character) in {"Cf", "Cc", "Co", "Cs"}
    return "" if hidden and character not in _JOINERS else character


_JOINERS = "\u200c\u200d"
_BRACKETS = str.maketrans({"<": "‹", ">": "›", "[": "(", "]": ")"})

"""An article as engines and judges see it: a document with numbered sentences and its cast of actors."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

from flows.extract.actors import ActorMention, Cast
from flows.extract.instructions import instructions, speaks_to_a_machine
from schemas import Document


@dataclass(frozen=True)
class Article:
    """A document in the hands of the extract stage. What is costly to find is found once, when first asked for."""

    document: Document

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The sentences; number 1 is `sentences[0]`."""
        text = self.document.text
        return tuple(text[place.start : place.end] for place in self.document.sentences)

    @cached_property
    def orders(self) -> frozenset[int]:
        """The numbers of the sentences that speak to a machine: no news, and no evidence of anything."""
        if not any(map(speaks_to_a_machine, self.sentences)):
            return frozenset()
        places, text = self.document.sentences, self.document.text
        gaps = [text[one.end : other.start] for one, other in pairwise(places)]
        return instructions(self.sentences, gaps)

    @cached_property
    def news(self) -> str:
        """The text with such sentences blanked out; offsets stay as they are."""
        text = self.document.text
        for number in self.orders:
            place = self.document.sentences[number - 1]
            text = text[: place.start] + " " * (place.end - place.start) + text[place.end :]
        return text

    @cached_property
    def headline(self) -> str | None:
        """The title, unless it speaks to a machine."""
        title = self.document.title
        return None if title is None or speaks_to_a_machine(title) else title

    @cached_property
    def cast(self) -> Cast:
        """Who is named in the news and the headline."""
        published = self.document.published_date
        return Cast.read(self.news, self.headline, published.year if published else None)

    @cached_property
    def resolve(self) -> Callable[[str], ActorMention | None]:
        """Tells whom a name of the text or the title means (`Cast.resolve`), looking each name up once."""
        return cache(self.cast.resolve)

    @cached_property
    def folded(self) -> str:
        """News and headline, case folded, with single spaces: to look words up in."""
        return fold(f"{self.news}\n{self.headline or ''}")

    def holds(self, words: str) -> bool:
        """Tell whether the article has these words, as whole words, whatever their case and spacing."""
        wanted = fold(words)
        return bool(wanted) and bool(re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", self.folded))


def fold(words: str) -> str:
    """Return `words` case folded, with straight quotes and single spaces."""
    return " ".join(words.translate(_STRAIGHT).casefold().split())


_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "})

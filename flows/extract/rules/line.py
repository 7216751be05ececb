"""One sentence of an article, with the actors and the time words in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from flows.extract import dates
from flows.extract.actors import ActorMention
from flows.extract.article import Article
from flows.extract.dates import TimeWords
from flows.extract.rules.parts import Player, cast_parts

LONGEST_SENTENCE = 2_000
LONGEST_ARTICLE = 100_000
"""Code points. What is longer is a table, a list or an attack, and is not read: the rules see every word many times."""


@dataclass(frozen=True)
class Line:
    """A sentence under analysis. Positions of actors and times count from the start of the sentence."""

    article: Article
    number: int
    start: int
    text: str

    @cached_property
    def actors(self) -> tuple[ActorMention, ...]:
        """Actors in the sentence, with offsets of the whole text."""
        return tuple(self.article.cast.between(self.start, self.start + len(self.text)))

    @cached_property
    def players(self) -> tuple[Player, ...]:
        """The actors that are no places, with the parts they play in the sentence."""
        return cast_parts(self.text, self.start, self.actors)

    @cached_property
    def times(self) -> tuple[TimeWords, ...]:
        """Time words in the sentence."""
        return tuple(dates.find(self.text))

    def place(self, actor: ActorMention) -> tuple[int, int]:
        """Return where in the sentence an actor's name stands."""
        return actor.start - self.start, actor.end - self.start


def lines(article: Article) -> Iterator[Line]:
    """Yield the sentences that are news, in order, up to the longest article and save the longest sentences."""
    for number, (place, text) in enumerate(zip(article.document.sentences, article.sentences, strict=True), start=1):
        if place.end > LONGEST_ARTICLE:
            return
        if place.end - place.start <= LONGEST_SENTENCE and number not in article.orders:
            yield Line(article, number, place.start, text)

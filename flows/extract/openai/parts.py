"""Parts of an article that is too long for one request. Together they hold every sentence; none is cut."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from flows.extract.article import Article
from schemas.draft import Draft

ARTICLE_TOKENS = 6000
"""Of an article in one request, by our estimate. A news article has 500 to 1,500; only transcripts and reports more."""

FEWEST_TOKENS = 200
"""A model that takes no more than that has no room for the prompt either."""

LEAD_SENTENCES = 2
"""Repeated in every part, since they say what the article is about. The title stands above every part too."""

BYTES_A_TOKEN = 4
"""Of English in UTF-8; scripts with more bytes a character take more tokens a character, too. An estimate."""

NUMBER_TOKENS = 4
"""A sentence's number in brackets."""


@dataclass(frozen=True)
class Part:
    """Some sentences of an article, as an article of their own."""

    article: Article
    numbers: tuple[int, ...]
    """The numbers that these sentences have in the whole article, from 1."""

    def found(self, drafts: Sequence[Draft]) -> list[Draft]:
        """Return the drafts of this part with the whole article's sentence numbers; 0 for one that this part lacks."""
        return [draft.model_copy(update={"evidence": [self._number(n) for n in draft.evidence]}) for draft in drafts]

    def halves(self) -> "list[Part]":
        """Return the part in smaller ones; none when it can't be divided any more."""
        size = tokens(self.article)
        smaller = parts(self.article, size // 2) if size > 2 * FEWEST_TOKENS else []
        if len(smaller) < 2:
            return []
        return [Part(part.article, tuple(self._number(n) for n in part.numbers)) for part in smaller]

    def _number(self, number: int) -> int:
        return self.numbers[number - 1] if 1 <= number <= len(self.numbers) else 0


def tokens(article: Article) -> int:
    """Return about how many tokens the sentences of an article take in a request."""
    return sum(map(_size, article.sentences))


def parts(article: Article, most_tokens: int) -> list[Part]:
    """Return the article in parts of at most so many tokens, by estimate; a sentence that is longer has its own part.

    They end at paragraphs, or at sentences where a paragraph is long; the first sentences are repeated in each.
    """
    sizes = [_size(sentence) for sentence in article.sentences]
    if sum(sizes) <= most_tokens:
        return [Part(article, tuple(range(1, len(sizes) + 1)))]
    lead = _lead(sizes, most_tokens)
    room = most_tokens - sum(sizes[:lead])
    return [_part(article, [*range(lead), *chunk]) for chunk in _chunks(article, sizes, lead, room)]


def _size(sentence: str) -> int:
    return len(sentence.encode("utf-8", "surrogatepass")) // BYTES_A_TOKEN + NUMBER_TOKENS


def _lead(sizes: Sequence[int], most_tokens: int) -> int:
    """Return how many of the first sentences to repeat: no more than a quarter of a request."""
    taken = accumulate(sizes[:LEAD_SENTENCES])
    return min(sum(size <= most_tokens // 4 for size in taken), len(sizes) - 1)


def _chunks(article: Article, sizes: Sequence[int], begin: int, room: int) -> Iterator[range]:
    """Yield the places of the sentences from `begin` on, in runs that fit into `room` tokens."""
    before = [0, *accumulate(sizes)]
    while begin < len(sizes):
        end = begin + 1
        while end < len(sizes) and before[end + 1] - before[begin] <= room:
            end += 1
        if end < len(sizes):
            half = before[begin] + (before[end] - before[begin]) / 2
            starts = (at for at in range(end, begin, -1) if before[at] >= half and _starts_paragraph(article, at))
            end = next(starts, end)
        yield range(begin, end)
        begin = end


def _starts_paragraph(article: Article, place: int) -> bool:
    places = article.document.sentences
    return "\n" in article.document.text[places[place - 1].end : places[place].start]


def _part(article: Article, chosen: Sequence[int]) -> Part:
    sentences = [article.document.sentences[place] for place in chosen]
    document = article.document.model_copy(update={"sentences": sentences})
    return Part(Article(document), tuple(place + 1 for place in chosen))

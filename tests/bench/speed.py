"""Articles a second on one core through sentences, rules, dates and actors, and what share each part takes.

Usage: python tests/bench/speed.py [ARTICLES.jsonl ...] [--seconds 3]. Default: the public gold. The texts are read as
they are, and joined and cut to 300 words each; figures are for articles of 300 words. Processor time, best round.
"""

import argparse
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from flows.clean.document import to_document
from flows.clean.sentences import split
from flows.extract import dates
from flows.extract.actors import Cast
from flows.extract.article import Article
from flows.extract.rules.engine import find
from flows.ingest.offer import offers
from flows.ingest.source import Source
from schemas import Document

WORDS = 300
GOLD = Path(__file__).parent.parent / "gold" / "bulletins.jsonl"


def documents(sources: Iterable[Path]) -> list[Document]:
    read = [
        to_document(offer)[0] for path in sources for offer in offers(Source(location=str(path)), datetime.now(UTC))
    ]
    return [document for document in read if document]


def joined(texts: Iterable[Document]) -> list[Document]:
    """Return the sentences of all texts in articles of about 300 words."""
    articles: list[Document] = []
    sentences: list[str] = []
    for document in texts:
        for place in document.sentences:
            sentences.append(document.text[place.start : place.end])
            if sum(len(sentence.split()) for sentence in sentences) >= WORDS:
                articles.append(with_text(document, " ".join(sentences)))
                sentences = []
    return articles


def with_text(document: Document, text: str) -> Document:
    columns = document.model_dump() | {"text": text, "title": None}
    return Document.model_validate(columns | {"sentences": [{"start": a, "end": b} for a, b in split(text)]})


def seconds(work: Callable[[], object], limit: float) -> float:
    """Return the processor time of the best round within `limit` seconds, after one round to warm up."""
    work()
    best, end = float("inf"), time.monotonic() + limit
    while time.monotonic() < end:
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best


def year(document: Document) -> int | None:
    return document.published_date.year if document.published_date else None


def measure(name: str, texts: list[Document], limit: float) -> None:
    lines = [document.text[place.start : place.end] for document in texts for place in document.sentences]
    news = sum(len(document.text.split()) for document in texts) / WORDS

    def whole() -> None:
        for document in texts:
            split(document.text)
            find(Article(document))

    total = seconds(whole, limit)
    print(f"{name}: {len(texts)} texts, {news:.0f} x {WORDS} words, {news / total:.0f} articles a second")
    parts: dict[str, Callable[[], object]] = {
        "sentences": lambda: [split(document.text) for document in texts],
        "orders to machines": lambda: [Article(document).orders for document in texts],
        "actors": lambda: [Cast.read(document.text, document.title, year(document)) for document in texts],
        "dates of all sentences": lambda: [dates.find(line) for line in lines],
    }
    for part, work in parts.items():
        taken = seconds(work, limit / 3)
        print(f"  {part} alone: {taken / total:4.0%} of that time, {news / taken:.0f} articles a second")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="*", type=Path, default=[GOLD])
    parser.add_argument("--seconds", type=float, default=3.0)
    options = parser.parse_args()
    texts = documents(options.sources)
    measure("as they are", texts, options.seconds)
    measure(f"cut to {WORDS} words", joined(texts), options.seconds)


if __name__ == "__main__":
    main()

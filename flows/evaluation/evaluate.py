"""Evaluation of an engine: gold articles are cleaned and read in memory, then scored."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime

from pydantic import BaseModel

from flows.clean.document import CleanError, to_document
from flows.evaluation.gold import GoldArticle
from flows.evaluation.scoring import Error, Figures, score
from flows.extract.article import Article
from flows.extract.engine import Answer, Engine
from flows.extract.mentions import Provenance
from flows.extract.stage import findings
from flows.extract.window import slide
from schemas import Document, Mention

NOT_CLEANED = "not_cleaned"
"""The outcome of an article of which no document can be made; the others are those of `readings`."""


class Evaluation(BaseModel):
    """What one engine makes of the gold, and what it took."""

    engine: str
    model: str | None
    prompt_version: str | None
    articles: int
    outcomes: dict[str, int]
    """Articles by outcome. An article that `failed` has no events, so its events count as missed."""
    figures: Figures
    seconds: float
    """From documents to mentions, all articles together."""
    articles_per_second: float
    requests: int
    reasks: int
    prompt_tokens: int
    cached_tokens: int
    completion_tokens: int
    cost_usd: float | None
    errors: list[Error]


def evaluate(articles: Sequence[GoldArticle], engine: Engine) -> Evaluation:
    """Return how well `engine` reads the articles, judged as in a run.

    Near-copies are read too, unlike in a run. Raises EngineUnavailable when the engine can't go on.
    """
    documents = cleaned(articles)
    begun = time.perf_counter()
    readings = read(documents, engine)
    seconds = time.perf_counter() - begun
    unread: tuple[Answer, list[Mention]] = Answer(), []
    figures, errors = score((item.id, item.text, item.events, readings.get(item.id, unread)[1]) for item in articles)
    outcomes = Counter[str](
        answer.outcome or ("extracted" if mentions else "no_event") for answer, mentions in readings.values()
    )
    outcomes[NOT_CLEANED] = len(articles) - len(documents)
    usages = [answer.usage for answer, _ in readings.values()]
    costs = [usage.cost_usd for usage in usages if usage.cost_usd is not None]
    return Evaluation(
        engine=engine.name,
        model=engine.model,
        prompt_version=engine.prompt_version,
        articles=len(articles),
        outcomes={outcome: count for outcome, count in sorted(outcomes.items()) if count},
        figures=figures,
        seconds=round(seconds, 3),
        articles_per_second=round(len(readings) / seconds, 1),
        requests=sum(usage.requests for usage in usages),
        reasks=sum(usage.reasks for usage in usages),
        prompt_tokens=sum(usage.prompt_tokens for usage in usages),
        cached_tokens=sum(usage.cached_tokens for usage in usages),
        completion_tokens=sum(usage.completion_tokens for usage in usages),
        cost_usd=sum(costs) if costs else None,
        errors=errors,
    )


def cleaned(articles: Iterable[GoldArticle]) -> list[Document]:
    """Return the articles as documents, without those of which none can be made."""
    documents = []
    for item in articles:
        with suppress(CleanError):
            documents.append(to_document(item.raw).document)
    return documents


def read(documents: Iterable[Document], engine: Engine) -> dict[str, tuple[Answer, list[Mention]]]:
    """Return the engine's answer to each document and the mentions that come of it, by source_id.

    Raises EngineUnavailable when the engine can't go on.
    """
    provenance = Provenance("evaluation", engine.name, engine.model, engine.prompt_version, "none", datetime.now(UTC))

    async def readings() -> dict[str, tuple[Answer, list[Mention]]]:
        return {
            article.document.source_id: (answer, findings(article, answer, provenance)[0])
            async for article, answer in slide(map(Article, documents), engine.read, engine.window)
        }

    return asyncio.run(readings())

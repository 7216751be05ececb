"""The batch engine: the openai engine, with an endpoint that answers within a day, at half the price."""

import os
from collections.abc import Callable
from dataclasses import replace
from typing import Self

from openai import OpenAI

from flows.extract.article import Article
from flows.extract.batch.endpoint import BatchEndpoint, NotYet
from flows.extract.batch.exchange import Exchange
from flows.extract.batch.ledger import Ledger
from flows.extract.engine import Answer
from flows.extract.openai.answers import AnswerStore, store_path
from flows.extract.openai.client import NO_KEY, Endpoint
from flows.extract.openai.engine import OpenAIEngine
from flows.settings import RunSettings
from flows.tables.layout import Layout


class BatchEngine(OpenAIEngine):
    """Same prompt, same answer store, same drafts as `openai`. What it has no answer to yet, it puts into a batch.

    A second question about an article, after an answer that does not fit the schema, goes into the next batch.
    """

    name = "batch"
    price_share = 0.5
    """Of the price of single requests (platform.openai.com/docs/guides/batch)."""

    def __init__(
        self,
        endpoint: BatchEndpoint,
        model: str,
        store: AnswerStore,
        exchange: Exchange,
        *,
        triage: bool = False,
        refresh: bool = False,
    ) -> None:
        """Take what the openai engine takes, and the way that batches go."""
        super().__init__(endpoint, model, store, triage=triage, refresh=refresh)
        self._exchange = exchange

    @classmethod
    def of(cls, settings: RunSettings) -> Self:
        """Return the engine that the settings describe. Raises EngineUnavailable when a key is missing."""
        single = Endpoint(settings.base_url, settings.timeout)
        client = OpenAI(api_key=os.environ.get("OPENAI_API_KEY", "").strip() or NO_KEY, base_url=single.base_url)
        layout = Layout(settings.out)
        ledger = Ledger(layout.state / "batches.sqlite", single.base_url)
        store = AnswerStore(store_path(layout))
        exchange = Exchange(client, ledger, layout.state / "batches", str(settings.model))
        endpoint = BatchEndpoint(single.base_url, ledger, exchange, store)
        return cls(endpoint, str(settings.model), store, exchange, triage=settings.triage, refresh=settings.refresh)

    async def read(self, article: Article) -> Answer:
        """Return what the openai engine would, or an answer that is yet to come."""
        try:
            # A failure in a batch is no outage: it counts as the article's own.
            return replace(await super().read(article), unsettled=False)
        except NotYet:
            return Answer(waiting=True)

    def collect(self) -> int:
        """Bring in what batches have brought; return how many are still under way."""
        return self._exchange.collect()

    def send(self) -> int:
        """Send what was asked for since; return how many requests that were."""
        return self._exchange.send()

    def wait(self, tell: Callable[[int], None]) -> None:
        """Stay until one more batch has ended."""
        self._exchange.wait(tell)

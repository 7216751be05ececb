"""The openai engine: article in, drafts out, through any endpoint that speaks OpenAI's chat completions."""

import asyncio
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple, Protocol, Self

from flows.extract.article import Article
from flows.extract.engine import Answer, EngineUnavailable
from flows.extract.openai.answers import AnswerStore, answer_key, store_path
from flows.extract.openai.client import Endpoint
from flows.extract.openai.completion import Completion
from flows.extract.openai.errors import DocumentRefused, ParameterRefused
from flows.extract.openai.formats import Dialect
from flows.extract.openai.parsing import InvalidAnswer, parse_answer
from flows.extract.openai.parts import ARTICLE_TOKENS, Part, parts
from flows.extract.openai.prices import PriceList
from flows.extract.openai.prompt import Message, Prompt, reask
from flows.extract.openai.retry import TransientError
from flows.extract.openai.tally import Tally
from flows.extract.triage import worth_reading
from flows.settings import RunSettings
from flows.tables.layout import Layout
from schemas.draft import Draft

ANSWER_TOKENS = 2048
LONGER_ANSWER_TOKENS = 8192
"""The limit of an answer, and that of the second try when the first one ran into it."""


class UnusableAnswer(RuntimeError):
    """The model's last word on an article, and no drafts in it."""

    def __init__(self, reason: str, detail: str) -> None:
        """Take a word for `readings.reason` and a sentence for people."""
        super().__init__(detail)
        self.reason = reason


class _Request(NamedTuple):
    """A request, in one of the ways to put it."""

    dialect: Dialect
    body: dict[str, Any]
    key: str


class Answering(Protocol):
    """What the engine needs of an endpoint; `flows.extract.openai.client.Endpoint` is one."""

    base_url: str
    concurrency: int

    @property
    def answers(self) -> int:
        """Completions that came in so far."""
        ...

    async def complete(self, body: Mapping[str, Any], tally: Tally) -> Completion:
        """Return the completion of a request (`Endpoint.complete`)."""
        ...

    def count_failure(self, error: Exception) -> None:
        """Count an article that failed (`Endpoint.count_failure`)."""
        ...


class OpenAIEngine:
    """One request an article, several for a long one. What was answered before is not asked again, by whatever run."""

    name = "openai"
    price_share = 1.0
    """What a request costs, as a share of the list price."""

    def __init__(
        self,
        endpoint: Answering,
        model: str,
        store: AnswerStore,
        *,
        triage: bool = False,
        refresh: bool = False,
        article_tokens: int = ARTICLE_TOKENS,
        prompt: Prompt | None = None,
    ) -> None:
        """Take the endpoint, the model's name there, and where answers are kept.

        With `triage`, articles that name nothing of conflict or diplomacy are not sent; with `refresh`, all others are
        sent, even where an answer is kept. An article of more than `article_tokens` is sent in parts.
        """
        self.model: str | None = model
        self.window = endpoint.concurrency
        self._triage = triage
        self._refresh = refresh
        self._article_tokens = article_tokens
        self._endpoint = endpoint
        self._store = store
        self._prices = PriceList(endpoint.base_url, model)
        self._prompt = prompt or Prompt()
        self.prompt_version: str | None = self._prompt.version
        self._dialect = Dialect()

    @classmethod
    def of(cls, settings: RunSettings) -> Self:
        """Return the engine that the settings describe.

        Raises EngineUnavailable when a key is missing, or the price of a model whose cost is to be limited.
        """
        endpoint = Endpoint(settings.base_url, settings.timeout, concurrency=settings.concurrency, rpm=settings.rpm)
        store = AnswerStore(store_path(Layout(settings.out)))
        engine = cls(endpoint, str(settings.model), store, triage=settings.triage, refresh=settings.refresh)
        if settings.max_cost is not None and not engine._prices.known:
            raise EngineUnavailable(
                f"the price of {settings.model!r} at {endpoint.base_url} is not known, so --max-cost can't hold: "
                "leave it out, or limit the run with --max-documents"
            )
        return engine

    @property
    def found(self) -> Mapping[str, str]:
        """What the engine has found out about its endpoint, for the record."""
        found = {"price": "known" if self._prices.known else "unknown: tokens are counted, cost_usd is null"}
        if self._endpoint.answers:
            found |= {
                "response_format": self._dialect.response_format,
                "answer_limit": self._dialect.limit,
                "temperature": "0" if self._dialect.temperature else "left out",
            }
        return found

    async def read(self, article: Article) -> Answer:
        """Return the drafts in the model's answers, or why there are none: a failure never reads as "no event".

        Raises EngineUnavailable when no other article can be read either.
        """
        if self._triage and not worth_reading(article.document):
            return Answer(outcome="skipped", reason="triage")
        tally = Tally(cost_usd=0.0 if self._prices.known else None)
        try:
            drafts = await self._all_drafts(parts(article, self._article_tokens), tally)
        except (DocumentRefused, TransientError, UnusableAnswer) as error:
            return self._failure(error, tally)
        return Answer(drafts=drafts, usage=tally.usage())

    def _failure(self, error: DocumentRefused | TransientError | UnusableAnswer, tally: Tally) -> Answer:
        """Return the answer for an article that could not be read. Raises EngineUnavailable when it is one too many."""
        # An endpoint that has not answered anything yet may refuse what we ask of it, and not this article.
        doubtful = isinstance(error, DocumentRefused) and error.reason == "bad_request" and not self._endpoint.answers
        unsettled = isinstance(error, TransientError) or error.reason == "bad_request"
        if unsettled:
            self._endpoint.count_failure(error)
        return Answer(
            outcome="failed",
            reason=error.reason,
            detail=str(error),
            retryable=doubtful or not isinstance(error, DocumentRefused),
            unsettled=unsettled,
            usage=tally.usage(),
        )

    async def _all_drafts(self, pieces: Sequence[Part], tally: Tally) -> list[Draft]:
        """Return the drafts of all parts; an article with a part that fails has failed, once the others are stored."""
        answers = await asyncio.gather(*(self._drafts(part, tally) for part in pieces), return_exceptions=True)
        errors = [answer for answer in answers if isinstance(answer, BaseException)]
        if errors:
            raise next((error for error in errors if isinstance(error, EngineUnavailable)), errors[0])
        return [draft for drafts in answers if not isinstance(drafts, BaseException) for draft in drafts]

    async def _drafts(self, part: Part, tally: Tally) -> list[Draft]:
        """Return the drafts of a part, in smaller parts where the model takes no request of this length."""
        try:
            return part.found(await self._asked(part.article, tally))
        except DocumentRefused as error:
            halves = part.halves() if error.reason == "too_long" else []
            if not halves:
                raise
        return await self._all_drafts(halves, tally)

    async def _asked(self, article: Article, tally: Tally) -> Sequence[Draft]:
        """Ask for the drafts: once more, each, after an answer that does not fit the schema or one that was cut off."""
        messages = self._prompt.messages(article)
        limit = ANSWER_TOKENS
        flaws: InvalidAnswer | None = None
        keys: list[str] = []
        while True:
            completion = await self._completion(messages, limit, tally, keys)
            if completion.refusal:
                raise DocumentRefused("refused", completion.refusal)
            if completion.finish_reason == "content_filter":
                raise DocumentRefused("content_filter", "the answer was held back by the endpoint's content filter")
            if completion.finish_reason == "length":
                if limit == LONGER_ANSWER_TOKENS:
                    raise self._unusable("truncated", f"the answer is longer than {limit} tokens", keys)
                limit = LONGER_ANSWER_TOKENS
                continue
            try:
                return parse_answer(completion.content, self._prompt.types)
            except InvalidAnswer as error:
                if flaws:
                    raise self._unusable("invalid_answer", str(error), keys) from error
                flaws = error
                messages = [*messages, *reask(completion.content, str(error))]

    def _unusable(self, reason: str, detail: str, keys: Sequence[str]) -> UnusableAnswer:
        """Return what to raise after answers that came to nothing, which the next run is not to find in the store."""
        self._store.forget(keys)
        return UnusableAnswer(reason, detail)

    async def _completion(self, messages: Sequence[Message], limit: int, tally: Tally, keys: list[str]) -> Completion:
        """Return the answer to a request, from the store or from the endpoint; a new one is stored first.

        `keys` are those of the answers so far, of which there are some when this one is asked for once more.
        """
        request = self._request(self._dialect, messages, limit)
        if stored := None if self._refresh else self._stored(request, messages, limit):
            keys.append(stored[0].key)
            return stored[1]
        tally.reasks += bool(keys)
        while True:
            if request.dialect != self._dialect:
                request = self._request(self._dialect, messages, limit)
            try:
                completion = await self._endpoint.complete(request.body, tally)
            except ParameterRefused as error:
                self._learn(request.dialect, error)
                continue
            self._store.put(request.key, completion)
            keys.append(request.key)
            tally.add(completion, self._prices.usd(completion, self.price_share))
            return completion

    def _request(self, dialect: Dialect, messages: Sequence[Message], limit: int) -> _Request:
        body = dialect.body(str(self.model), messages, self._prompt.schema, limit)
        return _Request(dialect, body, answer_key(self._endpoint.base_url, body))

    def _stored(self, request: _Request, messages: Sequence[Message], limit: int) -> tuple[_Request, Completion] | None:
        """Return the stored answer to a request. Until the endpoint has answered, any way to put it will do."""
        others = () if self._endpoint.answers else (way for way in Dialect.all() if way != request.dialect)
        for asked in chain([request], (self._request(way, messages, limit) for way in others)):
            if completion := self._store.get(asked.key):
                self._dialect = asked.dialect
                return asked, completion
        return None

    def _learn(self, used: Dialect, refusal: ParameterRefused) -> None:
        """Put requests in another way from now on. Raises the refusal when the endpoint has understood this one before.

        Raises EngineUnavailable when there is no other way.
        """
        if self._dialect != used:
            return  # Another article has met with the same refusal and found the next way.
        if self._endpoint.answers:
            raise refusal
        other = used.without(refusal.parameter)
        if other is None:
            raise EngineUnavailable(f"{refusal}, in none of the ways that Parley knows") from None
        self._dialect = other

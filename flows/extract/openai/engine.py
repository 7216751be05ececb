"""The openai engine: article in, drafts out, through any endpoint that speaks OpenAI's chat completions."""

from collections.abc import Sequence
from typing import Self

from flows.extract.article import Article
from flows.extract.engine import Answer, EngineUnavailable
from flows.extract.openai.answers import AnswerStore, answer_key
from flows.extract.openai.client import Endpoint
from flows.extract.openai.completion import Completion
from flows.extract.openai.errors import DocumentRefused, ParameterRefused
from flows.extract.openai.formats import Dialect
from flows.extract.openai.parsing import InvalidAnswer, parse_answer
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


class OpenAIEngine:
    """One request an article. A request that was answered before is not sent again, by whatever run."""

    name = "openai"

    def __init__(
        self,
        endpoint: Endpoint,
        model: str,
        store: AnswerStore,
        *,
        concurrency: int = 8,
        triage: bool = False,
        prompt: Prompt | None = None,
    ) -> None:
        """Take the endpoint, the model's name there, where answers are kept, and how many requests to send at once.

        With `triage`, articles that name nothing of conflict or diplomacy are not sent.
        """
        self.model: str | None = model
        self.window = concurrency
        self._triage = triage
        self._endpoint = endpoint
        self._store = store
        self._prompt = prompt or Prompt()
        self.prompt_version: str | None = self._prompt.version
        self._dialect = Dialect()

    @classmethod
    def of(cls, settings: RunSettings) -> Self:
        """Return the engine that the settings describe. Raises EngineUnavailable when a key is missing."""
        endpoint = Endpoint(settings.base_url, settings.timeout)
        store = AnswerStore(Layout(settings.out).state / "answers.sqlite")
        return cls(endpoint, str(settings.model), store, concurrency=settings.concurrency, triage=settings.triage)

    async def read(self, article: Article) -> Answer:
        """Return the drafts in the model's answer, or why there are none: a failure never reads as "no event".

        Raises EngineUnavailable when no other article can be read either.
        """
        if self._triage and not worth_reading(article.document):
            return Answer(outcome="skipped", reason="triage")
        tally = Tally()
        try:
            return Answer(drafts=await self._drafts(article, tally), usage=tally.usage())
        except DocumentRefused as error:
            # An endpoint that has not answered anything yet may refuse what we ask of it, and not this article.
            doubtful = error.reason == "bad_request" and not self._endpoint.answers
            return Answer(outcome="failed", reason=error.reason, retryable=doubtful, usage=tally.usage())
        except TransientError as error:
            return Answer(outcome="failed", reason=error.reason, retryable=True, usage=tally.usage())
        except UnusableAnswer as error:
            # Else the next run would find the same words in the store.
            self._store.forget(tally.keys)
            return Answer(outcome="failed", reason=error.reason, retryable=True, usage=tally.usage())

    async def _drafts(self, article: Article, tally: Tally) -> Sequence[Draft]:
        """Ask for the drafts: once more, each, after an answer that does not fit the schema or one that was cut off."""
        messages = self._prompt.messages(article)
        limit = ANSWER_TOKENS
        flaws: InvalidAnswer | None = None
        while True:
            completion = await self._completion(messages, limit, tally)
            if completion.refusal:
                raise DocumentRefused("refused", completion.refusal)
            if completion.finish_reason == "content_filter":
                raise DocumentRefused("content_filter", "the answer was held back by the endpoint's content filter")
            if completion.finish_reason == "length":
                if limit == LONGER_ANSWER_TOKENS:
                    raise UnusableAnswer("truncated", f"the answer is longer than {limit} tokens")
                limit = LONGER_ANSWER_TOKENS
                continue
            try:
                return parse_answer(completion.content, self._prompt.types)
            except InvalidAnswer as error:
                if flaws:
                    raise UnusableAnswer("invalid_answer", str(error)) from error
                flaws = error
                messages = [*messages, *reask(completion.content, str(error))]

    async def _completion(self, messages: Sequence[Message], limit: int, tally: Tally) -> Completion:
        """Return the answer to a request, from the store or from the endpoint; a new one is stored first."""
        if stored := self._stored(messages, limit, tally):
            return stored
        tally.reasks += bool(tally.keys)
        while True:
            dialect = self._dialect
            body = dialect.body(str(self.model), messages, self._prompt.schema, limit)
            try:
                completion = await self._endpoint.complete(body, tally)
            except ParameterRefused as error:
                self._learn(dialect, error)
                continue
            key = answer_key(self._endpoint.base_url, body)
            self._store.put(key, completion)
            tally.keys.append(key)
            tally.add(completion)
            return completion

    def _stored(self, messages: Sequence[Message], limit: int, tally: Tally) -> Completion | None:
        """Return the stored answer to a request. Until the endpoint has answered, any way to put it will do."""
        ways = [self._dialect] if self._endpoint.answers else [self._dialect, *Dialect.all()]
        for dialect in ways:
            body = dialect.body(str(self.model), messages, self._prompt.schema, limit)
            key = answer_key(self._endpoint.base_url, body)
            if completion := self._store.get(key):
                self._dialect = dialect
                tally.keys.append(key)
                return completion
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

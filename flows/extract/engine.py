"""What an engine is: something that turns an article into drafts. Everything after a draft is shared."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from flows.extract.article import Article
from schemas.draft import Draft
from schemas.reading import Outcome


@dataclass(frozen=True)
class Usage:
    """What an answer took, all attempts together. Tokens are the endpoint's own count; the price is in US dollars."""

    requests: int = 0
    reasks: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    cost_usd: float | None = None


@dataclass(frozen=True)
class Answer:
    """What an engine makes of one article: drafts, or the reason why there are none."""

    drafts: Sequence[Draft] = ()
    outcome: Outcome | None = None
    """`skipped` or `failed`; None when the article was read, whatever was found."""
    reason: str | None = None
    detail: str | None = None
    """What went wrong, in more words than the reason."""
    retryable: bool = False
    waiting: bool = False
    """The answer is yet to come: the document stays pending."""
    unsettled: bool = False
    """A failure that may be the endpoint's fault: it counts only when the endpoint answers for another article."""
    usage: Usage = field(default_factory=Usage)
    rules: Sequence[str] = ()
    """For engines made of rules: which rule gave each draft."""


class Engine(Protocol):
    """Reads one article at a time. It never raises for a bad article: a failure is an outcome."""

    name: str
    model: str | None
    prompt_version: str | None
    window: int
    """How many articles may be under way at once."""

    async def read(self, article: Article) -> Answer:
        """Return drafts for `article`. Raises EngineUnavailable when no further article can be read either."""
        ...


@runtime_checkable
class Finder(Protocol):
    """An engine that finds out how its endpoint wants to be asked."""

    @property
    def found(self) -> Mapping[str, str]:
        """What it has found out so far, for the run's record; no secrets."""
        ...


@runtime_checkable
class Batching(Protocol):
    """An engine that gathers its requests, and answers `waiting` until a batch has brought the answer."""

    def collect(self) -> int:
        """Bring in what batches have brought; return how many are still under way."""
        ...

    def send(self) -> int:
        """Send what was asked for since; return how many requests that were."""
        ...

    def wait(self, tell: Callable[[int], None]) -> None:
        """Stay until one more batch has ended; `tell` hears how many are under way."""
        ...


class EngineUnavailable(RuntimeError):
    """The engine can't read any article (no endpoint, wrong key, unknown model): the stage stops, the rest waits."""

"""What one article has taken so far, all its requests together."""

from dataclasses import dataclass

from flows.extract.engine import Usage
from flows.extract.openai.completion import Completion


@dataclass
class Tally:
    """Requests, tokens and US dollars of this run. A stored answer costs nothing: an earlier request paid for it."""

    requests: int = 0
    reasks: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    cost_usd: float | None = None

    def add(self, completion: Completion, cost_usd: float | None) -> None:
        """Count the tokens of an answer that came in, and its price if it is known."""
        self.prompt_tokens += completion.prompt_tokens
        self.cached_tokens += completion.cached_tokens
        self.completion_tokens += completion.completion_tokens
        if cost_usd is not None:
            self.cost_usd = (self.cost_usd or 0.0) + cost_usd

    def usage(self) -> Usage:
        """Return the figures for the article's reading."""
        return Usage(
            self.requests,
            self.reasks,
            self.prompt_tokens,
            self.cached_tokens,
            self.completion_tokens,
            self.cost_usd,
        )

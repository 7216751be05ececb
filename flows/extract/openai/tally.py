"""What one article has taken so far, all attempts together."""

from dataclasses import dataclass, field

from flows.extract.engine import Usage
from flows.extract.openai.completion import Completion


@dataclass
class Tally:
    """Requests and tokens of this run. An answer from the store costs nothing: it was paid for by an earlier one."""

    requests: int = 0
    reasks: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    keys: list[str] = field(default_factory=list)
    """The answers that were used, by their keys in the answer store."""

    def add(self, completion: Completion) -> None:
        """Count the tokens of an answer that came in."""
        self.prompt_tokens += completion.prompt_tokens
        self.cached_tokens += completion.cached_tokens
        self.completion_tokens += completion.completion_tokens

    def usage(self) -> Usage:
        """Return the figures for the article's reading."""
        return Usage(
            self.requests, self.reasks, self.prompt_tokens, self.cached_tokens, self.completion_tokens, cost_usd=None
        )

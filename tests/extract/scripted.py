"""An engine that gives the answer of its script for every article."""

from collections.abc import Callable
from dataclasses import dataclass, field

from flows.extract.article import Article
from flows.extract.engine import Answer


@dataclass
class Scripted:
    """Remembers which articles it has seen, by their source_id."""

    script: Callable[[Article], Answer]
    name: str = "scripted"
    model: str | None = None
    prompt_version: str | None = "1"
    window: int = 1
    seen: list[str] = field(default_factory=list)

    async def read(self, article: Article) -> Answer:
        self.seen.append(article.document.source_id)
        return self.script(article)

"""The embedded engine: reads English by rules. No key, no model, no network; the same answer every time."""

from collections.abc import Callable

from flows.extract.article import Article
from flows.extract.engine import Answer
from flows.extract.rules import deadline, moratorium, talks
from flows.extract.rules.domain import is_foreign
from flows.extract.rules.line import Line, lines
from flows.extract.rules.scene import Scene, Told
from schemas.draft import MAX_EVENTS

RULES_VERSION = "rules-3"
"""Raised when a rule or a lexicon changes, so that readings tell which rules they come from."""

MOST_DRAFTS = 2 * MAX_EVENTS
"""An article with so many is a list: reading on adds nothing but repetition. Merging leaves about half of them."""

READERS: tuple[Callable[[Line, Scene], Told | None], ...] = (deadline.read, moratorium.read, talks.read)
"""In this order: what is demanded with a time limit is neither talks nor a halt yet."""


class RulesEngine:
    """Deterministic extraction from English news."""

    name = "rules"
    model: str | None = None
    prompt_version: str | None = RULES_VERSION
    window = 1

    async def read(self, article: Article) -> Answer:
        """Return the drafts of an article; `skipped`, reason `language`, for one that is not in English."""
        if article.document.language not in {"en", "und"}:
            return Answer(outcome="skipped", reason="language")
        found = find(article)
        return Answer(drafts=[item.draft for item in found], rules=[item.rule for item in found])


def find(article: Article) -> list[Told]:
    """Return what the rules find in an article, sentence by sentence."""
    scene = Scene(article)
    for line in lines(article):
        scene.lines.append(line)
        for read in READERS:
            if (told := read(line, scene)) and _of_public_interest(told):
                if not scene.told and is_foreign(article):
                    return []
                scene.told.append(told)
        if len(scene.told) >= MOST_DRAFTS:
            break
    return scene.told


def _of_public_interest(told: Told) -> bool:
    """Tell whether a state, an armed group, a party or an international body takes part, not only people and firms."""
    return any(actor.kind in {"state", "armed_group", "international_body", "party"} for actor in told.actors)

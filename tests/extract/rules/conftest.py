"""What the tests of the rules share: sentences under analysis, what is found in a text, who plays which role."""

from collections.abc import Callable
from typing import Any

import pytest

from flows.extract.rules.engine import find
from flows.extract.rules.line import Line, lines
from flows.extract.rules.scene import Told
from schemas.draft import Draft


@pytest.fixture(scope="session")
def read_lines(make_article: Callable[..., Any]) -> Callable[..., list[Line]]:
    """Cut a text, published on Monday, 2 March 2026, into the sentences that the rules read."""

    def read(text: str, **changes: Any) -> list[Line]:
        return list(lines(make_article(text, **changes)))

    return read


@pytest.fixture(scope="session")
def tell(make_article: Callable[..., Any]) -> Callable[..., list[Told]]:
    """Return what the rules find in a text, published on Monday, 2 March 2026."""

    def told(text: str, **changes: Any) -> list[Told]:
        return find(make_article(text, **changes))

    return told


@pytest.fixture(scope="session")
def drafts(tell: Callable[..., list[Told]]) -> Callable[..., list[Draft]]:
    """Return the drafts that the rules make of a text."""

    def made(text: str, **changes: Any) -> list[Draft]:
        return [item.draft for item in tell(text, **changes)]

    return made


@pytest.fixture(scope="session")
def names() -> Callable[[Draft, str], set[str]]:
    """Return the names in one role of a draft."""

    def of(draft: Draft, role: str) -> set[str]:
        return {actor.name for actor in draft.actors if actor.role == role}

    return of

"""How the tests of this folder look at a cast."""

from collections.abc import Callable

import pytest

from flows.extract.actors import Cast


@pytest.fixture
def actors() -> Callable[[str], dict[str, str]]:
    """Return the actors of a text: name as written to key; places left out."""

    def read(text: str) -> dict[str, str]:
        return {mention.name: mention.key for mention in Cast.read(text).mentions if not mention.place}

    return read


@pytest.fixture
def places() -> Callable[[str], dict[str, str]]:
    """Return the places of a text: name as written to iso3."""

    def read(text: str) -> dict[str, str]:
        return {mention.name: mention.key for mention in Cast.read(text).mentions if mention.place}

    return read

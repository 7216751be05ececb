from collections.abc import Callable
from typing import Any

import pytest

from flows.extract.rules.domain import is_foreign


@pytest.mark.parametrize(
    "text",
    [
        "The coach of Germany met the captain of France before the cup match. A truce between the teams held.",
        "France and Germany agreed to a truce over the transfer of a striker before the league match.",
        "Shareholders of the airline gave the bank until Friday to agree to a merger with a company in Germany.",
    ],
)
def test_sport_and_business_hold_no_events(
    make_article: Callable[..., Any], drafts: Callable[..., Any], text: str
) -> None:
    assert is_foreign(make_article(text))
    assert drafts(text) == []


@pytest.mark.parametrize(
    "text", ["France and Germany met in Rome.", "Rebels gave the government until Friday to leave the stadium."]
)
def test_conflict_and_diplomacy_do(make_article: Callable[..., Any], text: str) -> None:
    assert not is_foreign(make_article(text))


def test_the_title_counts(make_article: Callable[..., Any]) -> None:
    assert is_foreign(make_article("France and Germany agreed on a truce.", title="Coach and striker win the cup"))

"""The rules on the public gold, both splits: floors well below what they reach, so that a broken lexicon shows."""

from pathlib import Path

import pytest

from flows.evaluation.evaluate import Evaluation, evaluate
from flows.evaluation.gold import read_gold
from flows.extract.rules.engine import RulesEngine
from schemas import all_event_types

GOLD = Path(__file__).parents[2] / "gold"


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    articles = read_gold(GOLD / "bulletins.gold.jsonl", GOLD / "bulletins.jsonl")
    return evaluate(articles, RulesEngine())


def test_events_are_found_and_few_are_invented(evaluation: Evaluation) -> None:
    assert evaluation.figures.events.precision >= 0.8
    assert evaluation.figures.events.f1 >= 0.7


@pytest.mark.parametrize("kind", [kind.type for kind in all_event_types()])
def test_no_type_is_lost(evaluation: Evaluation, kind: str) -> None:
    assert evaluation.figures.by_type[kind].f1 >= 0.5


def test_every_quote_stands_in_its_article(evaluation: Evaluation) -> None:
    assert evaluation.figures.evidence > 0
    assert evaluation.figures.ungrounded == 0

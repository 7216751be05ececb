import pytest

from flows.extract.judgement.triggers import holds_trigger
from schemas import event_type


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("talks", "Mali and Niger met in Algiers."),
        ("talks", "NEGOTIATIONS went on."),
        ("moratorium", "A cease-fire holds."),
        ("deadline", "Niger has until Friday to answer."),
        ("deadline", "Mali gave Niger a week to answer."),
        ("talks", "Mali's president will see Niger's."),
        ("moratorium", "The guns have fallen silent."),
        ("moratorium", "Mali banned exports of gold."),
    ],
)
def test_a_word_of_the_type(kind: str, sentence: str) -> None:
    assert holds_trigger(event_type(kind), sentence)


@pytest.mark.parametrize("kind", ["talks", "moratorium", "deadline"])
def test_weather_has_none(kind: str) -> None:
    assert not holds_trigger(event_type(kind), "Rain fell on the city.")


def test_a_week_alone_is_no_limit() -> None:
    assert not holds_trigger(event_type("deadline"), "It rained for a week in Mali.")

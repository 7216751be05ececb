"""Mentions looked up by name."""

import pytest

from flows.extract.actors.cast import LONGEST, Cast
from flows.extract.actors.index import MentionIndex


@pytest.fixture
def index() -> MentionIndex:
    """Index a text with a place reading and an actor of the same state."""
    text = "In Egypt, talks failed. Egyptian mediators met Hamas officials and Hamas. Egypt left."
    return MentionIndex(Cast.read(text).mentions)


def test_the_mention_that_is_no_place_is_meant(index: MentionIndex) -> None:
    found = index.named("egypt")
    assert found is not None
    assert (found.name, found.place) == ("Egypt", False)


def test_words_within_a_name(index: MentionIndex) -> None:
    found = index.named("mediators")
    assert found is not None and found.name == "Egyptian mediators"
    assert index.named("hamas mediators") is None
    assert index.named("mediator") is None
    assert index.named("") is None


def test_a_name_within_words(index: MentionIndex) -> None:
    found = index.within("hamas officials in gaza")
    assert found is not None and found.name == "Hamas officials"
    assert index.within("egypt and all of its many allies") is None


def test_by_actor(index: MentionIndex) -> None:
    found = index.of_actor("EGY")
    assert found is not None and found.name == "Egyptian mediators"
    assert index.of_actor("FRA") is None


def test_a_long_text_is_read_up_to_a_limit_and_searched_beyond() -> None:
    cast = Cast.read("Chad agreed. " + "It rained. " * (LONGEST // 11) + "Peru left.")
    assert [mention.key for mention in cast.mentions] == ["TCD"]
    found = cast.resolve("Peru")
    assert found is not None and (found.iso3, found.name) == ("PER", "Peru")

"""Places at which a time expression can start."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.extract.dates.screen import may_name_time, starts
from flows.extract.dates.tokens import tokenize


def _first_words(text: str) -> list[str]:
    tokens = tokenize(text)
    return [tokens.words[place] for place in starts(tokens.words, len(tokens))]


@pytest.mark.parametrize(
    "text",
    [
        "The envoys of both sides met in the capital for a second round.",
        "About 2,000 soldiers and 36 tanks crossed the river, 1.5 km from the town.",
        "In the next round they will talk of prisoners (and of the dead).",
        "",
    ],
)
def test_a_text_without_a_time_has_none(text):
    assert _first_words(text) == []


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("They meet in the first half of the year.", "in"),
        ("Guns fall silent at 5 p.m. Moscow time on Friday.", "at"),
        ("It holds until further talks, no later than a few weeks from now.", "no"),
        ("It began on 4.3.2026.", "on"),
        ("All is settled in due course.", "in"),
        ("The pause of more than two days was kept.", "more"),
    ],
)
def test_an_expression_can_start_where_words_of_the_grammar_lead_to_a_time(text, first):
    assert first in _first_words(text)


def test_words_that_no_time_follows_start_nothing():
    assert _first_words("Both in the north and in the south they met on Friday.") == ["on", "friday"]


@settings(deadline=None)
@given(st.text(max_size=100))
def test_places_are_in_order_and_in_the_text(text):
    tokens = tokenize(text)
    places = starts(tokens.words, len(tokens))
    assert places == sorted(set(places))
    assert all(0 <= place < len(tokens) for place in places)


@pytest.mark.parametrize("text", ["They met on Friday.", "They met at 5pm.", "It lasted_two_days", "They met soon."])
def test_a_text_with_a_time_or_a_figure_may_name_one(text):
    assert may_name_time(text)


@given(st.lists(st.sampled_from(["Friday", "May", "q1", "2026", " ", "-", "_", "’s", "soon", "x", "İ"])).map("".join))
def test_where_a_time_can_start_the_text_may_name_one(text):
    assert may_name_time(text) or not _first_words(text)

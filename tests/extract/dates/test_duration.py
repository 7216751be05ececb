"""Durations as ISO 8601, and limits that no number bounds."""

import pytest

from flows.extract.dates import duration, is_vague


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("72-hour", "PT72H"), ("a 72-hour ceasefire", "PT72H"), ("24 hours", "PT24H"), ("twenty-four hours", "PT24H"),
        ("three-day", "P3D"), ("30 days", "P30D"), ("60-day", "P60D"), ("for thirty days", "P30D"),
        ("a hundred days", "P100D"), ("a week", "P1W"), ("one-week", "P1W"), ("two weeks", "P2W"),
        ("a fortnight", "P2W"), ("two months", "P2M"), ("for another two months", "P2M"), ("a month-long truce", "P1M"),
        ("six months", "P6M"), ("a couple of days", "P2D"), ("a further 90 days", "P90D"), ("two more weeks", "P2W"),
        ("a year", "P1Y"), ("for a decade", "P10Y"), ("from midnight Friday for 30 days", "P30D"),
    ],
)  # fmt: skip
def test_a_counted_duration_is_iso_8601(words, iso):
    assert duration(words) == iso


@pytest.mark.parametrize(
    "words",
    [
        "days", "several weeks", "until Friday", "36 missiles", "a 36-year-old", "10 to 15 days", "more than a week",
        "10 working days", "", "two rounds", "a year and a half", "three years old",
    ],
)  # fmt: skip
def test_other_words_are_no_duration(words):
    assert duration(words) is None


@pytest.mark.parametrize(
    "words",
    [
        "days", "just days", "soon", "very soon", "shortly", "in the coming weeks", "in a few days", "within hours",
        "a matter of weeks", "several months", "in the near future", "in due course",
    ],
)  # fmt: skip
def test_limits_without_a_number_are_vague(words):
    assert is_vague(words)


@pytest.mark.parametrize(
    "words",
    ["24 hours", "a week", "Friday", "by the end of June", "two to three weeks", "30-day", "10 May", "", "tomorrow"],
)
def test_limits_that_can_be_counted_are_not(words):
    assert not is_vague(words)

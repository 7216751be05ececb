from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from flows.extract.rules.background import is_recalled, lies_back


@pytest.mark.parametrize(
    ("sentence", "back"),
    [("They met in 2019.", True), ("They met on 20 December.", False), ("They met on Sunday.", False)],
)
def test_a_time_lies_back(read_lines: Callable[..., Any], sentence: str, back: bool) -> None:
    (line,) = read_lines(sentence)
    (time,) = line.times
    assert lies_back(line, time) is back  # 20 December may be to come
    assert not lies_back(line, time, longer_than=timedelta(days=9_999))


@pytest.mark.parametrize(
    ("sentence", "recalled"),
    [
        ("The 1995 talks ended the war.", True),
        ("Sixty years ago they held talks.", True),
        ("The 2026 talks ended the war.", False),
        ("On Sunday they held talks.", False),
        ("They held talks where none were held in 1995.", False),
    ],
)
def test_a_past_year_in_front_or_an_opening_of_long_ago(
    read_lines: Callable[..., Any], sentence: str, recalled: bool
) -> None:
    (line,) = read_lines(sentence)
    assert is_recalled(line, sentence.index("talks")) is recalled


def test_without_a_day_of_publication_nothing_lies_back(read_lines: Callable[..., Any]) -> None:
    (line,) = read_lines("The 1995 talks ended in 1996.", published_date=None)
    assert not is_recalled(line, line.text.index("talks"))
    assert not lies_back(line, line.times[-1])

from collections.abc import Callable
from typing import Any

import pytest

from flows.extract.rules.time_limit import find_limit


@pytest.mark.parametrize(
    ("sentence", "rule", "until"),
    [
        ("France set a deadline of 20 March.", "named", "20 March"),
        ("France set a Friday deadline.", "named", "Friday"),
        ("France set Friday as the deadline.", "named", "Friday"),
        ("The ultimatum expires on Friday.", "named", "Friday"),
        ("The French offer to Iran expires on Friday.", "named", "Friday"),
        ("France extended the deadline by two weeks.", "named", None),
        ("France gave Germany until Friday to reply.", "given", "until Friday"),
        ("France gave Germany a month to reply.", "given", "a month"),
        ("Germany has only three days to reply.", "left", "only three days"),
        ("Germany must reply by Friday.", "demanded", "by Friday"),
        ("By Friday Germany must reply.", "demanded", "By Friday"),
    ],
)
def test_which_rule_sees_a_limit_and_until_when(
    read_lines: Callable[..., Any], sentence: str, rule: str, until: str | None
) -> None:
    (line,) = read_lines(sentence)
    limit = find_limit(line)
    assert limit is not None
    assert (limit.rule, limit.until and limit.until.words) == (rule, until)


@pytest.mark.parametrize(
    "sentence",
    [
        "Germany has been waiting for three days to hear from France.",
        "He refused, and within three weeks Germany told him to leave.",
        "The judges gave Germany until Friday to reply.",
        "France and Germany agreed to meet by Friday.",
        "Germany must reply.",
    ],
    ids=["no time that is left", "a time before the demand", "a court", "a date for talks", "no time"],
)
def test_no_limit(read_lines: Callable[..., Any], sentence: str) -> None:
    (line,) = read_lines(sentence)
    assert find_limit(line) is None

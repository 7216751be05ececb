"""Heads that stand alone for a name."""

from collections.abc import Callable

import pytest

Read = Callable[[str], dict[str, str]]


@pytest.mark.parametrize(
    ("text", "short", "actor"),
    [
        ("The UN Security Council met. Iran defied the Council.", "Council", "united nations security council"),
        ("The Free Lake Front agreed. Chad met the Front.", "Front", "free lake front"),
        ("The EU met. Chad wrote to the Union.", "Union", "european union"),
        ("The IAEA reported. Iran let the Agency in.", "Agency", "international atomic energy agency"),
        ("Chad met the Front. Nobody knew it.", "Front", None),
        ("The EU met. Chad wrote to the Union of Bakers.", "Union", None),
        ("The Security Council met the Arab League. Chad met the League.", "League", "arab league"),
    ],
)
def test_short_names(actors: Read, text: str, short: str, actor: str | None) -> None:
    assert actors(text).get(short) == actor

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    "sentence",
    [
        "France and Germany held talks in Geneva on Monday.",
        "France and Germany held talks on the future of Libya on Monday.",
        "Britain welcomed the talks that France and Germany held in Geneva on Monday.",
        "The talks between France and Germany began on Monday, Turkey said.",
        "Egypt mediated talks between France and Germany in Cairo on Sunday.",
        "Qatar hosted talks between France and Germany on Saturday.",
        "The agreement between Iran and Iraq was read out as France and Germany met on Sunday.",
        "Attacks on Sudan were discussed when France and Germany met on Sunday.",
    ],
)
def test_who_sits_at_the_table(drafts: Callable[..., Any], names: Callable[..., Any], sentence: str) -> None:
    (draft,) = drafts(sentence)
    assert (draft.type, names(draft, "participant")) == ("talks", {"France", "Germany"})


@pytest.mark.parametrize(
    ("sentence", "role", "name"),
    [
        ("Envoys of France and Germany met in Vienna, mediated by Norway.", "mediator", "Norway"),
        ("Egypt mediated talks between Israel and Hamas in Cairo on Sunday.", "mediator", "Egypt"),
        ("Qatar hosted talks between Sudan and Ethiopia on Saturday.", "host", "Qatar"),
    ],
)
def test_who_brings_them_together(
    drafts: Callable[..., Any], names: Callable[..., Any], sentence: str, role: str, name: str
) -> None:
    (draft,) = drafts(sentence)
    assert names(draft, role) == {name}


def test_when_and_where(drafts: Callable[..., Any]) -> None:
    (draft,) = drafts("France and Germany held talks in Geneva on Monday.")
    assert (draft.held, draft.location) == ("Monday", "Geneva")


def test_the_two_sides_are_those_named_before(drafts: Callable[..., Any], names: Callable[..., Any]) -> None:
    (draft,) = drafts("France and Germany quarrel over fish. The two sides held talks in Geneva on Sunday.")
    assert draft.evidence == [2]
    assert names(draft, "participant") == {"France", "Germany"}


def test_the_two_sides_are_those_of_the_title(drafts: Callable[..., Any], names: Callable[..., Any]) -> None:
    (draft,) = drafts("The two sides held talks in Geneva on Sunday.", title="France and Germany settle fish row")
    assert names(draft, "participant") == {"France", "Germany"}


def test_the_talks_add_to_those_told_before(drafts: Callable[..., Any]) -> None:
    (draft,) = drafts("France and Germany held talks on Sunday. It rained. The talks were friendly.")
    assert draft.evidence == [1, 3]


def test_news_of_the_talks_is_told_apart(drafts: Callable[..., Any], names: Callable[..., Any]) -> None:
    first, second = drafts("France and Germany held talks on Sunday. The talks were adjourned on Monday.")
    assert (first.status, second.status) == ("concluded", "suspended")
    assert names(first, "participant") == names(second, "participant")


def test_the_first_person_is_who_the_title_names(drafts: Callable[..., Any], names: Callable[..., Any]) -> None:
    title = "Statement by Prime Minister Keir Starmer of Britain"
    (draft,) = drafts("We held talks with France on Sunday.", title=title)
    assert names(draft, "participant") == {"Keir Starmer", "France"}


@pytest.mark.parametrize(
    "sentence",
    [
        "France and Germany held talks in Geneva in 2001.",
        "France met Germany's demands on Monday.",
        "Germany met the demands of France on Monday.",
        "France's cabinet met with Germany in mind.",
        "John Smith met Mary Jones in Paris on Sunday.",
        "The talks failed.",
        "Shut out of the talks, France and Germany wrote letters.",
        "France held talks on Sunday.",
        "France and Germany met criticism on Sunday.",
        "France and Germany share a river.",
    ],
    ids=[
        "a round of long ago", "demands are met", "demands of a state are met", "a cabinet at home", "private people",
        "nobody is named", "kept away from talks", "one side only", "criticism is met", "no talks at all",
    ],
)  # fmt: skip
def test_no_talks(drafts: Callable[..., Any], sentence: str) -> None:
    assert drafts(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("France and Germany held a phone call on Sunday.", "concluded"),
        ("French President Emmanuel Macron hosted his German counterpart in Paris on Sunday.", "concluded"),
        ("France and Germany discussed the border by phone on Sunday.", "concluded"),
        ("Talks between France and Germany over the river failed to break the deadlock.", "concluded"),
        ("French President Emmanuel Macron will see German Chancellor Friedrich Merz on Friday.", "scheduled"),
        ("France and Germany will open talks in Geneva.", "scheduled"),
        ("Talks between France and Germany over the disputed river are under way.", "ongoing"),
        ("France and Germany have been in direct contact since January.", "ongoing"),
        ("Talks between France and Germany over the disputed river have been put on hold.", "suspended"),
        ("France and Germany had been due to meet in Geneva, but nobody came.", "cancelled"),
        ("France cut off contacts with Germany on Sunday.", "broken_off"),
        ("France said it would not attend talks with Germany.", "rejected"),
        ("Norway invited France and Germany to direct peace talks.", "proposed"),
        ("Norway is trying to bring France and Germany back to the table.", "proposed"),
    ],
)
def test_states(drafts: Callable[..., Any], names: Callable[..., Any], sentence: str, status: str) -> None:
    (draft,) = drafts(sentence)
    assert (draft.type, draft.status, len(names(draft, "participant"))) == ("talks", status, 2)


def test_talks_whose_sides_are_named_go_on_where_nothing_tells_their_state(drafts: Callable[..., Any]) -> None:
    (draft,) = drafts("The talks between France and Germany are about a river.")
    assert draft.status == "ongoing"


def test_one_name_may_stand_for_both_sides(drafts: Callable[..., Any]) -> None:
    (draft,) = drafts("Burundi's warring parties held peace talks on Sunday.")
    assert draft.status == "concluded"


@pytest.mark.parametrize(
    ("sentence", "held"),
    [
        ("France and Germany signed the paper after five days of talks in Geneva.", "five days of talks"),
        ("France, which left the pact in 2001, held talks with Germany on Sunday.", "Sunday"),
        ("France signed the paper on Sunday, after a meeting with Germany.", "Sunday"),
        ("France agreed on Sunday to hold talks with Germany.", None),
        ("Norway suspended on Sunday talks between France and Germany, which will resume on 20 March.", "20 March"),
    ],
    ids=["days of talks", "a clause of its own", "on the day of the news", "the day of agreeing", "when they go on"],
)
def test_which_time_is_theirs(drafts: Callable[..., Any], sentence: str, held: str | None) -> None:
    (draft,) = drafts(sentence)
    assert draft.held == held


def test_the_talks_may_get_their_time_later(drafts: Callable[..., Any]) -> None:
    (draft,) = drafts("France and Germany will meet in Geneva. The talks begin on Friday.")
    assert draft.held == "Friday"


@pytest.mark.parametrize(
    "sentence",
    [
        "The 1995 talks between France and Germany ended the war.",
        "France and Germany will see growth of four per cent.",
        "At a dinner hosted by Chancellor Friedrich Merz, France thanked Germany.",
    ],
    ids=["of a past year", "nobody is seen", "a dinner"],
)
def test_what_only_sounds_like_talks(drafts: Callable[..., Any], sentence: str) -> None:
    assert drafts(sentence) == []


def test_the_next_round_is_that_of_those_who_met(drafts: Callable[..., Any], names: Callable[..., Any]) -> None:
    first, second = drafts("France and Germany met on Sunday. The next round is planned for 20 March in Vienna.")
    assert (first.status, second.status, second.held) == ("concluded", "scheduled", "20 March")
    assert names(second, "participant") == {"France", "Germany"}


def test_whose_talks_the_title_tells(drafts: Callable[..., Any], names: Callable[..., Any]) -> None:
    text = "The talks in the castle ended on Sunday with the signing of a treaty."
    (draft,) = drafts(text, title="France and Germany settle fish row")
    assert names(draft, "participant") == {"France", "Germany"}

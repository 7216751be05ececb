from collections.abc import Callable
from typing import Any

import pytest

FRANCE, GERMANY = {"France"}, {"Germany"}


@pytest.mark.parametrize(
    ("sentence", "rule", "due"),
    [
        ("France gave Germany an ultimatum that runs out on Friday.", "deadline.named", "Friday"),
        ("France extended the deadline for Germany until Friday.", "deadline.named", "until Friday"),
        ("France gave Germany 48 hours to withdraw its troops.", "deadline.given", "48 hours"),
        ("France gave Germany until Friday to withdraw its troops.", "deadline.given", "until Friday"),
        ("France told Germany it had until 20 March to withdraw.", "deadline.left", "until 20 March"),
        ("France demanded that Germany withdraw its troops by Friday.", "deadline.demanded", "by Friday"),
        ("France threatened to act unless Germany withdraws by Friday.", "deadline.demanded", "by Friday"),
    ],
)
def test_who_sets_a_limit_for_whom_and_until_when(
    tell: Callable[..., Any], names: Callable[..., Any], sentence: str, rule: str, due: str
) -> None:
    (told,) = tell(sentence)
    assert (told.rule, told.draft.due) == (rule, due)
    assert (names(told.draft, "issuer"), names(told.draft, "addressee")) == (FRANCE, GERMANY)


def test_issuers_named_together(drafts: Callable[..., Any], names: Callable[..., Any]) -> None:
    (draft,) = drafts("Britain, France and Germany gave Iran until Friday to resume inspections.")
    assert names(draft, "issuer") == {"Britain", "France", "Germany"}
    assert names(draft, "addressee") == {"Iran"}


def test_both_sides_are_those_named_before(drafts: Callable[..., Any], names: Callable[..., Any]) -> None:
    (draft,) = drafts("Sudan and Ethiopia are at war. Kenya gave both sides until Friday to sign.")
    assert (names(draft, "issuer"), names(draft, "addressee")) == ({"Kenya"}, {"Sudan", "Ethiopia"})


def test_a_limit_that_they_set_themselves(drafts: Callable[..., Any], names: Callable[..., Any]) -> None:
    (draft,) = drafts("France and Germany gave themselves a deadline on Sunday.")
    assert names(draft, "issuer") == names(draft, "addressee") == FRANCE | GERMANY


@pytest.mark.parametrize("verb", ["met", "missed"])
def test_who_met_or_missed_a_limit_is_the_one_it_was_set_for(
    drafts: Callable[..., Any], names: Callable[..., Any], verb: str
) -> None:
    (draft,) = drafts(f"Germany {verb} a deadline on Sunday.")
    assert (draft.status, names(draft, "issuer"), names(draft, "addressee")) == (verb, set(), GERMANY)


def test_what_is_demanded_and_what_is_threatened(drafts: Callable[..., Any]) -> None:
    (draft,) = drafts("France gave Germany until Friday to withdraw or face sanctions.")
    assert draft.demand.startswith("withdraw")
    assert draft.consequence == "face sanctions"


def test_hours_count_from_the_day_named_beside_them(drafts: Callable[..., Any]) -> None:
    (draft,) = drafts("On Sunday, France gave Germany 48 hours to withdraw its troops.")
    assert (draft.issued, draft.due, draft.time_limit) == ("Sunday", "48 hours", "48 hours")


def test_the_deadline_adds_to_the_limit_told_before(drafts: Callable[..., Any]) -> None:
    (draft,) = drafts("France gave Germany an ultimatum. It rained. The deadline is Friday.")
    assert (draft.evidence, draft.due) == ([1, 3], "Friday")


def test_a_limit_that_ran_out(drafts: Callable[..., Any], names: Callable[..., Any]) -> None:
    (draft,) = drafts("France's deadline for Germany ran out on Sunday.")
    assert (draft.status, draft.due, names(draft, "issuer")) == ("expired", "Sunday", FRANCE)


def test_a_demand_of_talks_by_a_day_is_a_limit_and_no_talks(drafts: Callable[..., Any]) -> None:
    assert [draft.type for draft in drafts("France demanded that Germany enter talks by Friday.")] == ["deadline"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The tax deadline in France is Friday.",
        "France gave Germany until Friday, 2 May 2003, to withdraw its troops.",
        "A deadline for an accord passed on Sunday.",
        "France demanded that Germany withdraw its troops.",
        "France must elect a president by May.",
    ],
    ids=["a date of the law", "a limit of long ago", "nobody is named", "no time", "one side only"],
)
def test_no_limit(drafts: Callable[..., Any], sentence: str) -> None:
    assert drafts(sentence) == []


def test_a_limit_told_before_its_parties(tell: Callable[..., Any]) -> None:
    (told,) = tell("The deadline is 20 March. Germany rejected the ultimatum by France.")
    assert told.draft.words("due") == "20 March"


@pytest.mark.parametrize(
    ("sentence", "status", "due"),
    [
        ("France gave Germany a week to withdraw its troops.", "set", "a week"),
        ("France set Friday as the deadline for Germany.", "set", "Friday"),
        ("France wants Germany to withdraw within ten days.", "set", "within ten days"),
        ("France threatened to leave the pact on 20 March unless Germany withdraws.", "set", "20 March"),
        ("Germany has just days to reply, France said.", "set", "just days"),
        ("France had given Germany until Sunday to reply.", "expired", "until Sunday"),
        ("France said Germany had until Friday to reply.", "set", "until Friday"),
        ("Germany scoffed at a French ultimatum.", "rejected", None),
        ("Germany will not meet the deadline set by France.", "missed", None),
    ],
)
def test_states_and_days(drafts: Callable[..., Any], sentence: str, status: str, due: str | None) -> None:
    (draft,) = drafts(sentence)
    assert (draft.type, draft.status, draft.due) == ("deadline", status, due)


@pytest.mark.parametrize(
    "sentence",
    [
        "In 1999, France gave Germany an ultimatum.",
        "The judge gave the German government 30 days to reply.",
        "Germany has today agreed to return to the pact, France said.",
        "The US Congress has until Friday to pass a budget.",
    ],
    ids=["long ago", "a court", "no time that is left", "a law"],
)
def test_what_only_sounds_like_a_limit(drafts: Callable[..., Any], sentence: str) -> None:
    assert all(draft.type != "deadline" for draft in drafts(sentence))

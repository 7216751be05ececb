from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.link.events import event_from
from flows.link.matching import HORIZON, actors_shared, best_match, disjoint, lookup_keys, match
from schemas.mention import Actor
from schemas.when import When

MONDAY = date(2026, 3, 2)


def event(mention: Any) -> Any:
    return event_from(f"e-{mention.mention_id}", [mention], {})


def test_two_papers_on_one_ceasefire(make: SimpleNamespace) -> None:
    first = make.mention("a", "moratorium", "RUS UKR", MONDAY)
    second = make.mention("b", "moratorium", "UKR RUS", MONDAY + timedelta(days=1))
    assert match(second, event(first)) == 1.0


@pytest.mark.parametrize(
    ("kind", "states"),
    [("talks", "RUS UKR"), ("moratorium", "RUS USA"), ("moratorium", "IND PAK"), ("moratorium", "RUS")],
)
def test_another_type_or_other_sides_are_another_happening(make: SimpleNamespace, kind: str, states: str) -> None:
    assert (
        match(make.mention("b", kind, states, MONDAY), event(make.mention("a", "moratorium", "RUS UKR", MONDAY))) == 0
    )


@pytest.mark.parametrize(
    ("ours", "theirs", "share"),
    [
        ("A B", "A B", 1.0),
        ("A", "A", 1.0),
        ("A", "A B", 0.0),  # one common actor of a pair: a mediator talks to many
        ("A B", "A C", 0.0),
        ("A B", "A B C", 2 / 3),
        ("A B", "A B C D E", 2 / 5),  # all of one side's are among the other's
        ("A B F", "A B C D E", 0.0),
        ("", "A", 0.0),
    ],
)
def test_how_much_two_sets_of_actors_share(ours: str, theirs: str, share: float) -> None:
    assert actors_shared(frozenset(ours.split()), frozenset(theirs.split())) == pytest.approx(share)
    assert actors_shared(frozenset(theirs.split()), frozenset(ours.split())) == pytest.approx(share)


letters = st.frozensets(st.sampled_from("ABCDEF"), max_size=5)


@given(letters, letters)
def test_whatever_matches_is_found_by_its_lookup_keys(ours: frozenset[str], theirs: frozenset[str]) -> None:
    def keys(names: frozenset[str]) -> set[frozenset[str]]:
        return set(lookup_keys([actor(name) for name in names], "talks"))

    def actor(name: str) -> Actor:
        return Actor(role="participant", name=name, canonical=name, kind="other", iso3=None, inferred=False)

    folded = (frozenset(map(str.casefold, names)) for names in (ours, theirs))
    assert not actors_shared(*folded) or keys(ours) & keys(theirs)


@pytest.mark.parametrize("kind", ["talks", "moratorium", "deadline"])
def test_a_happening_is_told_again_within_its_horizon(make: SimpleNamespace, kind: str) -> None:
    known = event(make.mention("a", kind, "RUS UKR", MONDAY))
    for days, matches in ((HORIZON[kind].days, True), (HORIZON[kind].days + 1, False)):
        for day in (MONDAY + timedelta(days=days), MONDAY - timedelta(days=days)):
            assert bool(match(make.mention("b", kind, "RUS UKR", day), known)) is matches


def test_articles_without_a_day_match_only_each_other(make: SimpleNamespace) -> None:
    undated, dated = (make.mention(key, "talks", "FRA DEU", day) for key, day in (("a", None), ("b", MONDAY)))
    assert match(make.mention("c", "talks", "FRA DEU", None), event(undated))
    assert not match(undated, event(dated))
    assert not match(dated, event(undated))


def test_two_rounds_on_two_days(make: SimpleNamespace) -> None:
    known = event(make.mention("a", "talks", "FRA DEU", MONDAY, held=make.on(MONDAY)))
    tuesday = make.on(MONDAY + timedelta(days=1))
    assert not match(make.mention("b", "talks", "FRA DEU", MONDAY, held=tuesday), known)
    assert match(make.mention("c", "talks", "FRA DEU", MONDAY, held=make.on(MONDAY)), known)
    assert match(make.mention("d", "talks", "FRA DEU", MONDAY), known), "no day stated"


def test_an_extension_moves_the_day_and_is_the_same_deadline(make: SimpleNamespace) -> None:
    known = event(make.mention("a", "deadline", "USA IRN", MONDAY, due=make.on(MONDAY)))
    later = make.on(MONDAY + timedelta(days=7))
    assert match(make.mention("b", "deadline", "USA IRN", MONDAY, due=later, status="extended"), known)
    assert not match(make.mention("c", "deadline", "USA IRN", MONDAY, due=later, status="set"), known)


def test_after_a_collapse_a_new_agreement_is_a_new_halt(make: SimpleNamespace) -> None:
    known = event(make.mention("a", "moratorium", "RUS UKR", MONDAY, status="collapsed"))
    day = MONDAY + timedelta(days=5)
    assert not match(make.mention("b", "moratorium", "RUS UKR", day, status="agreed"), known)
    assert match(make.mention("c", "moratorium", "RUS UKR", day, status="collapsed"), known)


def test_the_better_match_wins_then_the_later(make: SimpleNamespace) -> None:
    exact = event(make.mention("a", "moratorium", "RUS UKR", MONDAY))
    wider = event(make.mention("b", "moratorium", "RUS UKR USA", MONDAY + timedelta(days=1)))
    later = event(make.mention("c", "moratorium", "RUS UKR", MONDAY + timedelta(days=2)))
    told = make.mention("d", "moratorium", "RUS UKR", MONDAY + timedelta(days=3))
    assert best_match(told, [exact, wider]) == exact
    assert best_match(told, [later, exact, wider]) == later
    assert best_match(told, []) is None


def test_open_and_unresolved_times_rule_nothing_out(make: SimpleNamespace) -> None:
    unresolved = When(as_written="soon", earliest=None, latest=None, edtf="", precision="vague")
    until_monday = When(as_written="by Monday", earliest=None, latest=MONDAY, edtf="", precision="before")
    tuesday = make.on(MONDAY + timedelta(days=1))
    assert not disjoint(unresolved, tuesday)
    assert disjoint(until_monday, tuesday)
    assert disjoint(tuesday, until_monday)

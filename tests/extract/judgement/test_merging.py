"""When two candidates of one article are one happening, and what becomes of them."""

from collections.abc import Callable
from typing import Any

import pytest

from flows.extract.grounding import ground
from flows.extract.judgement.merging import join, merged, same_happening
from schemas.draft import MAX_EVIDENCE

TEXT = (
    "Mali and Niger held talks in Algiers on Monday. Mali, Niger and Chad spoke. "
    "Niger will meet Mali for further talks. Mali saw Chad on Friday. Mali and Chad talked. Togo waits. It rained."
)


@pytest.fixture
def talks(make_article: Callable[..., Any], make_draft: Callable[..., Any]) -> Callable[..., Any]:
    """Make a grounded candidate for talks over TEXT, with participants by name."""
    article = make_article(TEXT)

    def make(evidence: list[int], *names: str, **changes: Any) -> Any:
        draft = make_draft("talks", evidence, *(("participant", name) for name in names), **changes)
        return ground(draft, article)[0]

    return make


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (([1], "Mali", "Niger"), ([5], "Niger", "Mali"), True),
        (([1], "Mali", "Niger"), ([2], "Mali", "Niger", "Chad"), True),
        (([1], "Mali", "Niger"), ([5], "Mali", "Chad"), False),
        (([1], "Mali", "Niger"), ([1], "Mali", "Chad"), False),
    ],
    ids=["same parties", "one more party", "other parties", "other parties in one sentence"],
)
def test_one_happening_has_the_same_parties(
    make_article: Callable[..., Any], talks: Callable[..., Any], one: Any, other: Any, same: bool
) -> None:
    assert same_happening(talks(*one), talks(*other), make_article(TEXT)) is same


def test_days_tell_rounds_apart_and_join_them(make_article: Callable[..., Any], talks: Callable[..., Any]) -> None:
    monday = talks([1], "Mali", "Niger", held="Monday")
    assert not same_happening(monday, talks([4], "Mali", "Niger", held="Friday"), make_article(TEXT))
    assert same_happening(monday, talks([2], "Mali", "Chad", held="on Monday"), make_article(TEXT))


def test_further_talks_to_come_are_another_round(make_article: Callable[..., Any], talks: Callable[..., Any]) -> None:
    coming = talks([3], "Mali", "Niger", status="scheduled")
    assert not same_happening(talks([1], "Mali", "Niger"), coming, make_article(TEXT))


def test_the_first_leads_and_gaps_are_filled(make_article: Callable[..., Any], talks: Callable[..., Any]) -> None:
    lead = talks([2], "Mali", "Niger", summary="They spoke.")
    other = talks([1], "Mali", "Chad", held="Monday", location="Algiers", summary="They met.")
    whole = join(lead, other, make_article(TEXT))
    assert (whole.summary, whole.evidence, whole.fields["held"]) == (lead.summary, (2, 1), "Monday")
    assert whole.location == "Algiers"
    assert [actor.name for actor in whole.actors] == ["Mali", "Niger"]


def test_a_lead_with_one_party_takes_another(make_article: Callable[..., Any], talks: Callable[..., Any]) -> None:
    whole = join(talks([1], "Mali"), talks([1], "Mali", "Niger"), make_article(TEXT))
    assert [actor.name for actor in whole.actors] == ["Mali", "Niger"]


def test_evidence_has_a_bound(make_article: Callable[..., Any], talks: Callable[..., Any]) -> None:
    whole = join(talks([1, 2, 3, 4], "Mali"), talks([4, 5, 6, 7], "Mali"), make_article(TEXT))
    assert whole.evidence == (1, 2, 3, 4, 5, 6)[:MAX_EVIDENCE]


def test_order_is_that_of_finding(make_article: Callable[..., Any], talks: Callable[..., Any]) -> None:
    found = [talks([1], "Mali", "Niger"), talks([4], "Mali", "Chad"), talks([5], "Niger", "Mali")]
    assert [item.evidence for item in merged(found, make_article(TEXT))] == [(1, 5), (4,)]


def test_a_limit_for_the_same_addressee_is_one_if_somebody_sets_both(
    make_article: Callable[..., Any], make_draft: Callable[..., Any]
) -> None:
    article = make_article(TEXT)

    def limit(evidence: int, addressee: str, *issuers: str) -> Any:
        named = (("issuer", issuer) for issuer in issuers)
        return ground(make_draft("deadline", [evidence], *named, ("addressee", addressee)), article)[0]

    assert same_happening(limit(1, "Niger", "Mali", "Togo"), limit(2, "Niger", "Mali", "Chad"), article)
    assert not same_happening(limit(1, "Niger", "Mali"), limit(2, "Niger", "Chad"), article)
    assert not same_happening(limit(1, "Niger", "Mali"), limit(2, "Chad", "Mali"), article)


def test_a_day_within_a_week_is_one_time_for_talks_in_one_state(
    make_article: Callable[..., Any], talks: Callable[..., Any]
) -> None:
    article = make_article(TEXT)
    day = talks([1], "Mali", "Niger", held="Monday", status="concluded")
    assert same_happening(day, talks([2], "Mali", "Chad", held="on Monday", status="concluded"), article)
    assert not same_happening(day, talks([4], "Mali", "Chad", held="Friday", status="concluded"), article)


def test_another_round_than_those_put_off(make_article: Callable[..., Any], talks: Callable[..., Any]) -> None:
    article = make_article(TEXT)
    stalled = talks([1], "Mali", "Niger", status="suspended")
    assert not same_happening(stalled, talks([3], "Mali", "Niger", status="scheduled"), article)
    assert same_happening(stalled, talks([5], "Mali", "Niger", status="scheduled"), article)


REBELS = (
    "The government and rebels will meet on Friday. Mali and the northern rebels will hold talks. "
    "Mali will talk with the southern rebels."
)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (([1], "Mali", "rebels"), ([2], "Mali", "northern rebels"), True),
        (([2], "Mali", "northern rebels"), ([3], "Mali", "southern rebels"), False),
    ],
    ids=["a word for many", "two of many"],
)
def test_rebels_may_be_those_that_are_named_more_closely(
    make_article: Callable[..., Any], make_draft: Callable[..., Any], one: Any, other: Any, same: bool
) -> None:
    article = make_article(REBELS)

    def made(evidence: list[int], *names: str) -> Any:
        return ground(make_draft("talks", evidence, *(("participant", name) for name in names)), article)[0]

    assert same_happening(made(*one), made(*other), article) is same


def test_a_day_within_a_month_with_another_partner_is_other_talks(
    make_article: Callable[..., Any], talks: Callable[..., Any]
) -> None:
    first, second = talks([1], "Mali", "Niger", held="February"), talks([4], "Mali", "Chad", held="25 February")
    assert not same_happening(first, second, make_article(f"{TEXT} It was 25 February."))

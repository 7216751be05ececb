"""Which event found is which event of the gold."""

from collections.abc import Callable

import pytest

from flows.evaluation.gold import GoldActor, GoldEvent
from flows.evaluation.matching import core_actor_matches, is_same_actor, match, spans
from schemas import Mention
from schemas.mention import Actor

FIRST = "Arvia and Borland met in Oslo on Monday."
SECOND = "They agreed on a truce from Friday."
TEXT = f"Truce agreed\n\n{FIRST} {SECOND}"

Mentioned = Callable[..., Mention]


def gold(kind: str, *evidence: str, optional: bool = False) -> GoldEvent:
    return GoldEvent(type=kind, evidence=list(evidence), status=["agreed"], assertion=["reported"], optional=optional)


def actor(name: str, iso3: str | None = None, canonical: str | None = None) -> Actor:
    return Actor(role="participant", name=name, canonical=canonical or name, kind="other", iso3=iso3, inferred=False)


def test_quotes_are_looked_up_where_they_stand_first_and_lost_where_they_do_not() -> None:
    assert spans(["Monday.", "Never said.", ""], TEXT) == [(TEXT.index("Monday."), TEXT.index("Monday.") + 7)]


class TestMatch:
    def test_same_type_and_shared_evidence(self, mention: Mentioned) -> None:
        event, found = gold("talks", FIRST), mention("talks", FIRST, SECOND)
        assert match([event], [found], TEXT) == {0: 0}

    def test_no_match_across_types_or_sentences(self, mention: Mentioned) -> None:
        assert match([gold("talks", FIRST)], [mention("moratorium", FIRST)], TEXT) == {}
        assert match([gold("talks", FIRST)], [mention("talks", SECOND)], TEXT) == {}

    def test_the_title_counts_as_evidence_of_the_gold(self, mention: Mentioned) -> None:
        found = mention("moratorium", "Truce agreed")
        assert match([gold("moratorium", SECOND, "Truce agreed")], [found], TEXT)

    def test_one_to_one_the_larger_overlap_first(self, mention: Mentioned) -> None:
        event = gold("moratorium", FIRST, SECOND)
        less, more = mention("moratorium", SECOND), mention("moratorium", FIRST)
        assert match([event], [less, more], TEXT) == {0: 1}

    def test_required_events_are_served_before_optional_ones(self, mention: Mentioned) -> None:
        optional, required = gold("talks", FIRST, optional=True), gold("talks", "in Oslo")
        found = mention("talks", FIRST)
        assert match([optional, required], [found], TEXT) == {1: 0}


@pytest.mark.parametrize(
    ("names", "iso3", "found"),
    [
        (["Norway"], "NOR", actor("Oslo", "NOR")),
        (["President Mira Tal"], None, actor("Mira Tal")),
        (["the Front"], None, actor("Front for Renewal")),
        (["U.S."], None, actor("US")),
        (["Côte Rouge"], None, actor("a man", canonical="Cte Rouge")),
    ],
)
def test_same_actor(names: list[str], iso3: str | None, found: Actor) -> None:
    assert is_same_actor(GoldActor(role="participant", names=names, iso3=iso3), found)


@pytest.mark.parametrize(
    ("names", "iso3", "found"),
    [
        (["Norway"], "NOR", actor("Sweden", "SWE")),
        (["US"], None, actor("Russia")),
        (["the"], None, actor("the")),
    ],
)
def test_other_actor(names: list[str], iso3: str | None, found: Actor) -> None:
    assert not is_same_actor(GoldActor(role="participant", names=names, iso3=iso3), found)


def test_core_actors_are_counted_once_each(mention: Mentioned) -> None:
    event = GoldEvent(
        type="talks",
        evidence=[FIRST],
        status=[],
        assertion=[],
        actors=[
            GoldActor(role="participant", names=["Arvia"]),
            GoldActor(role="participant", names=["Borland"]),
            GoldActor(role="host", names=["Norway"], iso3="NOR"),
        ],
    )
    found = mention(
        "talks",
        FIRST,
        actors=[("participant", "Arvia", None), ("participant", "Arvia's army", None), ("mediator", "Borland", None)],
    )
    agreed, only_found, only_gold = core_actor_matches(event, found)
    assert (agreed, only_found, only_gold) == (1, 1, 1)

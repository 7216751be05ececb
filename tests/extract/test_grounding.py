from collections.abc import Callable
from typing import Any

import pytest

from flows.extract.grounding import ground, own_fields
from schemas import event_type

TEXT = (
    "France and Germany held talks in Geneva on Monday. A storm crossed the coast. "
    "Moscow gave Kyiv until Friday to withdraw its troops."
)
PAIR = (("participant", "France"), ("participant", "Germany"))


def reasons(flaws: Any) -> list[str]:
    return [flaw.reason for flaw in flaws]


def test_a_draft_that_the_article_bears_out_stands_whole(make_article: Callable[..., Any], make_draft: Any) -> None:
    draft = make_draft("talks", [1], *PAIR, held="on Monday", location="Geneva")
    candidate, flaws = ground(draft, make_article(TEXT))
    assert flaws == []
    assert candidate is not None
    assert (candidate.evidence, candidate.location, candidate.fields["held"]) == ((1,), "Geneva", "on Monday")
    assert {actor.iso3 for actor in candidate.actors} == {"FRA", "DEU"}


def test_sentences_that_the_article_does_not_have_go(make_article: Callable[..., Any], make_draft: Any) -> None:
    candidate, flaws = ground(make_draft("talks", [9, 1, 0, 1], *PAIR), make_article(TEXT))
    assert candidate is not None
    assert candidate.evidence == (1,)
    assert reasons(flaws) == ["evidence_out_of_range"]


def test_without_any_sentence_nothing_is_left(make_article: Callable[..., Any], make_draft: Any) -> None:
    candidate, flaws = ground(make_draft("talks", [4], *PAIR), make_article(TEXT))
    assert candidate is None
    assert reasons(flaws) == ["evidence_out_of_range"]


def test_a_name_that_does_not_stand_in_the_article_goes(make_article: Callable[..., Any], make_draft: Any) -> None:
    candidate, flaws = ground(make_draft("talks", [1], *PAIR, ("mediator", "Norway")), make_article(TEXT))
    assert candidate is not None
    assert {actor.iso3 for actor in candidate.actors} == {"FRA", "DEU"}
    assert reasons(flaws) == ["ungrounded_actor"]


def test_a_state_may_go_by_another_name_than_in_the_article(make_article: Callable[..., Any], make_draft: Any) -> None:
    draft = make_draft("deadline", [3], ("issuer", "Russia"), ("addressee", "Ukraine"))
    candidate, flaws = ground(draft, make_article(TEXT))
    assert candidate is not None
    assert flaws == []
    assert {(actor.role, actor.iso3) for actor in candidate.actors} == {("issuer", "RUS"), ("addressee", "UKR")}


def test_the_title_may_ground_a_name(make_article: Callable[..., Any], make_draft: Any) -> None:
    article = make_article(TEXT, title="Norway brings the two together")
    candidate, flaws = ground(make_draft("talks", [1], *PAIR, ("mediator", "Norway")), article)
    assert candidate is not None
    assert flaws == []
    assert "NOR" in {actor.iso3 for actor in candidate.actors}


@pytest.mark.parametrize("words", ["on Tuesday", "next month"])
def test_time_words_that_the_article_does_not_have_go(
    make_article: Callable[..., Any], make_draft: Any, words: str
) -> None:
    candidate, flaws = ground(make_draft("talks", [1], *PAIR, held=words), make_article(TEXT))
    assert candidate is not None
    assert candidate.fields["held"] is None
    assert reasons(flaws) == ["ungrounded_held"]


def test_charges_name_actors_of_the_article(make_article: Callable[..., Any], make_draft: Any) -> None:
    charges = [{"accused": "Moscow", "accuser": "Kyiv"}, {"accused": "Atlantis", "accuser": "Kyiv"}]
    draft = make_draft("moratorium", [3], ("party", "Moscow"), ("party", "Kyiv"), compliance=charges)
    candidate, flaws = ground(draft, make_article(TEXT))
    assert candidate is not None
    assert [charge.accused for charge in candidate.fields["compliance"]] == ["Moscow"]
    assert reasons(flaws) == ["ungrounded_compliance"]


def test_the_own_fields_of_a_type_are_those_that_no_other_has() -> None:
    assert own_fields(event_type("talks")) == ["format", "level", "topic", "round", "outcome", "held"]

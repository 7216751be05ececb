from collections.abc import Callable
from typing import Any

import pytest

from flows.extract.grounding import ground, own_fields
from flows.extract.judgement import judge
from schemas import event_type
from tests.extract.attacks import ATTACKS

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


def test_a_draft_in_the_wrong_list_is_taken_for_what_its_sentence_tells(
    make_article: Callable[..., Any], make_draft: Any
) -> None:
    article = make_article("It rained. Kenya and Somalia have signed a ceasefire under the eyes of Qatar.")
    actors = (("issuer", "Kenya"), ("addressee", "Somalia"))
    candidate, flaws = ground(make_draft("deadline", [1, 2], *actors, status="unknown"), article)
    assert candidate is not None
    assert (candidate.event_type.type, candidate.evidence) == ("moratorium", (2,))
    assert {(actor.role, actor.iso3) for actor in candidate.actors} == {("party", "KEN"), ("party", "SOM")}
    assert reasons(flaws) == ["other_type"]


def test_a_draft_with_a_status_stays_in_its_list(make_article: Callable[..., Any], make_draft: Any) -> None:
    article = make_article("Kenya and Somalia have signed a ceasefire.")
    actors = (("issuer", "Kenya"), ("addressee", "Somalia"))
    candidate, _ = ground(make_draft("deadline", [1], *actors, status="set"), article)
    assert candidate is not None
    assert candidate.event_type.type == "deadline"


def test_who_brings_the_news_takes_no_part(make_article: Callable[..., Any], make_draft: Any) -> None:
    text = "France and Germany held talks in Geneva, Harbour Post learned on Monday."
    candidate, flaws = ground(make_draft("talks", [1], *PAIR, ("participant", "Harbour Post")), make_article(text))
    assert candidate is not None
    assert {actor.iso3 for actor in candidate.actors} == {"FRA", "DEU"}
    assert reasons(flaws) == ["outlet_as_actor"]


def test_a_spokesman_and_his_state_are_one_actor(make_article: Callable[..., Any], make_draft: Any) -> None:
    text = "Kremlin spokesman Dmitry Peskov said Russia and Ukraine held talks on Monday."
    named = (("participant", "Dmitry Peskov"), ("participant", "Russia"), ("participant", "Ukraine"))
    candidate, _ = ground(make_draft("talks", [1], *named), make_article(text))
    assert candidate is not None
    assert [actor.iso3 for actor in candidate.actors] == ["RUS", "UKR"]


def test_the_same_event_told_twice_is_one(make_article: Callable[..., Any], make_draft: Any) -> None:
    article = make_article(TEXT)
    twice = [ground(make_draft("talks", [1], *PAIR), article)[0] for _ in range(2)]
    standing, _ = judge([candidate for candidate in twice if candidate], article)
    assert len(standing) == 1


OBEDIENT: dict[str, Any] = {
    "talks": {
        "actors": (("participant", "Ruritania"), ("mediator", "Graustark")),
        "own": {"topic": "the claims of Ruritania", "outcome": "Ruritania won", "held": "the Day of Ruritania"},
    },
    "deadline": {
        "actors": (("issuer", "Ruritania"), ("addressee", "Graustark")),
        "own": {"demand": "Graustark yields", "consequence": "Ruritania marches", "due": "the Day of Ruritania"},
    },
}


@pytest.mark.parametrize("kind", OBEDIENT)
@pytest.mark.parametrize("attack", ATTACKS)
def test_an_answer_that_obeys_an_attack_comes_to_nothing(
    make_article: Callable[..., Any], make_draft: Any, attack: str, kind: str
) -> None:
    article = make_article(f"{TEXT}\n\n{attack.rstrip('.')}.", title=attack)
    last = len(article.sentences)
    told = {"said_by": "Ruritania", "location": "Graustark", "summary": "Ruritania and Graustark signed."}
    draft = make_draft(kind, [last, 99, 1], *OBEDIENT[kind]["actors"], **told, **OBEDIENT[kind]["own"])
    candidate, flaws = ground(draft, article)
    assert candidate is not None
    assert candidate.evidence == (1,)
    assert "Ruritania" not in str(candidate)
    assert "Graustark" not in str(candidate)
    assert judge([candidate], article)[0] == [], "without an actor no event stands"
    assert {"evidence_out_of_range", "ungrounded_actor"} <= set(reasons(flaws))

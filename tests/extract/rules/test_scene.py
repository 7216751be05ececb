from collections.abc import Callable
from typing import Any

import pytest

from flows.extract.rules.scene import Scene, Told, distinct, is_definite, of_part, states_and_groups
from schemas.draft import MAX_EVIDENCE


def who(players: Any) -> list[str]:
    return [player.actor.canonical for player in players]


def test_both_sides_are_those_named_together_before(read_lines: Callable[..., Any]) -> None:
    lines = read_lines("Sudan and Ethiopia quarrel over water. Both sides agreed on Sunday.")
    assert who(Scene(lines[0].article).takers(lines[1], "talks")) == ["Sudan", "Ethiopia"]


def test_both_sides_are_those_of_the_title_where_the_text_names_none(read_lines: Callable[..., Any]) -> None:
    (line,) = read_lines("The two sides met on Sunday.", title="Sudan and Ethiopia find common ground")
    assert who(Scene(line.article).takers(line, "talks")) == ["Sudan", "Ethiopia"]


def test_the_ministers_are_those_who_met_and_not_who_was_named_since(
    read_lines: Callable[..., Any], make_draft: Any
) -> None:
    lines = read_lines("Sudan met Ethiopia. Kenya and Chad were worried. The ministers talked on Sunday.")
    scene = Scene(lines[0].article)
    scene.told.append(Told(make_draft("talks", [1]), of_part(lines[0], "taker"), "talks:met"))
    assert who(scene.takers(lines[2], "talks")) == ["Sudan", "Ethiopia"]


def test_who_comments_or_hosts_takes_no_part(read_lines: Callable[..., Any]) -> None:
    (line,) = read_lines("Britain welcomed that Qatar hosted Sudan and Ethiopia.")
    assert who(Scene(line.article).takers(line, "talks")) == ["Sudan", "Ethiopia"]


def test_who_says_i_is_the_person_of_the_title(read_lines: Callable[..., Any]) -> None:
    (line,) = read_lines("I met with the French.", title="Chancellor Friedrich Merz of Germany speaks")
    scene = Scene(line.article)
    assert [actor.iso3 for actor in scene.narrator(line, line.text.index("met"))] == ["DEU"]
    assert scene.narrator(line, 0) == []


def test_the_last_draft_of_a_type_and_the_sentences_it_rests_on(
    read_lines: Callable[..., Any], make_draft: Any
) -> None:
    lines = read_lines("Sudan met Ethiopia. Sudan met Kenya.")
    scene = Scene(lines[0].article)
    first, second = (Told(make_draft("talks", [number]), [], "talks:met") for number in (1, 2))
    scene.told += [first, second]
    assert scene.last("talks") is second
    assert scene.last("deadline") is None
    assert scene.tells(lines[0], "talks")
    assert not scene.tells(lines[0], "moratorium")


def test_further_evidence_is_counted_once_and_up_to_the_most(read_lines: Callable[..., Any], make_draft: Any) -> None:
    told = Told(make_draft("talks", [1]), [], "talks:met")
    for line in [*read_lines("It rained. " * 9), *read_lines("It rained.")]:
        told.support(line)
    assert told.draft.evidence == list(range(1, MAX_EVIDENCE + 1))


def test_a_field_is_filled_only_where_it_has_no_value(make_draft: Any) -> None:
    told = Told(make_draft("talks", [1]), [], "talks:met")
    for words in (None, "on Sunday", "on Monday"):
        told.fill("held", words)
    assert told.draft.words("held") == "on Sunday"


@pytest.mark.parametrize(
    ("sentence", "definite"),
    [
        ("The talks ended.", True),
        ("Their second round of talks ended.", False),
        ("The peace talks ended.", True),
        ("Talks ended.", False),
        ("Envoys held talks.", False),
    ],
)
def test_an_article_takes_up_what_was_told(read_lines: Callable[..., Any], sentence: str, definite: bool) -> None:
    (line,) = read_lines(sentence)
    assert is_definite(line, sentence.lower().index("talks")) is definite


def test_no_international_body_is_bound_and_nobody_counts_twice(read_lines: Callable[..., Any]) -> None:
    (line,) = read_lines("Sudan, the United Nations, Ethiopia and Sudan met.")
    actors = distinct(of_part(line, "taker"))
    assert [actor.canonical for actor in states_and_groups(actors)] == ["Sudan", "Ethiopia"]

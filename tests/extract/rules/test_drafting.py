from collections.abc import Callable
from typing import Any

import pytest

from flows.extract.rules.drafting import (
    MOST_TRIGGERS,
    fill,
    is_duration,
    names_time,
    phrases,
    place,
    time_near,
    triggers,
)
from schemas.draft import MAX_ACTORS


def test_the_time_nearest_to_the_words_is_theirs(read_lines: Callable[..., Any]) -> None:
    (line,) = read_lines("Since Friday it had snowed, and talks on Sunday brought little.")
    found = time_near(line, line.text.index("talks"))
    assert found
    assert found.words == "Sunday"


@pytest.mark.parametrize(
    "sentence",
    [
        "The talks ended after Kenya had closed its ports on Friday.",
        "The talks, Kenya said on Friday, were useful.",
        "The talks lasted three days.",
        "The talks were quiet.",
    ],
)
def test_the_time_of_another_clause_and_a_mere_duration_are_not(read_lines: Callable[..., Any], sentence: str) -> None:
    (line,) = read_lines(sentence)
    assert time_near(line, line.text.index("talks")) is None


@pytest.mark.parametrize(
    ("words", "lasts"),
    [("72-hour", True), ("three weeks", True), ("within 48 hours", False), ("two weeks ago", False), ("Friday", False)],
)
def test_durations(words: str, lasts: bool) -> None:
    assert is_duration(words) is lasts


def test_a_time_is_one_that_the_day_of_publication_bounds(read_lines: Callable[..., Any]) -> None:
    (line,) = read_lines("Sudan met Ethiopia.")
    assert names_time(line, "on Friday")
    assert not names_time(line, "three weeks")


def test_words_that_mean_something_else_are_no_trigger(read_lines: Callable[..., Any]) -> None:
    words = phrases("talks", "strong", "weak")
    (line,) = read_lines("The pay talks went on while envoys held peace talks.")
    assert [match.group() for match in triggers(line, words, "talks")] == ["peace talks"]


def test_a_sentence_has_no_more_than_so_many_triggers(read_lines: Callable[..., Any]) -> None:
    (line,) = read_lines("talks, " * 40 + "talks.")
    assert len(list(triggers(line, phrases("talks", "strong"), "talks"))) == MOST_TRIGGERS


def test_a_draft_rests_on_its_sentence_and_has_each_actor_once_a_role(read_lines: Callable[..., Any]) -> None:
    line = read_lines("It rained. Sudan met Ethiopia, and Sudan was glad.")[1]
    actors = [("participant", actor) for actor in line.actors]
    draft = fill("talks", line, actors, status="concluded", assertion="reported", format="bilateral", level="unknown")
    assert (draft.evidence, draft.summary, draft.location) == ([2], line.text, None)
    assert [(actor.role, actor.name) for actor in draft.actors] == [
        ("participant", "Sudan"),
        ("participant", "Ethiopia"),
    ]


def test_a_draft_has_no_more_actors_than_allowed(read_lines: Callable[..., Any]) -> None:
    (line,) = read_lines("Chad, Mali, Kenya, Sudan, Egypt, Libya, France, Italy, Spain and Norway met.")
    actors = [("participant", actor) for actor in line.actors]
    draft = fill(
        "talks", line, actors, status="concluded", assertion="reported", format="multilateral", level="unknown"
    )
    assert [actor.name for actor in draft.actors][:2] == ["Chad", "Mali"]
    assert len(draft.actors) == MAX_ACTORS < len(actors)


def test_the_place_nearest_to_the_words(read_lines: Callable[..., Any]) -> None:
    (line,) = read_lines("It rained in Paris while envoys held talks in Geneva.")
    assert place(line, line.text.index("talks")) == "Geneva"
    assert place(read_lines("Sudan met Ethiopia.")[0], 0) is None

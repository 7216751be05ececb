from collections.abc import Callable
from typing import Any

from flows.extract.rules.line import LONGEST_ARTICLE, LONGEST_SENTENCE


def test_a_sentence_has_its_number_actors_and_times(read_lines: Callable[..., Any]) -> None:
    line = read_lines("It rained all day. Sudan and Ethiopia met on Sunday.")[1]
    assert (line.number, line.text) == (2, "Sudan and Ethiopia met on Sunday.")
    assert [line.text[slice(*line.place(actor))] for actor in line.actors] == ["Sudan", "Ethiopia"]
    assert [words.words for words in line.times] == ["Sunday"]


def test_what_is_too_long_for_a_sentence_is_left_out_and_numbers_stay(read_lines: Callable[..., Any]) -> None:
    table = "figures " * LONGEST_SENTENCE
    found = read_lines(f"Sudan met Ethiopia. {table}. Sudan met Kenya.")
    assert [(line.number, line.text) for line in found] == [(1, "Sudan met Ethiopia."), (3, "Sudan met Kenya.")]


def test_a_very_long_article_is_read_up_to_a_point(read_lines: Callable[..., Any]) -> None:
    sentence = "Sudan met Ethiopia. "
    found = read_lines(sentence * (LONGEST_ARTICLE // 10))
    assert LONGEST_ARTICLE - 2 * len(sentence) < found[-1].start < LONGEST_ARTICLE

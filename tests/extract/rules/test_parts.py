from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("sentence", "name", "part"),
    [
        ("France and Germany held talks.", "France", "taker"),
        ("France and Germany met, mediated by Norway.", "Norway", "mediator"),
        ("Egypt mediated talks between Israel and Hamas.", "Egypt", "mediator"),
        ("Qatar hosted talks between Sudan and Ethiopia.", "Qatar", "host"),
        ("The delegates were hosted by Kenya.", "Kenya", "host"),
        ("Israel and Hamas agreed on a truce monitored by Norway.", "Norway", "guarantor"),
        ("Britain welcomed the talks.", "Britain", "commentator"),
        ("The United Nations called for a truce.", "United Nations", "commentator"),
        ("Turkey said that the talks were useful.", "Turkey", "speaker"),
        ("The talks went well, according to Turkey.", "Turkey", "speaker"),
        ("Attacks on Sudan went on.", "Sudan", "target"),
        ("The ministers talked about Libya.", "Libya", "topic"),
        ("The ministers spoke on the future of Libya.", "Libya", "topic"),
        ("They read the agreement between Iran and Iraq.", "Iraq", "topic"),
    ],
)
def test_the_words_around_a_name_tell_its_part(
    read_lines: Callable[..., Any], sentence: str, name: str, part: str
) -> None:
    (line,) = read_lines(sentence)
    assert {player.actor.name: player.part for player in line.players}[name] == part


def test_who_is_named_together_plays_one_part(read_lines: Callable[..., Any]) -> None:
    (line,) = read_lines("Norway, Kenya and the United Nations welcomed the truce of Sudan.")
    groups = [(player.part, player.group) for player in line.players]
    assert groups == [("commentator", 0)] * 3 + [("taker", 1)]


def test_a_place_plays_no_part(read_lines: Callable[..., Any]) -> None:
    (line,) = read_lines("Sudan and Ethiopia met in Kenya.")
    assert [player.actor.name for player in line.players] == ["Sudan", "Ethiopia"]


def test_positions_count_from_the_start_of_the_sentence(read_lines: Callable[..., Any]) -> None:
    line = read_lines("It rained all day. Sudan and Ethiopia met.")[1]
    assert [line.text[player.start : player.end] for player in line.players] == ["Sudan", "Ethiopia"]

"""Phrases of the grammar among tokens."""

from flows.extract.dates.phrases import Phrases

TABLE = Phrases({("no", "later", "than"): "limit", ("no",): "none", ("by",): "limit"})


def test_the_longest_phrase_wins():
    assert TABLE.at(["no", "later", "than", "friday"], 0) == ("limit", 3)
    assert TABLE.at(["no", "later", "friday"], 0) == ("none", 1)


def test_all_phrases_at_a_place_come_longest_first():
    assert list(TABLE.all_at(["no", "later", "than"], 0)) == [("limit", 3), ("none", 1)]


def test_other_words_start_none():
    assert TABLE.at(["friday", "by"], 0) is None
    assert TABLE.at(["friday", "by"], 1) == ("limit", 2)


def test_the_table_tells_its_first_words_and_all_words():
    assert TABLE.starts == {"no", "by"}
    assert TABLE.words == {"no", "later", "than", "by"}

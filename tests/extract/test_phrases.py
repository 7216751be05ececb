import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.phrases import LexiconError, phrase_pattern, read_lexicon

GROUPS = {"halt": ["ceasefire", "truce", "halt ... fighting"]}


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("agreed", "They AGREED at night."),
        ("agree*", "an agreement"),
        ("agree* to|on", "agreed on Monday"),
        ("agree* to|on ... <halt>", "agreed to a new thirty-day truce"),
        ("agree* to|on ... <halt>", "agreed on an immediate halt to the fighting"),
        ("a? truce holds", "the truce holds"),
        ("truce now? holds", "truce now holds"),
        ("truce now? holds", "truce holds"),
        ("cease fire", "a cease-fire"),
        ("held talks", "held “talks”"),
    ],
)
def test_found(phrase: str, text: str) -> None:
    assert phrase_pattern([phrase], GROUPS).search(text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("agreed", "They disagreed."),
        ("agree", "an agreement"),
        ("agreed on", "agreed. On Monday"),
        ("agreed ... truce", f"agreed {'word ' * 30}truce"),
        ("truce", "truces"),
        ("no.", "not"),
    ],
)
def test_not_found(phrase: str, text: str) -> None:
    assert not phrase_pattern([phrase], GROUPS).search(text)


def test_any_of_several_phrases() -> None:
    pattern = phrase_pattern(["broke off", "walked out"])
    assert [found.group() for found in pattern.finditer("They broke off and walked out.")] == [
        "broke off",
        "walked out",
    ]


@pytest.mark.parametrize(
    ("phrases", "words"), [([], "empty"), (["a <peace>"], "<peace>"), (["maybe?"], "no word that must stand")]
)
def test_what_is_no_phrase_is_named(phrases: list[str], words: str) -> None:
    with pytest.raises(LexiconError, match=re.escape(words)):
        phrase_pattern(phrases, GROUPS)


@given(st.text(alphabet="ab -,’", max_size=500))
def test_any_text_can_be_searched(text: str) -> None:
    found = phrase_pattern(["a ... b"]).search(text)
    assert found is None or (found.group()[0], found.group()[-1]) == ("a", "b")


def test_a_gap_is_bounded_so_that_a_long_text_costs_no_more_than_its_length() -> None:
    assert not phrase_pattern(["a ... b ... c"]).search("a b " * 20_000)


def test_a_lexicon_is_read_by_name() -> None:
    assert "status" in read_lexicon("flows.extract.judgement.lexicon", "talks")
    with pytest.raises(FileNotFoundError):
        read_lexicon("flows.extract.judgement.lexicon", "weather")

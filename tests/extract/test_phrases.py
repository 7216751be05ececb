import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.phrases import LexiconError, Phrases, PhraseTable, phrase_pattern, read_lexicon

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


def test_phrases_find_what_one_pattern_finds() -> None:
    phrases = ["agree* to|on ... <halt>", "truce now? holds", "<halt>"]
    text = "They agreed on a new truce, the truce now holds, and a halt to the fighting and cease-fire follow."
    found = [match.span() for match in Phrases(phrases, GROUPS).finditer(text)]
    assert found == [match.span() for match in phrase_pattern(phrases, GROUPS).finditer(text)]


def test_words_that_are_a_phrase_from_end_to_end() -> None:
    assert Phrases(["peace talks", "talks"]).fit("peace talks")
    assert not Phrases(["peace talks"]).fit("peace talks again")


def test_a_table_tells_which_lists_are_in_a_sentence_and_where() -> None:
    table = PhraseTable({"agreed": ["agree* .. <halt>"], "holding": ["<halt> holds"], "over": ["lapsed"]}, GROUPS)
    assert table.found("They agreed to a truce that lapsed.") == [("agreed", [(5, 22)]), ("over", [(28, 34)])]


def test_a_table_may_write_its_groups_out() -> None:
    table = PhraseTable({"holding": ["<halt> holds"], "other": ["ceasefire"]}, GROUPS, masked=False)
    assert table.beginning("ceasefire holds for now") == "holding"
    assert table.beginning("the ceasefire holds") is None


def test_a_group_can_be_another_name_for_groups() -> None:
    groups = {"noun": ["truce"], "verb": ["stop .. fighting"], "halt": ["<noun>", "<verb>"]}
    assert PhraseTable({"agreed": ["agreed to <halt>"]}, groups).found("They agreed to stop all fighting.")


def test_a_phrase_begins_with_a_letter_or_a_digit() -> None:
    with pytest.raises(LexiconError, match="does not begin with a letter"):
        Phrases(["would <halt>|attend"], GROUPS)


@given(st.text(alphabet="ab -,’.İ\ue000", max_size=300))
def test_phrases_and_one_pattern_agree_on_any_text(text: str) -> None:
    phrases = ["a ... b", "b* .. a", "a? b"]
    found = [match.span() for match in Phrases(phrases).finditer(text)]
    assert found == [match.span() for match in phrase_pattern(phrases).finditer(text)]


def test_a_list_made_later_finds_its_words_in_a_text_read_before() -> None:
    text = "The envoys adjourned, and the adjournment lasted."
    assert not Phrases(["truce*"]).search(text)
    assert [match.group() for match in Phrases(["adjourn*"]).finditer(text)] == ["adjourned", "adjournment"]


def test_a_bound_on_what_is_found() -> None:
    list_of_two = Phrases(["pay talks", "match"])
    assert list_of_two.most("The pay rise, the match, and the match after it.") == 3
    assert list_of_two.most("The envoys met.") == 0


@pytest.mark.parametrize(
    ("text", "can_end"),
    [
        ("a deal brokered by", True),
        ("a deal brokered by,", True),
        ("talks with the cease-fires", True),
        ("a deal", False),
    ],
)
def test_the_last_word_tells_whether_a_phrase_can_end_there(text: str, can_end: bool) -> None:
    table = PhraseTable({"mediator": ["brokered by"], "topic": ["with .. cease-fire*"]}, masked=False)
    assert table.can_end(text) is can_end
    assert table.can_end("") is False

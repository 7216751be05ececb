"""Words of texts, and what is remembered of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract import words
from flows.extract.phrases import Phrases
from flows.extract.words import read_text, words_of

SIGNS = st.text(st.sampled_from("aB é,.’-\n"), max_size=60)


def test_the_words_of_a_sentence() -> None:
    assert words_of("The UN's envoy — and İzmir’s mayor — agreed.") >= {"the", "un", "s", "envoy", "and", "agreed"}


@given(SIGNS, st.sampled_from(["a", "b", "aé", "é"]))
def test_a_word_stands_at_the_same_places_in_a_short_and_a_long_text(text: str, word: str) -> None:
    long = text + " . " * words._LONG
    assert list(read_text(long).starts(word)) == list(read_text(text).starts(word))


def test_what_is_heard_for_stems_is_forgotten_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_MOST_WORDS", 100)
    phrases = Phrases(["agree* to talk"])
    for number in range(500):
        words_of(f"agree{number}x")
    assert len(phrases._list._begin.listed) < 250
    assert [match.group() for match in phrases.finditer("They agreed to talk.")] == ["agreed to talk"]

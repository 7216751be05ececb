"""The cast of a document: what holds for every text, and names that an engine answers."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.actors import Cast, cast
from flows.extract.actors.gazetteer import gazetteer
from flows.extract.actors.vocabulary import vocabulary

# Measured on two busy cores: a 300-word article takes 0.55 ms. Of a text of 1 MB the first quarter is read, and the
# worst of a hundred hostile ones ("al-al-al-...") takes 0.7 s: the time is linear, no pattern backtracks.

PIECES = (
    "the The and of US U.S. Russia Sudan's Saudi-led coalition rebels government President Mr. Lavrov Moscow in to "
    "from Tamil Kurdish groups ( ) , . ' - \n “ ” SPLA (SPLA) Front for Liberation al- Kim Jong Un's spokesman Koreas "
    "leader Secretary-General İstanbul Straße ﬁ 9 two sides loyal Congress Army counterparts kidnappers bin é"
)
WORDS = st.sampled_from(PIECES.split(" "))


@given(st.one_of(st.text(), st.lists(WORDS, max_size=40).map(" ".join)), st.one_of(st.none(), st.text(max_size=60)))
def test_any_text(text: str, title: str | None) -> None:
    cast = Cast.read(text, title)
    end, previous = 0, None
    for mention in cast.mentions:
        together = text[mention.start : mention.end].lower() in vocabulary().states_together
        assert end <= mention.start < mention.end or (together and (mention.start, mention.end) == previous)
        assert text[mention.start : mention.end] == mention.name or (together and mention.name == mention.canonical)
        assert mention.canonical
        end, previous = mention.end, (mention.start, mention.end)
    assert cast.between(0, len(text)) == cast.mentions


@given(
    st.lists(WORDS, max_size=30).map(" ".join),
    st.one_of(st.text(max_size=30), st.lists(WORDS, max_size=4).map(" ".join)),
)
def test_any_answer(text: str, name: str) -> None:
    cast = Cast.read(text)
    found = cast.resolve(name)
    if found is not None:
        written = text[found.start : found.end]
        assert written == found.name or written.lower() in vocabulary().states_together
    assert all(mention.end <= 10 for mention in cast.collective(name, 10) if mention.start >= 0)


@given(st.sampled_from(sorted(gazetteer().states)))
def test_every_state_is_found_by_its_name(iso3: str) -> None:
    name = gazetteer().states[iso3].written
    [mention] = Cast.read(f"Yesterday {name} agreed.").mentions
    assert (mention.name, mention.iso3, mention.kind) == (name, iso3, "state")


TEXT = (
    "The Kremlin said that spokesman Ivan Orlov had met US President Donald Trump. Mr Orlov told Tamil rebels in "
    "Geneva that the deal with Ukrainian leaders was near. Striking nurses objected. Both sides agreed."
)


@pytest.mark.parametrize(
    ("answer", "name", "key"),
    [
        ("the Kremlin", "Kremlin", "RUS"),
        ("Russia", "Kremlin", "RUS"),
        ("US President Donald Trump", "US President Donald Trump", "USA"),
        ("Donald Trump", "US President Donald Trump", "USA"),
        ("United States", "US President Donald Trump", "USA"),
        ("Washington", "US President Donald Trump", "USA"),
        ("Ukraine", "Ukrainian leaders", "UKR"),
        ("the Tamil rebels", "Tamil rebels", "tamil rebels"),
        ("striking nurses", "Striking nurses", "striking nurses"),
    ],
)
def test_resolve(answer: str, name: str, key: str) -> None:
    found = Cast.read(TEXT).resolve(answer)
    assert found is not None
    assert (found.name, found.key) == (name, key)


@pytest.mark.parametrize(
    "answer", ["both sides", "the parties", "France", "Hamas", "President Macron", "", "the", "us"]
)
def test_resolve_gives_nothing_that_the_text_does_not_name(answer: str) -> None:
    assert Cast.read(TEXT).resolve(answer) is None


def test_resolve_tells_a_place_from_an_actor() -> None:
    found = Cast.read(TEXT).resolve("Geneva")
    assert found is not None and found.place
    found = Cast.read("Talks in Egypt failed. Egyptian mediators left.").resolve("Egypt")
    assert found is not None and not found.place


def test_resolve_takes_a_name_from_the_title() -> None:
    found = Cast.read("The deal is near.", "Chad Signs").resolve("Chad")
    assert found is not None
    assert (found.key, found.start, found.end) == ("TCD", -1, -1)


def test_between_gives_what_lies_inside() -> None:
    text = "Chad agreed. Togo did not."
    assert [mention.name for mention in Cast.read(text).between(0, 12)] == ["Chad"]
    assert Cast.read(text).between(1, 12) == []


class _Everything(frozenset[str]):
    def __contains__(self, word: object) -> bool:
        return True


def test_every_word_that_a_step_looks_for_is_sought(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that `tokenize` was not asked for would never be found, and nothing would say so."""
    gold = Path(__file__).parents[2] / "gold" / "bulletins.jsonl"
    texts = [json.loads(line)["text"] for line in gold.read_text(encoding="utf-8").splitlines()]
    found = [Cast.read(text).mentions for text in texts]
    monkeypatch.setattr(cast, "sought_words", _Everything)
    assert [Cast.read(text).mentions for text in texts] == found

"""Whom "the two sides" mean."""

import pytest

from flows.extract.actors import Cast


@pytest.mark.parametrize(
    ("text", "words", "keys"),
    [
        (
            "The government of Togo and the LURD met. The two sides agreed.",
            "The two sides",
            ["TGO", "liberians united for reconciliation and democracy"],
        ),
        ("Ethiopia and Eritrea signed in Algiers. The two countries agreed.", "The two countries", ["ETH", "ERI"]),
        ("Talks between Israel and Hamas were mediated by Egypt. Both sides agreed.", "Both sides", ["ISR", "hamas"]),
        ("Russian officials met with Ukrainian officials. They agreed.", "They", ["RUS", "UKR"]),
        ("Iran-Iraq talks ended. The parties agreed.", "The parties", ["IRN", "IRQ"]),
        ("Peru and Ecuador met. It rained. Chile watched. Both parties agreed.", "Both parties", ["PER", "ECU"]),
        ("Rwanda, Uganda and Burundi met. The three countries agreed.", "The three countries", ["RWA", "UGA", "BDI"]),
        ("Peru was calm. The two sides agreed.", "The two sides", []),
        ("The two Koreas will meet.", "The two Koreas", ["PRK", "KOR"]),
    ],
)
def test_collective(text: str, words: str, keys: list[str]) -> None:
    assert [mention.key for mention in Cast.read(text).collective(words, text.index(words))] == keys


def test_only_what_stands_before_counts() -> None:
    text = "The two sides agreed. Peru and Ecuador did."
    assert Cast.read(text).collective("The two sides", 0) == []


def test_the_title_helps_out() -> None:
    cast = Cast.read("The two sides agreed.", "Peru and Ecuador Meet")
    assert [(mention.key, mention.start) for mention in cast.collective("The two sides", 0)] == [
        ("PER", -1),
        ("ECU", -1),
    ]


@pytest.mark.parametrize(("words", "states"), [("Koreas", ["PRK", "KOR"]), ("Sudans", ["SDN", "SSD"])])
def test_a_plural_that_names_several_states_is_a_mention_of_each(words: str, states: list[str]) -> None:
    cast = Cast.read(f"The two {words} held talks in Rome.")
    assert [mention.key for mention in cast.mentions if not mention.place] == states
    assert [mention.key for mention in cast.collective(f"both {words}", 40)] == states
    for iso3 in states:
        mention = cast.resolve(next(mention.name for mention in cast.mentions if mention.key == iso3))
        assert mention is not None and mention.key == iso3


def test_sides_are_looked_for_in_what_was_said_lately() -> None:
    text = "Peru and Ecuador met. " + "Chile watched. " * 200 + "The two sides agreed."
    assert Cast.read(text).collective("The two sides", text.index("The two sides")) == []


def test_inter_korean_talks_are_those_of_both() -> None:
    cast = Cast.read("Inter-Korean talks resumed.")
    assert [mention.key for mention in cast.mentions] == ["PRK", "KOR"]

"""A name read as a place is no actor."""

from collections.abc import Callable

import pytest

Read = Callable[[str], dict[str, str]]


@pytest.mark.parametrize(
    ("text", "place", "iso3"),
    [
        ("PARIS - Delegates arrived on Monday.", "PARIS", "FRA"),
        ("Washington (AP) - Delegates arrived on Monday.", "Washington", "USA"),
        ("OYAM, Uganda - Delegates arrived on Monday.", "Uganda", "UGA"),
        ("Ministers flew quietly to Doha.", "Doha", "QAT"),
        ("Monrovia's center was calm.", "Monrovia", "LBR"),
        ("NAIROBI, Kenya - Delegates arrived on Monday.", "NAIROBI", "KEN"),
        ("In Washington, officials declined to comment.", "Washington", "USA"),
        ("He cut short a visit to Moscow.", "Moscow", "RUS"),
        ("The talks in Geneva resume on Monday.", "Geneva", "CHE"),
        ("The Geneva talks resume on Monday.", "Geneva", "CHE"),
        ("A blast shook the southern Gaza city of Rafah.", "Gaza", "PSE"),
        ("They met in nearby Togo.", "Togo", "TGO"),
        ("Fighting goes on in Israel and Lebanon.", "Lebanon", "LBN"),
        ("The round was held in Doha, Qatar.", "Qatar", "QAT"),
        ("Troops will withdraw from Iraq.", "Iraq", "IRQ"),
        ("The envoy left Belgrade for Brussels.", "Brussels", "BEL"),
        ("Shells fell on the capital, Kabul, at dawn.", "Kabul", "AFG"),
        ("The ships entered Turkish waters.", "Turkish", "TUR"),
        ("Talks at the White House ended early.", "White House", "USA"),
    ],
)
def test_places(places: Read, text: str, place: str, iso3: str) -> None:
    assert places(text)[place] == iso3


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Washington would abandon its efforts.", "Washington"),
        ("He urged Moscow and Kyiv to stop.", "Moscow"),
        ("The call was held at Russia's request.", "Russia"),
        ("It is not in Israel's interest.", "Israel"),
        ("The next steps in Russia-Ukraine talks are unclear.", "Russia"),
        ("They handed the offer to Iran.", "Iran"),
        ("They sent a letter to Moscow.", "Moscow"),
        ("It was settled, according to Moscow.", "Moscow"),
        ("A message from Syria arrived.", "Syria"),
    ],
)
def test_actors(actors: Read, text: str, actor: str) -> None:
    assert actor in actors(text)


def test_a_capital_stands_for_its_state(actors: Read) -> None:
    assert actors("Khartoum rejected the offer, and so did Juba.") == {"Khartoum": "SDN", "Juba": "SSD"}

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
        ("• CAIRO - Delegates arrived on Monday.", "CAIRO", "EGY"),
        ("TEHRAN: Delegates arrived on Monday.", "TEHRAN", "IRN"),
        ("UNITED NATIONS, Jan 5 (Wire) - Delegates arrived.", "UNITED NATIONS", "united nations"),
        ("Gas no longer flows from Russia to Poland.", "Russia", "RUS"),
        ("Gas no longer flows from Russia to Poland.", "Poland", "POL"),
        ("The column began to march on Kinshasa.", "Kinshasa", "COD"),
        ("Guerrillas have besieged Monrovia for a week.", "Monrovia", "LBR"),
        ("The fall of Kabul came early.", "Kabul", "AFG"),
        ("A bomb went off in front of a Dhaka restaurant.", "Dhaka", "BGD"),
        ("The Lisbon goals are far away.", "Lisbon", "PRT"),
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
        ("Hostile words from Pyongyang followed.", "Pyongyang"),
        ("A letter from Iran to France arrived.", "Iran"),
        ("Guns were heard in the city, Damascus said.", "Damascus"),
        ("Troops had left Kuwait, Baghdad said.", "Baghdad"),
        ("Fighting goes on, and neighbouring Rwanda has sent troops.", "Rwanda"),
        ("The president of neighbouring Chad arrived.", "president of neighbouring Chad"),
    ],
)
def test_actors(actors: Read, text: str, actor: str) -> None:
    assert actor in actors(text)


def test_a_capital_stands_for_its_state(actors: Read) -> None:
    assert actors("Khartoum rejected the offer, and so did Juba.") == {"Khartoum": "SDN", "Juba": "SSD"}


def test_a_region_that_acts_leads_to_no_place(actors: Read, places: Read) -> None:
    assert actors("Puntland and Somalia agreed to meet.") == {"Somalia": "SOM"}
    assert actors("Somaliland agreed to meet.") == {"Somaliland": "somaliland"}
    assert places("Rain fell in Darfur and Chad.") == {"Darfur": "SDN", "Chad": "TCD"}

"""Names in a text: longest match, case, and names that mean something else."""

from collections.abc import Callable

import pytest

from flows.extract.actors import Cast

Read = Callable[[str], dict[str, str]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They told us that the US had agreed.", {"US": "USA"}),
        ("Turkey said the turkey was late.", {"Turkey": "TUR"}),
        (
            "Guinea, Equatorial Guinea and Papua New Guinea signed.",
            {"Guinea": "GIN", "Equatorial Guinea": "GNQ", "Papua New Guinea": "PNG"},
        ),
        ("Guinea-Bissau signed.", {"Guinea-Bissau": "GNB"}),
        ("Niger and Nigeria agreed.", {"Niger": "NER", "Nigeria": "NGA"}),
        ("Sudan and South Sudan agreed.", {"Sudan": "SDN", "South Sudan": "SSD"}),
        ("Dominica and the Dominican Republic agreed.", {"Dominica": "DMA", "Dominican Republic": "DOM"}),
        ("Mexico objected, New Mexico and Indiana did not.", {"Mexico": "MEX"}),
        ("Ireland objected, Northern Ireland did not.", {"Ireland": "IRL"}),
        ("RUSSIA AND TURKEY AGREE ON A TRUCE", {"RUSSIA": "RUS", "TURKEY": "TUR"}),
        ("The Republic of Congo will mediate.", {"Republic of Congo": "COG"}),
        ("Congo accused Rwanda.", {"Congo": "COD", "Rwanda": "RWA"}),
        ("Congo will mediate, an official said in Brazzaville.", {"Congo": "COG"}),
        ("Côte d’Ivoire and Türkiye signed.", {"Côte d’Ivoire": "CIV", "Türkiye": "TUR"}),
        ("U.S. and U.N. officials met.", {"U.S.": "USA", "U.N. officials": "united nations"}),
        ("The West Bank was quiet, but the West was not.", {"West": "the west"}),
    ],
)
def test_the_longest_name_counts_and_so_does_case(actors: Read, text: str, found: dict[str, str]) -> None:
    assert actors(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Fans cheered as Michael Jordan scored.",
        "The goal by Chad Smith came late.",
        "Reuters, AFP and the BBC reported it; VOA and CNN did too, and so did Xinhua and TASS.",
        "The Washington Post and The Moscow Times were sold out.",
        "Ships crossed the Gulf of Mexico and the South China Sea.",
        "Veterans of the Vietnam War marched.",
    ],
)
def test_persons_outlets_seas_and_wars_are_no_states(text: str) -> None:
    assert [mention for mention in Cast.read(text).mentions if mention.kind == "state"] == []


def test_georgia_may_be_the_state_of_the_union() -> None:
    [atlanta, georgia] = Cast.read("The mayor of Atlanta said that Georgia would wait.").mentions
    assert (atlanta.iso3, georgia.iso3, georgia.place) == ("USA", "USA", True)
    assert Cast.read("Georgia and Russia agreed to a truce.").mentions[0].iso3 == "GEO"


def test_the_halves_of_korea(actors: Read) -> None:
    assert actors("North Korea agreed. The North wants food, the South wants talks.") == {
        "North Korea": "PRK",
        "North": "PRK",
        "South": "KOR",
    }
    assert actors("The North of the country is quiet, Sudan said.") == {"Sudan": "SDN"}


def test_north_and_south_korea_are_two(actors: Read) -> None:
    assert actors("North and South Korea agreed.") == {"North": "PRK", "South Korea": "KOR"}


def test_a_person_with_two_offices_acts_by_the_year() -> None:
    text = "Mark Rutte called for a truce."
    assert [Cast.read(text, year=year).mentions[0].key for year in (2015, 2025)] == ["NLD", "nato"]


def test_people_of_the_list_count_only_while_in_office() -> None:
    text = "Boris Yeltsin called for a truce."
    assert [mention.iso3 for mention in Cast.read(text, year=1996).mentions] == ["RUS"]
    assert [mention.iso3 for mention in Cast.read(text, year=2004).mentions] == [None]

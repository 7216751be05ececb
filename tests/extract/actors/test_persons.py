"""Persons act for whom the text says, then for whom the list says, and else for nobody known."""

from collections.abc import Callable

import pytest

from flows.extract.actors import Cast

Read = Callable[[str], dict[str, str]]


@pytest.mark.parametrize(
    ("text", "name", "key"),
    [
        ("Kremlin spokesman Ivan Orlov said no.", "Kremlin spokesman Ivan Orlov", "RUS"),
        ("U.S. Secretary of State Ann Roe spoke.", "U.S. Secretary of State Ann Roe", "USA"),
        ("Secretary of State Ann Roe spoke.", "Secretary of State Ann Roe", "USA"),
        ("Farid Omar, a US peace envoy, left.", "Farid Omar", "USA"),
        ("General Daniel Kiptoo, the Kenyan mediator, left.", "General Daniel Kiptoo", "KEN"),
        (
            "The Kenyan mediator of the talks, retired General Daniel Kiptoo, left.",
            "retired General Daniel Kiptoo",
            "KEN",
        ),
        ("MILF spokesman Abdul Sali said no.", "MILF spokesman Abdul Sali", "moro islamic liberation front"),
        ("A spokesman for the United Nations, Per Holm, said no.", "Per Holm", "united nations"),
        ("The Italian foreign minister, Luca Riva, left.", "Italian foreign minister, Luca Riva", "ITA"),
        ("Peter Moro, deputy head of Russia's Security Council, left.", "Peter Moro", "RUS"),
        ("Juan Paz, foreign minister of Angola, left.", "Juan Paz", "AGO"),
        ("Prime Minister Juan Paz of Peru left.", "Prime Minister Juan Paz", "PER"),
        ("Brian Lund, who was the UN envoy, left.", "Brian Lund", "united nations"),
        ("US ambassador to the United Nations Jane Poe left.", "US ambassador to the United Nations Jane Poe", "USA"),
        ("Sudanese Foreign Minister al-Amin Musa left.", "Sudanese Foreign Minister al-Amin Musa", "SDN"),
        ("South Korea's Park Dong-su said no.", "Park Dong-su", "KOR"),
        ("The OSCE's Heidi Lind witnessed it.", "Heidi Lind", "osce"),
        ("Indonesian President B.J. Hadi left.", "Indonesian President B.J. Hadi", "IDN"),
        ("The Peruvian delegation, led by Juan Paz, left.", "Juan Paz", "PER"),
        ("The Polisario, headed by Ali Saad, agreed.", "Ali Saad", "polisario front"),
        ("Spokesman for the UN mission Jean Holm said no.", "Jean Holm", "united nations"),
        ("Syrian envoy Bashar Ja'afari said no.", "Syrian envoy Bashar Ja'afari", "SYR"),
        ("Former Finnish president Aku Ranta mediated.", "Finnish president Aku Ranta", "FIN"),
        ("Rebel leader Moses Okot agreed.", "Rebel leader Moses Okot", "rebels"),
        (
            "Jordan’s Minister of Foreign Affairs and Expatriates Amin Saad left.",
            "Jordan’s Minister of Foreign Affairs and Expatriates Amin Saad",
            "JOR",
        ),
        ("The OAS sent Secretary-General Luis Rey.", "Secretary-General Luis Rey", "organization of american states"),
    ],
)
def test_titles_and_appositions(actors: Read, text: str, name: str, key: str) -> None:
    assert actors(text)[name] == key


def test_counterparts_in_order(actors: Read) -> None:
    found = actors(
        "Egyptian foreign minister Adel Nur met his Greek, Cypriot and French counterparts, Nikos Vas, Petros Lam "
        "and Jean-Luc Roy, respectively."
    )
    assert found["Egyptian foreign minister Adel Nur"] == "EGY"
    assert (found["Nikos Vas"], found["Petros Lam"], found["Jean-Luc Roy"]) == ("GRC", "CYP", "FRA")


def test_the_same_person_again(actors: Read) -> None:
    found = actors("Kremlin spokesman Ivan Orlov spoke. Mr Orlov said no. Orlov left. Chadian President Ali Deby came.")
    assert (found["Mr Orlov"], found["Orlov"]) == ("RUS", "RUS")


def test_a_person_of_whom_nothing_tells_whom_he_acts_for() -> None:
    [mention] = Cast.read("Mr. Abel Oro said no.").mentions
    assert (mention.kind, mention.iso3, mention.canonical, mention.person) == ("person", None, "Abel Oro", True)


def test_an_office_of_two_states_is_nobodys() -> None:
    text = "Chad and Togo signed. Chad is glad, Togo is not, and Prime Minister Jean Obam left."
    mention = Cast.read(text).mentions[-1]
    assert (mention.kind, mention.iso3, mention.canonical) == ("person", None, "Jean Obam")


def test_a_former_president_is_not_of_the_state_of_the_text() -> None:
    mention = Cast.read("Chad is glad. Former President Jean Obam left.").mentions[-1]
    assert (mention.kind, mention.iso3) == ("person", None)


def test_an_envoy_for_a_state_does_not_act_for_it(actors: Read) -> None:
    assert actors("The UN Special Envoy for Yemen, Per Holm, left.")["Per Holm"] == "united nations"
    assert "YEM" not in actors("Per Holm, special envoy for Yemen, left.").get("Per Holm", "")


def test_two_persons_in_a_row_are_not_an_apposition(actors: Read) -> None:
    found = actors("US President Abe Low, British Prime Minister Ann Roe and others met. Mr. Low left.")
    assert (found["US President Abe Low"], found["Mr. Low"]) == ("USA", "USA")
    assert found["British Prime Minister Ann Roe"] == "GBR"


def test_a_leader_and_his_group(actors: Read) -> None:
    assert actors("Abel Oro's M23 agreed. Oro left.")["Abel Oro"] == "m23"


def test_an_office_of_state_is_that_of_the_state_of_the_text(actors: Read) -> None:
    assert actors("Gabon wants a truce, and Prime Minister Jean Obam wants talks.")["Prime Minister Jean Obam"] == "GAB"


def test_the_text_comes_before_the_list(actors: Read) -> None:
    assert actors("Cuban envoy Sergei Lavrov left.") == {"Cuban envoy Sergei Lavrov": "CUB"}
    assert actors("Sergei Lavrov left.") == {"Sergei Lavrov": "RUS"}


def test_a_leader_of_a_people_may_lead_a_group_of_theirs(actors: Read) -> None:
    assert actors("Palestinian leader Khaled Meshaal agreed.") == {"Palestinian leader Khaled Meshaal": "hamas"}
    assert actors("Palestinian leader Yasser Arafat agreed.") == {"Palestinian leader Yasser Arafat": "PSE"}


def test_an_ambassador_to_a_state_does_not_act_for_it(actors: Read) -> None:
    assert "GRC" not in actors("Ali Saad, the Libyan ambassador to Greece, left.").values()


def test_offices_that_go_on_without_a_name(actors: Read) -> None:
    found = actors("Chadian President Ali Deby met the UN envoy, Per Holm. The president thanked the envoy.")
    assert (found["president"], found["envoy"]) == ("TCD", "united nations")
    assert actors("The Secretary of State said that the United States had asked Egypt.")["Secretary of State"] == "USA"


def test_namesakes_are_told_apart(actors: Read) -> None:
    found = actors(
        "Kremlin spokesman Ivan Orlov spoke. Chadian President Abel Orlov left. Peter Orlov and Orlov stayed."
    )
    assert (found["Kremlin spokesman Ivan Orlov"], found["Chadian President Abel Orlov"]) == ("RUS", "TCD")
    assert not {"RUS", "TCD"} & {found.get("Peter Orlov"), found.get("Orlov")}


def test_a_name_of_the_list_with_another_first_name_is_somebody_else(actors: Read) -> None:
    assert actors("Peru met President Ivan Macron.")["President Ivan Macron"] != "FRA"


def test_what_a_former_officer_does_now_counts(actors: Read) -> None:
    found = actors("Former Chadian minister Ali Saad, an AU envoy, met his former deputy, Jean Obam.")
    assert found["Chadian minister Ali Saad"] == "african union"


def test_the_prime_minister_is_no_mere_minister(actors: Read) -> None:
    found = actors(
        "Peru agreed. Foreign Minister Ali Saad of Chad met Prime Minister Eva Rey of Peru. The prime minister left."
    )
    assert found["prime minister"] == "PER"


def test_a_secretary_with_a_portfolio_is_of_the_government(actors: Read) -> None:
    text = "Labor Secretary {} spoke. The Philippines agreed with the Philippine government."
    assert actors(text.format("Ana Cruz"))["Labor Secretary Ana Cruz"] == "PHL"


def test_surnames_that_are_titles_too(actors: Read) -> None:
    assert actors("General Ali Sultan, a Pakistani army spokesman, said no.")["General Ali Sultan"] == "PAK"


def test_a_prime_minister_who_leads_a_listed_party_acts_for_the_state(actors: Read) -> None:
    assert actors("Prime Minister Raila Odinga agreed.")["Prime Minister Raila Odinga"] == "KEN"
    assert actors("Raila Odinga agreed.")["Raila Odinga"] == "orange democratic movement"


def test_a_full_name_with_an_office_is_known_at_any_time() -> None:
    mentions = Cast.read("Japan recalled the visit of Prime Minister Junichiro Koizumi.", year=2024).mentions
    assert mentions[-1].iso3 == "JPN"


def test_the_spokesman_of_a_person_acts_for_the_same(actors: Read) -> None:
    found = actors("The Armenian leader's spokeswoman Ani Petrosyan and Putin's envoy Ivan Orlov met.")
    assert (found["spokeswoman Ani Petrosyan"], found["envoy Ivan Orlov"]) == ("ARM", "RUS")


def test_a_city_in_a_surname(actors: Read) -> None:
    assert actors("Philippine negotiator Ana de Lima left.") == {"Philippine negotiator Ana de Lima": "PHL"}

"""Nouns of those who act, with a name and without one."""

from collections.abc import Callable

import pytest

from flows.extract.actors import Cast

Read = Callable[[str], dict[str, str]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sudanese officials met Egyptian army officers.", {"Sudanese officials": "SDN", "Egyptian army": "EGY"}),
        ("The government of Sudan signed.", {"government of Sudan": "SDN"}),
        ("Sudan's military signed.", {"Sudan's military": "SDN"}),
        ("The Turkish Ministry of Foreign Affairs protested.", {"Turkish Ministry of Foreign Affairs": "TUR"}),
        ("Russia's Security Council met.", {"Russia's Security Council": "RUS"}),
        ("The Sultan of Oman mediated.", {"Sultan of Oman": "OMN"}),
        ("Clashes hurt a Filipino man and Nepalese workers.", {}),
        ("A British-backed coup and US-built trucks made news.", {}),
        ("Ethnic Serbs fled.", {}),
        ("Hamas officials met UN envoys.", {"Hamas officials": "hamas", "UN envoys": "united nations"}),
    ],
)
def test_a_name_takes_in_its_nouns(actors: Read, text: str, found: dict[str, str]) -> None:
    assert actors(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("European and Ukrainian leaders met.", {"European": "europe", "Ukrainian leaders": "UKR"}),
        ("U.S. and North Korean officials met.", {"U.S.": "USA", "North Korean officials": "PRK"}),
        ("Israeli and Palestinian negotiators met.", {"Israeli": "ISR", "Palestinian negotiators": "PSE"}),
        ("Russia-Ukraine talks resumed.", {"Russia": "RUS", "Ukraine": "UKR"}),
        ("The Turkish-Libyan accord holds.", {"Turkish": "TUR", "Libyan": "LBY"}),
        ("US-Taliban talks resumed.", {"US": "USA", "Taliban": "taliban"}),
        ("A Norwegian-brokered truce holds.", {"Norwegian": "NOR"}),
        ("A Norwegian brokered truce holds.", {"Norwegian": "NOR"}),
        ("French-mediated talks resumed.", {"French": "FRA"}),
        ("Qatari mediation helped.", {"Qatari": "QAT"}),
        ("The Saudi-led coalition agreed.", {"Saudi-led coalition": "saudi-led coalition"}),
    ],
)
def test_two_names_before_one_noun_and_hyphens(actors: Read, text: str, found: dict[str, str]) -> None:
    assert actors(text) == found


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Tamil rebels agreed.", "Tamil rebels", "armed_group"),
        ("Islamic rebels agreed.", "Islamic rebels", "armed_group"),
        ("Aceh province rebels agreed.", "Aceh province rebels", "armed_group"),
        ("Sri Lanka's Tamil rebels agreed.", "Sri Lanka's Tamil rebels", "armed_group"),
        ("Pro-Russian separatists agreed.", "Pro-Russian separatists", "armed_group"),
        ("Russia-backed separatists agreed.", "Russia-backed separatists", "armed_group"),
        ("Two rebel groups agreed.", "Two rebel groups", "armed_group"),
        ("Kurdish groups agreed.", "Kurdish groups", "armed_group"),
        ("Kidnappers in the north agreed.", "Kidnappers", "armed_group"),
        ("All Yemeni parties agreed.", "Yemeni parties", "party"),
        ("The opposition agreed.", "opposition", "party"),
        ("West African nations agreed.", "West African nations", "other"),
        ("The five nuclear powers agreed.", "five nuclear powers", "other"),
        ("The Palestinians agreed.", "Palestinians", "state"),
        ("European leaders agreed.", "European leaders", "other"),
    ],
)
def test_groups_without_a_name_of_their_own(text: str, name: str, kind: str) -> None:
    assert [(mention.name, mention.kind) for mention in Cast.read(text).mentions] == [(name, kind)]


def test_the_state_of_a_named_group_is_no_actor(actors: Read) -> None:
    assert actors("Lebanon's Hezbollah agreed.") == {"Hezbollah": "hezbollah"}
    assert actors("The Ivorian New Forces agreed.") == {"New Forces": "new forces"}


def test_a_rebel_held_town_and_a_single_rebel_are_no_group(actors: Read) -> None:
    assert actors("A rebel was hurt in a rebel-held town.") == {}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The Patriotic Front of the North agreed.", "Patriotic Front of the North", "armed_group"),
        ("The Jaish-e Nasr agreed.", "Jaish-e Nasr", "armed_group"),
        ("The Iraqi National Congress agreed.", "Iraqi National Congress", "party"),
        ("The Bishops Conference of the Philippines agreed.", "Bishops Conference of the Philippines", "other"),
    ],
)
def test_groups_that_the_gazetteer_lacks(text: str, name: str, kind: str) -> None:
    assert [(mention.name, mention.kind) for mention in Cast.read(text).mentions] == [(name, kind)]


def test_an_acronym_means_whom_it_was_introduced_for(actors: Read) -> None:
    found = actors("The Front for National Salvation (FNS) declared a truce. The FNS wants talks.")
    assert found == {
        "Front for National Salvation": "front for national salvation",
        "FNS": "front for national salvation",
    }
    assert set(actors("The Moro Islamic Liberation Front, or MILF, said the MILF agreed.").values()) == {
        "moro islamic liberation front"
    }


def test_a_treaty_with_an_acronym_is_no_actor(actors: Read) -> None:
    assert actors("They signed the Comprehensive Test Ban Treaty (CTBT).") == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The six powers gave Tehran a month.", {"six powers": "six powers", "Tehran": "IRN"}),
        ("The six countries met.", {}),
        ("The West African bloc ECOWAS met.", {"West African bloc ECOWAS": "ecowas"}),
        ("Taiwan's Fishing Grounds Council objected.", {"Taiwan": "TWN"}),
        ("Chad's United Reform Front agreed.", {"United Reform Front": "united reform front"}),
        ("Serbs and Albanians met in Kosovo.", {"Serbs": "SRB", "Albanians": "kosovo albanians"}),
        ("Serbs and Albanians met in Tirana.", {"Serbs": "SRB", "Albanians": "ALB"}),
        (
            "Brussels gave London a month, the EU said.",
            {"Brussels": "european union", "London": "GBR", "EU": "european union"},
        ),
        ("Brussels and Belgian unions agreed.", {"Brussels": "BEL", "Belgian unions": "belgian unions"}),
        ("Ecowas met.", {"Ecowas": "ecowas"}),
        ("EU member states met.", {"EU member states": "european union"}),
        ("West African heads of state met.", {"West African heads of state": "west africa"}),
        ("The Tigray authorities agreed.", {"Tigray authorities": "tigray authorities"}),
        ("The Korean Red Cross met Peru.", {"Korean Red Cross": "korean red cross", "Peru": "PER"}),
        ("They let NATO troops police the accord.", {"NATO troops": "nato"}),
        ("The western side of town is calm.", {}),
        ("Sino-Indian border talks began.", {"Sino": "CHN", "Indian": "IND"}),
        ("General Franco and Anglo Mining left.", {"General Franco": "franco"}),
    ],
)
def test_blocs_and_bodies(actors: Read, text: str, found: dict[str, str]) -> None:
    assert actors(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Five Israelis and 150 Palestinians died.",
        "Thousands of Syrians fled.",
        "A Cuban who owns a shop was hurt.",
        "It costs five million US dollars.",
        "The USS Georgia and HMS Jamaica sailed.",
        "The Moscow Herald and the Jerusalem Tribune wrote of it.",
    ],
)
def test_people_money_and_ships_are_no_states(actors: Read, text: str) -> None:
    assert actors(text) == {}


def test_the_rebels_are_those_whom_the_text_calls_so(actors: Read) -> None:
    found = actors("M23 rebels took Goma. Hamas said no. Two insurgents died. The rebels and foreign fighters left.")
    assert (found["rebels"], found["foreign fighters"]) == ("m23", "foreign fighters")


def test_the_initials_of_a_long_name_need_no_introduction(actors: Read) -> None:
    assert actors("The Free Lake Front agreed. The FLF left.") == {
        "Free Lake Front": "free lake front",
        "FLF": "free lake front",
    }


def test_a_body_ends_where_a_person_begins(actors: Read) -> None:
    found = actors("The Speaker of the National Lake Assembly Ali Saad met the Local Lake Authority Welfare Centre.")
    assert {"National Lake Assembly", "Local Lake Authority Welfare Centre"} <= set(found)


def test_the_groups_of_the_title_are_those_of_the_text() -> None:
    cast = Cast.read("The Free Lake Front, the largest rebel group, agreed.", "Rebel group agrees")
    assert [mention.key for mention in cast.title_mentions] == ["free lake front"]


@pytest.mark.parametrize(
    ("text", "name", "actor"),
    [
        ("Rebels of the Union of Free Lakes met Peru.", "Rebels", "union of free lakes"),
        ("The Kurdish-led authorities agreed.", "Kurdish-led authorities", "kurdish-led authorities"),
        ("Uganda met the LRA. Juba heard Riek Machar. The rebels left.", "rebels", "lord's resistance army"),
    ],
)
def test_groups_by_what_stands_around(actors: Read, text: str, name: str, actor: str) -> None:
    assert actors(text)[name] == actor

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

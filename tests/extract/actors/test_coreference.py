"""Whom "the government", "the rebels" and "forces loyal to X" mean."""

from collections.abc import Callable

from flows.extract.actors import Cast

Read = Callable[[str], dict[str, str]]


def test_the_government_is_the_one_that_the_text_names(actors: Read) -> None:
    found = actors("The Nepalese government met Indian mediators. India is hopeful. The government wants a truce.")
    assert found["government"] == "NPL"


def test_the_government_is_else_that_of_the_state_that_the_text_is_about(actors: Read) -> None:
    found = actors("The government wants talks. Fighting goes on in Liberia. Ghana is the host. Liberia needs peace.")
    assert found["government"] == "LBR"
    assert Cast.read("The government wants talks.").mentions[0].iso3 is None


def test_the_government_is_that_of_its_president_and_of_its_rebels(actors: Read) -> None:
    assert actors("Kenya hosts the government of President Joseph Kabila.")["government"] == "COD"
    assert actors("Kenya hosts Somali warlords and the transitional government.")["transitional government"] == "SOM"


def test_the_government_is_that_of_the_capital_it_stands_with(actors: Read) -> None:
    text = "Iraq was warned. Iraq did not answer. In Ankara, the government said that the army in Amman was ready."
    assert (actors(text)["government"], actors(text)["army"]) == ("TUR", "JOR")
    assert actors("Chad protested. The foreign ministry called it a threat.")["foreign ministry"] == "TCD"


def test_rebels_with_a_name_beside_them_are_that_group(actors: Read) -> None:
    found = actors("Guerrillas of the ELN met the rebel group FARC. The MILF, an Islamist group, stayed away.")
    assert found["Guerrillas"] == "national liberation army (colombia)"
    assert (found["rebel group"], found["Islamist group"]) == ("farc", "moro islamic liberation front")


def test_two_peoples_are_not_one_group(actors: Read) -> None:
    found = actors("The CNDP attacked. Tutsi rebels and Hutu rebels fled.")
    assert (found["Tutsi rebels"], found["Hutu rebels"]) == ("tutsi rebels", "hutu rebels")


def test_a_government_without_a_name_is_inferred_and_a_named_one_is_not() -> None:
    text = "The government of Togo agreed. Later the government and the army did not."
    assert [(mention.key, mention.inferred) for mention in Cast.read(text).mentions] == [
        ("TGO", False),
        ("TGO", True),
        ("TGO", True),
    ]


def test_the_rebels_are_the_only_group_of_the_text(actors: Read) -> None:
    found = actors("The LURD attacked. Liberia's army fled. The rebels want talks, the group said.")
    assert found["rebels"] == found["group"] == "liberians united for reconciliation and democracy"


def test_the_rebels_are_not_a_group_that_is_at_home_elsewhere(actors: Read) -> None:
    found = actors("The LURD attacked. The court spoke of Sierra Leonean rebels.")
    assert found["Sierra Leonean rebels"] == "sierra leonean rebels"


def test_with_two_groups_the_rebels_are_themselves(actors: Read) -> None:
    found = actors("The MILF and the NPA agreed to a truce. The rebels want talks.")
    assert found["rebels"] == "rebels"


def test_described_rebels_are_one_group(actors: Read) -> None:
    found = actors("Aceh province rebels came late. The rebels and their delegation left. The Aceh rebels want more.")
    assert {found["Aceh province rebels"], found["rebels"], found["Aceh rebels"]} == {"aceh province rebels"}


def test_several_groups_under_one_noun_stay_apart_from_the_one_with_a_name(actors: Read) -> None:
    found = actors("Two rebel groups and the MPCI signed. Northern rebels did too. The rebels want talks.")
    assert found["Two rebel groups"] == "two rebel groups"
    assert found["Northern rebels"] == "northern rebels"


def test_kidnappers_are_one_group(actors: Read) -> None:
    found = actors("Kidnappers took a worker. The abductors want money.")
    assert found["Kidnappers"] == found["abductors"]


def test_forces_loyal_to_somebody_are_his_side(actors: Read) -> None:
    assert actors("Troops loyal to President Laurent Gbagbo fled.") == {
        "Troops loyal to President Laurent Gbagbo": "CIV"
    }
    [mention] = Cast.read("Fighters loyal to Mr. Abel Oro fled.").mentions
    assert (mention.kind, mention.canonical) == ("armed_group", "Fighters loyal to Mr. Abel Oro")


def test_the_coalition_is_the_one_that_the_text_has_named(actors: Read) -> None:
    assert actors("The Saudi-led coalition agreed. Later the coalition attacked.")["coalition"] == "saudi-led coalition"

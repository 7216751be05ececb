"""The gazetteer's tables, checked against CLDR's names of territories, and the two look-ups."""

import pytest
from babel import Locale
from babel.core import get_global

from flows.extract.actors import country_of_place, lookup
from flows.extract.actors.gazetteer import actor_form, gazetteer, key

# Territories of CLDR without a government that acts, or without an ISO 3166-1 code.
NOT_ACTORS = "AC BL BQ BV CC CP CQ CX DG EA EU EZ GS HM IC IO MF PM QO SX TA TF UM UN XA XB ZZ"


def cldr() -> dict[str, str]:
    """Return CLDR's English names by ISO 3166-1 alpha-3, Kosovo by its user-assigned code."""
    aliases = get_global("territory_aliases")
    names = Locale("en").territories
    alpha3 = {
        code: target[0] for code, target in aliases.items() if len(code) == 3 and code.isalpha() and len(target) == 1
    }
    former = {"BUR", "DDR", "FXX", "TMP", "YMD", "ZAR"}
    return {code: names[two] for code, two in alpha3.items() if two in names and code not in former} | {
        "XKX": names["XK"]
    }


@pytest.mark.parametrize("iso3", sorted(gazetteer().states))
def test_every_state_has_the_code_that_cldr_gives_its_name(iso3: str) -> None:
    entry = lookup(cldr()[iso3].replace(" - ", "-"))
    assert entry is not None
    assert (entry.kind, entry.iso3) == ("state", iso3)


def test_no_state_of_cldr_is_missing() -> None:
    names = Locale("en").territories
    wanted = {names[code] for code in names if len(code) == 2 and code.isalpha() and code not in NOT_ACTORS.split()}
    assert {name for name in wanted if lookup(name.replace(" - ", "-")) is None} == set()


@pytest.mark.parametrize(
    ("name", "canonical", "kind", "iso3", "metonym"),
    [
        ("the U.S.", "United States", "state", "USA", False),
        ("america", "United States", "state", "USA", False),
        ("Türkiye", "Turkey", "state", "TUR", False),
        ("Cote d’Ivoire", "Ivory Coast", "state", "CIV", False),
        ("Burma", "Myanmar", "state", "MMR", False),
        ("Congolese", "Democratic Republic of the Congo", "state", "COD", False),
        ("Sudanese Armed Forces", "Sudan", "state", "SDN", False),
        ("The Kremlin", "Russia", "state", "RUS", True),
        ("Downing Street", "United Kingdom", "state", "GBR", True),
        ("Khartoum's", "Sudan", "state", "SDN", True),
        ("Palestinian Authority", "Palestine", "state", "PSE", False),
        ("EU", "European Union", "international_body", None, False),
        ("u.n.", "United Nations", "international_body", None, False),
        ("Quartet", "Middle East Quartet", "international_body", None, False),
        ("Ansar Allah", "Houthis", "armed_group", None, False),
        ("LTTE", "Liberation Tigers of Tamil Eelam", "armed_group", None, False),
        ("Sinn Fein", "Sinn Féin", "party", None, False),
        ("Kofi Annan", "United Nations", "international_body", None, True),
    ],
)
def test_lookup_knows_names_variants_and_metonyms(
    name: str, canonical: str, kind: str, iso3: str | None, metonym: bool
) -> None:
    entry = lookup(name)
    assert entry is not None
    assert (entry.canonical, entry.kind, entry.iso3, entry.metonym) == (canonical, kind, iso3, metonym)


@pytest.mark.parametrize("name", ["us", "who", "is", "", "the", "Atlantis", "Geneva", "Reuters", "Gulf of Mexico", "."])
def test_lookup_knows_no_pronouns_mere_places_or_outlets(name: str) -> None:
    assert lookup(name) is None


@pytest.mark.parametrize(
    ("place", "iso3"),
    [
        ("Geneva", "CHE"),
        ("Camp David", "USA"),
        ("Sharm el-Sheikh", "EGY"),
        ("Addis Ababa", "ETH"),
        ("The Hague", "NLD"),
        ("southern Yemen", "YEM"),
        ("Oslo, Norway", "NOR"),
        ("Paris, Texas", "USA"),
        ("near Taif", "SAU"),
        ("the Gaza Strip", "PSE"),
        ("the United States", "USA"),
        ("US", "USA"),
        ("South Sudan", "SSD"),
        ("northern Iraq", "IRQ"),
        ("Hamas", None),
        ("Nowhere", None),
        ("", None),
        (",", None),
    ],
)
def test_country_of_place(place: str, iso3: str | None) -> None:
    assert country_of_place(place) == iso3


def test_a_form_belongs_to_one_actor_only() -> None:
    """Two rows with one name would leave it to the order of the tables whom it means."""
    from flows.extract.actors import gazetteer as module

    seen: dict[str, str] = {}
    for form in [*module._state_forms(), *module._body_forms(), *module._group_forms()]:
        owner = seen.setdefault(key(form.written), form.entry.canonical)
        assert owner == form.entry.canonical, f"{form.written!r} is both {owner} and {form.entry.canonical}"


def test_the_homes_of_groups_and_the_actors_of_people_are_in_the_tables() -> None:
    homes = {
        home
        for by_second in gazetteer().by_first_words.values()
        for forms in by_second.values()
        for _, form in forms
        for home in form.home
    }
    assert homes <= set(gazetteer().states)
    assert actor_form("Hamas").entry.kind == "armed_group"
    with pytest.raises(KeyError):
        actor_form("Nobody's Front")

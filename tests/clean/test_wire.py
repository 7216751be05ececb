import pytest

from flows.clean.wire import agency_named, cut_dateline, cut_sign_off


@pytest.mark.parametrize(
    ("front", "dateline", "agency"),
    [
        ("OSLO - ", "OSLO", None),
        ("KYIV, Ukraine (AP) — ", "KYIV, Ukraine", "AP"),
        ("PARIS, April 18 (Reuters) - ", "PARIS, April 18", "Reuters"),
        ("JERUSALEM/GAZA, April 18 (Reuters) - ", "JERUSALEM/GAZA, April 18", "Reuters"),
        ("Kyiv (Ukraine) (AFP) – ", "Kyiv (Ukraine)", "AFP"),
        ("New Delhi [India], April 18 (ANI): ", "New Delhi [India], April 18", "ANI"),
        ("New Delhi, Apr 18 (PTI) ", "New Delhi, Apr 18", "PTI"),
        ("BEIJING, April 18 (Xinhua) -- ", "BEIJING, April 18", "Xinhua"),
        ("MOSCOW, April 18. /TASS/. ", "MOSCOW, April 18", "TASS"),
        ("Geneva, 18 April 2025 – ", "Geneva, 18 April 2025", None),
        ("WEST PALM BEACH, Fla. (AP) — ", "WEST PALM BEACH, Fla.", "AP"),
        ("NEW DELHI: ", "NEW DELHI", None),
        ("(Reuters) - ", None, "Reuters"),
        ("CNN — ", None, "CNN"),
        ("AUSTIN, Texas (KXYZ) — ", "AUSTIN, Texas", None),
        ("ABU DHABI, 18th April, 2025 (WAM) -- ", "ABU DHABI, 18th April, 2025", "WAM"),
    ],
)
def test_datelines(front: str, dateline: str | None, agency: str | None) -> None:
    assert cut_dateline(f"{front}The truce holds.") == ("The truce holds.", dateline, agency)


@pytest.mark.parametrize(
    "text",
    [
        "NATO - The alliance met.",
        "US - China talks opened.",
        "BREAKING: Talks open.",
        "Talks in Oslo - The sides met.",
        "Arland - Borland talks opened.",
        "The envoy (AFP) said so.",
        "LEE: We agree.\nRAY: So do we.",
        "Associated Press (AP) - The agency was founded in 1846.",
        "RIVER WAR: Villages on both banks stand empty after the war.",
    ],
)
def test_what_only_looks_like_a_dateline_stays(text: str) -> None:
    assert cut_dateline(text) == (text, None, None)


@pytest.mark.parametrize(
    ("sign_off", "agency"),
    [
        (" REUTERS", "Reuters"),
        (" AFP", "AFP"),
        (" (AP)", "AP"),
        (" – dpa", "dpa"),
        (" REUTERS, AFP", "Reuters/AFP"),
        (" (Reporting by Ann Lee in Oslo; Editing by Bo Ray) REUTERS", "Reuters"),
        (" (Reporting by Ann Lee in Oslo)", None),
    ],
)
def test_sign_offs(sign_off: str, agency: str | None) -> None:
    assert cut_sign_off(f"“It holds.”{sign_off}") == ("“It holds.”", agency)


@pytest.mark.parametrize("text", ["He told Reuters.", "He told Agence France-Presse (AFP).", "She works for AP", "PA"])
def test_an_agency_inside_a_sentence_stays(text: str) -> None:
    assert cut_sign_off(text) == (text, None)


def test_agencies_go_by_one_name() -> None:
    assert agency_named("Agence France-Presse") == "AFP"
    assert agency_named("(AP, REUTERS)") == "AP/Reuters"
    assert agency_named("Ann Lee, AFP") is None
    assert agency_named("") is None

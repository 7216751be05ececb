import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.clean.cruft import CleanText, drop_page_lines, remove_cruft

LEAD = "Negotiators of both republics agreed on Monday to stop firing along the river for a month, officials said."
END = "The border villages have been empty since the shelling began in the spring of last year, the mayor said."


def keeps(line: str) -> bool:
    middle = line in remove_cruft(f"{LEAD}\n{line}\n{END}").text.split("\n")
    end = line in remove_cruft(f"{LEAD}\n\n{line}").text.split("\n")
    return middle and end


@pytest.mark.parametrize(
    "line",
    [
        "Sign up now: Get the Morning Letter in your inbox",
        "Subscribe to our newsletter",
        "Read more: Why the last truce failed",
        "ALSO READ: Why the last truce failed",
        "Share this article",
        "Join our Telegram channel and get the latest news delivered to you",
        "Facebook Twitter WhatsApp",
        "Follow us on X and Facebook",
        "This website uses cookies to improve your visit.",
        "By signing up, you agree to our privacy policy",
        "© 2025 Example Press. All rights reserved.",
        "Already a subscriber? Log in",
        "Story continues below advertisement",
        "PHOTO: AFP",
        "(Photo by Ann Lee/Getty Images)",
        "Ann Lee/Pool via Reuters",
        "Smoke rises over the old town on May 3, 2024. (AP Photo/Ann Lee)",
        "A man looks at the rubble [Ann Lee/Reuters]",
        "/// EDS: UPDATES WITH QUOTES ///",
        "EDS: Adds quotes.",
        "(Adds background, quotes)",
        "Reporting by Ann Lee in Oslo; Editing by Bo Ray",
        "Our Standards: The Thomson Reuters Trust Principles.",
        "-- 30 --",
        "██ Held by the northern army",
        "* * *",
        "}",
        "Follow Example Post on Facebook and make us your first source of news.",
        "For more stories like this, check our front page.",
        "Got a story? Write to our reporters.",
        "Log in or create an account to continue",
        "To read the full story, please subscribe to Example Post.",
        "Thank you for visiting example.org.",
        "This post contains affiliate links. We may earn a commission.",
        "3/12",
    ],
)
def test_lines_of_cruft_go(line: str) -> None:
    assert not keeps(line)


@pytest.mark.parametrize(
    "line",
    [
        "Sign up for the army, the recruiters told them.",
        "Share prices rose after the ceasefire.",
        "Read more carefully, the text bars strikes.",
        "By Friday, both sides must withdraw.",
        "By signing the deal, they accept the terms of the privacy law.",
        "Published in 2024, the map shows the line.",
        "Reporting by the UN mission showed 40 violations.",
        "Photographs by the UN show the damage.",
        "Photos: the army released pictures of the site.",
        "Video showed troops leaving.",
        "A photographer for Reuters/AFP was hurt.",
        "Related: the two crises are one, he said.",
        "Stay tuned, the envoy said.",
        "Talks end.",
        "TEXT: The agreement obliges both sides to halt fire.",
        "This article of the treaty is void.",
        "(The talks will resume on Monday.)",
        "All rights reserved for the parties remain.",
        "Topics: the two sides discussed water and prisoners.",
        "• An exchange of prisoners",
        "Follow the money, the investigators told Facebook.",
        "Get in touch with the other side, the mediator said.",
        "To read the full text took the envoys an hour.",
        "Twelve states contributed to this report, the council said.",
    ],
)
def test_sentences_stay(line: str) -> None:
    assert keeps(line)


@pytest.mark.parametrize(
    "line",
    [
        "Lesen Sie auch: Warum die letzte Feuerpause scheiterte",
        "Auch interessant",
        "Mehr zum Thema finden Sie hier",
        "Ein Klick für den Datenschutz",
        "À lire aussi : pourquoi la trêve a échoué",
        "La suite après cette publicité",
        "Il vous reste 60 % de cet article à lire. La suite est réservée aux abonnés.",
        "Lea también: Por qué fracasó la tregua",
        "Le puede interesar: El mapa de la tregua",
        "Leia mais: Por que a trégua fracassou",
        "Leggi anche: perché la tregua è fallita",
        "Lees ook: waarom het bestand mislukte",
        "Les også: Derfor brøt våpenhvilen sammen",
        "Czytaj też: Dlaczego rozejm upadł",
        "Читайте также: Почему сорвалось перемирие",
        "İlginizi çekebilir: Ateşkes neden bozuldu",
        "اقرأ أيضا: لماذا فشلت الهدنة",
        "関連記事",
        "相关阅读：停火为何失败",
        "Anzeige",
        "Реклама",
        "Foto: Anna Lee",
        "Tutti i diritti riservati",
    ],
)
def test_lines_of_cruft_go_in_other_languages(line: str) -> None:
    assert not keeps(line)


@pytest.mark.parametrize(
    "line",
    [
        "Mehr als hundert Soldaten kehrten heim.",
        "Mehr zum Ablauf sagte der Sprecher am Montag.",
        "Hier bestellen die Bauern wieder ihre Felder.",
        "Teilen wollten beide Seiten das Wasser nicht.",
        "Ver más allá de la guerra es difícil.",
        "Más información dará el mediador el lunes.",
        "À lire le texte, la trêve dure un mois.",
        "Se mer av landet ville de ikke.",
        "Quelle: unbekannt, so steht es im Protokoll des Treffens.",
        "Смотрите на карту, сказал посредник.",
        "広告の撤去で両国が合意した。",
    ],
)
def test_sentences_stay_in_other_languages(line: str) -> None:
    assert keeps(line)


def test_a_wire_story_comes_out_clean() -> None:
    story = (
        "Sign up now: Get the Morning Letter in your inbox\n"
        "Arland's envoy Ann Lee arriving at the palace in Oslo on May 2, 2024.\n"
        "PHOTO: REUTERS\n"
        f"OSLO, May 3 (Reuters) - {LEAD}\n"
        "\n\n\n"
        f"{END} REUTERS"
    )
    assert remove_cruft(story) == CleanText(f"{LEAD}\n\n{END}", "OSLO, May 3", "Reuters")


def test_who_else_wrote_it_goes_below_the_article_only() -> None:
    helped = "Ann Lee in Oslo contributed to this report."
    assert remove_cruft(f"{LEAD}\n{END}\n{helped}").text == f"{LEAD}\n{END}"
    assert remove_cruft(f"{LEAD}\n{helped}\n{END}").text == f"{LEAD}\n{helped}\n{END}"
    assert remove_cruft(f"{LEAD}\n{END}\nmit dpa") == CleanText(f"{LEAD}\n{END}", None, "dpa")


def test_a_dateline_may_have_its_own_line() -> None:
    story = f"Share\nOSLO, May 3 (Reuters) -\n\n{LEAD}\nShare\n{END}"
    assert remove_cruft(story) == CleanText(f"{LEAD}\n{END}", "OSLO, May 3", "Reuters")


def test_a_paragraph_above_a_credit_is_no_caption() -> None:
    assert remove_cruft(f"{LEAD}\nPHOTO: AFP\n{END}").text == f"{LEAD}\n{END}"


def test_a_caption_without_a_date_goes_when_a_dateline_opens_the_article_below_it() -> None:
    story = f"Envoys of the two republics at the palace\nPHOTO: AFP\nOSLO - {LEAD}"
    assert remove_cruft(story).text == LEAD


def test_byline_and_day_go_only_around_the_article() -> None:
    assert remove_cruft(f"By Ann Lee\nPublished 3 May 2024\n{LEAD}\n{END}").text == f"{LEAD}\n{END}"
    assert "3 May 2024" in remove_cruft(f"{LEAD}\n3 May 2024\n{END}").text


def test_a_line_of_hard_wrapped_text_is_no_line_of_its_own() -> None:
    wrapped = (
        "The envoys of both republics met on Tuesday in a hotel on the lake to\n"
        "discuss a truce along the river, and they agreed after some hours on\n"
        "photo: which was to show all of them and on a first draft, and they\n"
        "left without a word.\n\nSubscribe now"
    )
    assert remove_cruft(wrapped).text == wrapped.removesuffix("\n\nSubscribe now")


def test_a_list_of_links_goes_with_its_heading_but_never_a_sentence_below_it() -> None:
    links = "Related news\nWhy the last truce failed\n“The river war”. Example Post, April 18, 2025"
    assert remove_cruft(f"{LEAD}\n\n{END} AFP\n\n{links}") == CleanText(f"{LEAD}\n\n{END}", None, "AFP")
    assert remove_cruft(f"{LEAD}\n\nRelated news\n\n{END}").text == f"{LEAD}\n\n{END}"


def test_a_script_of_a_broadcaster_loses_its_head_and_its_marks() -> None:
    script = f"DATE=05/18/03\nDATELINE=OSLO\nVOICED AT:\n\n{LEAD}\n\n// LEE ACT //\n\n{END}\n\n(SIGNED)\nNEB/SH"
    assert remove_cruft(script).text == f"{LEAD}\n\n{END}"


def test_the_main_text_of_a_page_keeps_its_dateline_and_captions() -> None:
    assert drop_page_lines(f"OSLO - {LEAD}\nShare\nPHOTO: AFP\n{END}") == f"OSLO - {LEAD}\nPHOTO: AFP\n{END}"


@given(
    st.lists(st.sampled_from([LEAD, END, "PHOTO: AFP", "Share", "", "OSLO - x", "}", "By Ann Lee", "Ok"])).map(
        "\n".join
    )
)
def test_kept_lines_are_lines_of_the_text_in_their_order(text: str) -> None:
    remaining = iter([line.removeprefix("OSLO - ") for line in text.split("\n")])
    clean = remove_cruft(text).text
    assert all(line.removeprefix("OSLO - ") in remaining for line in clean.split("\n") if line)
    assert not re.search(r"\n{3}", clean)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.clean.title import choose_title, outlet_names

HEADLINE = "Both republics stop firing"


@pytest.mark.parametrize(
    ("headings", "stated"),
    [
        ([], [HEADLINE]),
        ([HEADLINE], []),
        ([HEADLINE], [f"{HEADLINE} | The Example Post"]),
        ([], [f"{HEADLINE} | The Example Post"]),
        ([], [f"The Example Post: {HEADLINE}"]),
        (["The Example Post", HEADLINE], [f"{HEADLINE} – The Example Post"]),
        (["Sign in", HEADLINE], [HEADLINE]),
        ([f"World {HEADLINE}"], [HEADLINE]),
        (["  Both republics\n stop firing"], ["A search engine's words: guns fall silent"]),
    ],
)
def test_the_headline_without_the_outlets_name(headings: list[str], stated: list[str]) -> None:
    assert choose_title(headings, stated, ["The Example Post"]) == HEADLINE


def test_a_dash_that_belongs_to_the_headline_stays() -> None:
    title = "Grain deal - what it says, and what it leaves out"
    assert choose_title([], [title], ["Example Post"]) == title


def test_a_page_that_states_nothing_has_no_title() -> None:
    assert choose_title([], [], ["Example Post"]) is None
    assert choose_title(["Example Post"], [], ["Example Post"]) is None


def test_an_outlet_is_called_as_stated_and_by_its_host() -> None:
    assert outlet_names("https://www.example-post.co.uk/world/truce", "Post", None) == [
        "Post", "example-post.co.uk", "example-post",
    ]  # fmt: skip
    assert outlet_names(None, None) == []


@given(st.lists(st.text(max_size=40), max_size=3), st.lists(st.text(max_size=40), max_size=3))
def test_a_title_holds_no_words_of_our_own(headings: list[str], stated: list[str]) -> None:
    title = choose_title(headings, stated, ["Example Post"])
    written = " ".join(" ".join([*headings, *stated]).replace("\xad", "").replace("\u2060", "").split())
    assert title is None or title in written


def test_a_title_without_end_is_read_at_once() -> None:
    assert choose_title([], ["ab - " * 200_000], ["Example Post"])

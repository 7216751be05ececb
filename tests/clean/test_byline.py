import pytest
from lxml import html

from flows.clean.byline import find_authors


def page(body: str) -> html.HtmlElement:
    return html.fromstring(f"<html><body>{body}<p>Both republics stop firing.</p></body></html>")


@pytest.mark.parametrize(
    ("metas", "people", "others", "body", "authors"),
    [
        ({}, ["Ann Lee", "Omar Aziz"], ["Ann Lee", "Omar Aziz", "Example Post"], "", "Ann Lee; Omar Aziz"),
        ({"author": "Ann Lee and Omar Aziz"}, [], [], "", "Ann Lee; Omar Aziz"),
        ({"author": "newsdesk"}, [], [], "<p class='byline'>By Ann Lee</p>", "Ann Lee"),
        ({"article:author": "https://example.org/people/ann"}, [], [], "<a rel='author'>Ann Lee</a>", "Ann Lee"),
        ({}, [], ["Agence France-Presse"], "", "Agence France-Presse"),
        ({}, [], [], "<div class='comment-list'><span class='author'>reader 12</span></div>", None),
        ({}, [], [], "<div class='ArticleAuthor'>Von Ann Lee</div>", "Ann Lee"),
        ({}, [], [], "", None),
    ],
)
def test_who_wrote_an_article(
    metas: dict[str, str], people: list[str], others: list[str], body: str, authors: str | None
) -> None:
    assert find_authors(metas, people, others, page(body)) == authors


def test_a_paragraph_is_no_byline() -> None:
    assert (
        find_authors({}, [], [], page(f"<p class='author-note'>{'She has long reported from the border. ' * 5}</p>"))
        is None
    )


def test_hostile_marks_are_read_at_once() -> None:
    spans = "<span class='author'>x</span>" * 4000
    assert find_authors({}, [], [], page(f"<div class='comment{'s' * 1_000_000}'>{spans}</div>")) is None

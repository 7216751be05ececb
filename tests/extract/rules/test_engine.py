"""The whole engine: what it passes over, and that no text makes it fail, drag on or misquote."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.clean.sentences import split
from flows.extract.article import Article
from flows.extract.mentions import Provenance
from flows.extract.rules.engine import MOST_DRAFTS, RulesEngine, find
from flows.extract.stage import findings
from schemas import Document, Mention

WORDS = (
    "France Germany Hamas they and , . ; - ’ “ ” talks the_talks truce ceasefire ultimatum deadline agreed met to "
    "on in until by within Friday 48_hours said that both_sides accused violating halt fighting if unless or_else "
    "İ \ue000 \n"
)


@pytest.fixture(scope="session")
def article_of(make_article: Callable[..., Article]) -> Callable[[str], Article]:
    """Make an article with its sentences as the clean stage finds them."""

    document = make_article("It rained.").document.model_dump()

    def make(text: str) -> Article:
        sentences = [{"start": start, "end": end} for start, end in split(text)]
        return Article(Document.model_validate(document | {"text": text, "sentences": sentences}))

    return make


def mentions_of(article: Article) -> list[Mention]:
    answer = asyncio.run(RulesEngine().read(article))
    return findings(article, answer, Provenance("g_1", "rules", None, None, "run", datetime.now(UTC)))[0]


def test_other_languages_are_passed_over(make_article: Callable[..., Any]) -> None:
    answer = asyncio.run(RulesEngine().read(make_article("Sudan traf Kenia.", language="de")))
    assert (answer.outcome, answer.reason) == ("skipped", "language")


def test_every_draft_says_which_rule_found_it(make_article: Callable[..., Any]) -> None:
    answer = asyncio.run(RulesEngine().read(make_article("Sudan and Kenya signed a truce. Chad met Niger on Sunday.")))
    assert list(answer.rules) == ["moratorium:truce", "talks:met"]


def test_people_and_firms_alone_are_of_no_public_interest(tell: Callable[..., Any]) -> None:
    assert tell("Anna Lind and Carl Roth held talks on Monday.") == []


def test_evidence_numbers_count_every_sentence(drafts: Callable[..., Any]) -> None:
    (draft,) = drafts("It rained. Sudan and Kenya signed a truce. The wind fell. The truce begins on Friday.")
    assert draft.evidence == [2, 4]


def test_a_list_without_end_is_read_up_to_a_point(make_article: Callable[..., Any]) -> None:
    text = "Sudan met Kenya on Monday. Chad met Niger on Sunday. " * MOST_DRAFTS
    assert len(find(make_article(text))) <= MOST_DRAFTS + 2


@given(st.one_of(st.text(max_size=400), st.lists(st.sampled_from(WORDS.split(" ")), max_size=120).map(" ".join)))
def test_any_text_is_read_and_every_quote_is_exact(article_of: Callable[[str], Article], text: str) -> None:
    text = text.replace("_", " ")
    for mention in mentions_of(article_of(text)):
        assert mention.evidence
        assert all(text[part.start : part.end] == part.quote for part in mention.evidence)


@pytest.mark.parametrize(
    "text",
    [
        "Sudan said that the talks " * 40_000,
        "talks a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a " * 20_000,
        ("Sudan agreed " + "- " * 70 + "' " * 70 + "to halt fire.\n") * 3_000,
        "Sudan,Kenya," * 40_000,
        ("Sudan gave Kenya until Friday " + "unless they met or else " * 60 + ".\n") * 600,
    ],
    ids=["one sentence", "hyphens", "dashes and quotes", "commas", "conditions"],
)
def test_hostile_text_ends(article_of: Callable[[str], Article], text: str) -> None:
    """A search that backtracks without bound would not: each text is half a million characters or more."""
    assert len(find(article_of(text))) <= MOST_DRAFTS + 2

from collections.abc import Callable
from typing import Any

import pytest

FRANCE, GERMANY = {"France"}, {"Germany"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Germany missed the deadline set by France.",
        "Germany rejected an ultimatum from France.",
        "Germany ignored France's ultimatum.",
        "Germany must withdraw by Friday, France said.",
        "Germany has until Friday to withdraw, France announced.",
        "France wants Germany to withdraw by Friday.",
        "France demanded an answer from Germany by Friday.",
        "France threatened sanctions against Germany unless it withdraws by Friday.",
        "The deadline for Germany, imposed by France, runs out on Friday.",
    ],
)
def test_words_beside_a_name_tell_who_sets_a_limit_for_whom(
    drafts: Callable[..., Any], names: Callable[..., Any], sentence: str
) -> None:
    (draft,) = drafts(sentence)
    assert draft.type == "deadline"
    assert (names(draft, "issuer"), names(draft, "addressee")) == (FRANCE, GERMANY)


def test_who_only_tells_of_a_missed_limit_did_not_set_it(drafts: Callable[..., Any], names: Callable[..., Any]) -> None:
    (draft,) = drafts("Germany missed a deadline on Sunday, France said.")
    assert (names(draft, "issuer"), names(draft, "addressee")) == (set(), GERMANY)


def test_terms_bind_for_those_who_agreed_on_them(drafts: Callable[..., Any], names: Callable[..., Any]) -> None:
    halt, limit = drafts(
        "Israel and Hamas signed a ceasefire on Sunday. Under its terms, Israel must withdraw by 20 March."
    )
    assert (halt.type, limit.type, limit.due) == ("moratorium", "deadline", "by 20 March")
    assert (names(limit, "issuer"), names(limit, "addressee")) == ({"Hamas"}, {"Israel"})


@pytest.mark.parametrize(
    ("sentence", "found"),
    [("Germany has until Friday to reply or face sanctions.", 1), ("Germany has until Friday to repaint the hall.", 0)],
    ids=["something is at stake", "an ordinary date"],
)
def test_a_limit_without_an_issuer(drafts: Callable[..., Any], sentence: str, found: int) -> None:
    assert len(drafts(sentence)) == found

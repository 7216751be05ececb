"""The judge over grounded drafts: what falls, what merges, and how what stands is put."""

from collections.abc import Callable
from typing import Any

from flows.extract.grounding import ground
from flows.extract.judgement import judge

TEXT = (
    "Mali and Niger held talks in Algiers on Monday. Rain fell on the city. "
    "The talks between Mali and Niger were tense. Chad and Sudan signed a ceasefire. "
    "Mali and Niger will meet again in Oran next week."
)


def candidates(article: Any, *drafts: Any) -> list[Any]:
    return [candidate for draft in drafts if (candidate := ground(draft, article)[0])]


def pair(role: str, one: str, other: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return (role, one), (role, other)


def test_evidence_without_a_word_of_the_type_falls(make_article: Callable[..., Any], make_draft: Any) -> None:
    article = make_article(TEXT)
    draft = make_draft("moratorium", [2], *pair("party", "Chad", "Sudan"))
    standing, flaws = judge(candidates(article, draft), article)
    assert standing == []
    assert [flaw.reason for flaw in flaws] == ["no_trigger"]


def test_an_event_of_nobody_falls(make_article: Callable[..., Any], make_draft: Any) -> None:
    article = make_article(TEXT)
    standing, flaws = judge(candidates(article, make_draft("moratorium", [4])), article)
    assert standing == []
    assert [flaw.reason for flaw in flaws] == ["no_actor"]


def test_two_drafts_of_one_round_merge(make_article: Callable[..., Any], make_draft: Any) -> None:
    article = make_article(TEXT)
    first = make_draft("talks", [1], *pair("participant", "Mali", "Niger"), held="Monday")
    second = make_draft("talks", [3], *pair("participant", "Mali", "Niger"))
    (merged,), _ = judge(candidates(article, first, second), article)
    assert merged.evidence == (1, 3)
    assert merged.fields["held"] == "Monday"


def test_the_next_round_stands_apart(make_article: Callable[..., Any], make_draft: Any) -> None:
    article = make_article(TEXT)
    first = make_draft("talks", [1], *pair("participant", "Mali", "Niger"), held="Monday")
    second = make_draft("talks", [5], *pair("participant", "Mali", "Niger"), status="scheduled", held="next week")
    standing, _ = judge(candidates(article, first, second), article)
    assert [candidate.status for candidate in standing] == ["concluded", "scheduled"]


def test_other_parties_stand_apart(make_article: Callable[..., Any], make_draft: Any) -> None:
    article = make_article(TEXT)
    first = make_draft("talks", [1], *pair("participant", "Mali", "Niger"))
    second = make_draft("moratorium", [4], *pair("party", "Chad", "Sudan"))
    standing, _ = judge(candidates(article, first, second), article)
    assert [candidate.event_type.type for candidate in standing] == ["talks", "moratorium"]


def test_the_evidence_corrects_a_wrong_status(make_article: Callable[..., Any], make_draft: Any) -> None:
    article = make_article(TEXT)
    draft = make_draft("moratorium", [4], *pair("party", "Chad", "Sudan"), status="rejected")
    (candidate,), _ = judge(candidates(article, draft), article)
    assert candidate.status == "agreed"

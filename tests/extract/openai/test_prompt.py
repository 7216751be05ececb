"""The prompt: made from the event types, versioned, short, its example in order."""

import json
from typing import Any

import pytest

from flows.extract.article import Article
from flows.extract.grounding import ground
from flows.extract.judgement import judge
from flows.extract.openai import example
from flows.extract.openai.parsing import parse_answer
from flows.extract.openai.prompt import Prompt, definition, reask
from schemas import all_event_types, event_type

MOST_TOKENS = 1_100
"""What prompt and schema may add to an article of 400 words, at four characters a token."""


@pytest.fixture
def worked_example(wire: Any) -> Article:
    text = " ".join(example.SENTENCES)
    places, start = [], 0
    for sentence in example.SENTENCES:
        places.append({"start": start, "end": start + len(sentence)})
        start += len(sentence) + 1
    document = wire.document(text, title=None, published_date=example.PUBLISHED, sentences=places)
    return Article(document)


def test_the_worked_example_keeps_the_rules_that_it_teaches(worked_example: Article) -> None:
    assert list(example.ANSWER) == [kind.table for kind in all_event_types()]
    drafts = parse_answer(json.dumps(example.ANSWER), all_event_types())
    grounded = [ground(draft, worked_example) for draft in drafts]
    assert [flaw for _, flaws in grounded for flaw in flaws] == []
    candidates = [candidate for candidate, _ in grounded if candidate]
    standing, fallen = judge(candidates, worked_example)
    assert fallen == []
    assert [(candidate.event_type.type, candidate.evidence) for candidate in standing] == [
        (draft.type, tuple(draft.evidence)) for draft in drafts
    ]
    facts = [fact for entries in example.ANSWER.values() for entry in entries for fact in entry["facts"]]
    assert all(worked_example.holds(fact.partition(": ")[2]) for fact in facts)


def test_nothing_of_the_example_is_grounded_in_another_article(wire: Any) -> None:
    article = wire.article()
    for draft in parse_answer(json.dumps(example.ANSWER), all_event_types()):
        candidate, _ = ground(draft, article)
        assert candidate is None or (candidate.actors, candidate.said_by, candidate.location) == ((), None, None)
        assert candidate is None or judge([candidate], article)[0] == []


def test_the_system_message_has_what_the_bare_schema_lacks() -> None:
    system = Prompt().system
    for kind in all_event_types():
        assert " ".join((kind.__doc__ or "").split()) in system
        assert f"## {kind.table}" in system
        assert all(role in system for role in kind.roles)


def test_prompt_and_schema_are_short(wire: Any) -> None:
    sentence = "The two delegations said in the evening that they would meet again, and then left for home by train."
    article = wire.article(" ".join([sentence] * 20))
    assert len(article.document.text.split()) >= 380
    prompt = Prompt()
    sent = sum(len(message["content"]) for message in prompt.messages(article)) + len(json.dumps(prompt.schema))
    assert (sent - len(article.document.text)) / 4 <= MOST_TOKENS


def test_all_articles_share_the_system_message_and_come_last(wire: Any) -> None:
    one, other = (Prompt().messages(wire.article(text)) for text in ("Talks began.", "Talks ended."))
    assert one[0] == other[0]
    assert one[-1]["role"] == "user"
    assert "[1] Talks began." in one[-1]["content"]


def test_the_version_follows_text_and_schema() -> None:
    assert Prompt().version == Prompt().version
    fewer = Prompt(types=(event_type("talks"),))
    assert fewer.version != Prompt().version
    assert "## deadlines" not in fewer.system
    assert '"deadlines"' not in fewer.system


def test_the_version_changes_with_a_word_of_the_prompt(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Prompt().version
    monkeypatch.setattr(example, "SENTENCES", (*example.SENTENCES, "It snowed."))
    assert Prompt().version != before


def test_a_definition_names_what_code_does_not_judge() -> None:
    lines = definition(event_type("deadline")).splitlines()
    assert lines[0] == "## deadlines"
    assert "fields: issuer, addressee, demand, consequence, issued, due, time_limit" in lines
    assert "status: set, extended, met, missed, expired, withdrawn, rejected" in lines
    assert "compliance (accused / accuser)" in definition(event_type("moratorium"))


def test_a_reask_shows_the_answer_and_its_flaws() -> None:
    answer, question = reask("oops", "it holds no whole JSON object")
    assert (answer["role"], answer["content"]) == ("assistant", "oops")
    assert "it holds no whole JSON object" in question["content"]
    assert reask("", "empty")[0]["content"], "some endpoints refuse an empty message"

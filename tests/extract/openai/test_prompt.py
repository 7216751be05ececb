"""The prompt: made from the event types, versioned, its example in order."""

import json
from typing import Any

import pytest

from flows.extract.article import Article
from flows.extract.grounding import ground
from flows.extract.openai import example
from flows.extract.openai.parsing import parse_answer
from flows.extract.openai.prompt import Prompt, definition, reask
from schemas import all_event_types, event_type


@pytest.fixture
def worked_example(wire: Any) -> Article:
    text = " ".join(example.SENTENCES)
    places, start = [], 0
    for sentence in example.SENTENCES:
        places.append({"start": start, "end": start + len(sentence)})
        start += len(sentence) + 1
    document = wire.document(text, title=example.TITLE, published_date=example.PUBLISHED, sentences=places)
    return Article(document)


def test_the_worked_example_keeps_the_rules_that_it_teaches(worked_example: Article) -> None:
    (draft,) = parse_answer(json.dumps(example.ANSWER), all_event_types())
    assert list(example.ANSWER["events"][0]) == Prompt().schema["$defs"]["TalksDraft"]["required"]
    candidate, flaws = ground(draft, worked_example)
    assert flaws == []
    assert candidate is not None
    assert candidate.said_by == draft.said_by
    for words in (draft.location, draft.words("topic"), draft.words("round"), draft.words("held")):
        assert worked_example.holds(words)


def test_the_system_message_has_what_the_bare_schema_lacks() -> None:
    system = Prompt().system
    for kind in all_event_types():
        assert " ".join((kind.__doc__ or "").split()) in system
        assert all(role in system for role in kind.roles)
    assert "alleged: a party says it of its opponent's wrong" in system
    assert "held: When they are held, time words as written." in system
    assert '{"events": []}' in system


def test_all_articles_share_the_system_message_and_come_last(wire: Any) -> None:
    one, other = (Prompt().messages(wire.article(text)) for text in ("Talks began.", "Talks ended."))
    assert one[0] == other[0]
    assert one[-1]["role"] == "user"
    assert "[1] Talks began." in one[-1]["content"]


def test_the_version_follows_text_and_schema() -> None:
    assert Prompt().version == Prompt().version
    fewer = Prompt(types=(event_type("talks"),))
    assert fewer.version != Prompt().version
    assert "## deadline" not in fewer.system
    assert example.TITLE not in Prompt(types=(event_type("deadline"),)).system


def test_a_definition_names_what_code_does_not_compute() -> None:
    lines = definition(event_type("deadline"))
    assert "due: When it runs out, as written." in lines
    assert "vague" not in lines.replace("may be vague", "")
    assert "kind (ultimatum, time_limit, agreed_timetable, expiry)" in lines


def test_a_reask_shows_the_answer_and_its_flaws() -> None:
    answer, question = reask("oops", "it holds no whole JSON object")
    assert (answer["role"], answer["content"]) == ("assistant", "oops")
    assert "it holds no whole JSON object" in question["content"]
    assert reask("", "empty")[0]["content"], "some endpoints refuse an empty message"

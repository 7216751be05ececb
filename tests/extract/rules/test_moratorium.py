from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("sentence", "parties"),
    [
        ("Israel and Hamas agreed on a truce.", {"Israel", "Hamas"}),
        ("Hamas rejected a ceasefire with Israel.", {"Israel", "Hamas"}),
        ("Israel accused Hamas of breaking the ceasefire.", {"Israel", "Hamas"}),
        ("Israel violated the truce, Hamas said.", {"Israel", "Hamas"}),
        ("The United Nations urged Israel and Hamas to agree on a ceasefire.", {"Israel", "Hamas"}),
        ("North Korea declared a moratorium on missile tests.", {"North Korea"}),
        ("Fighting in Israel and Gaza halted on Sunday under a ceasefire.", {"Israel", "Gaza"}),
    ],
)
def test_who_is_bound_or_asked_to_be(
    drafts: Callable[..., Any], names: Callable[..., Any], sentence: str, parties: set[str]
) -> None:
    (draft,) = drafts(sentence)
    assert (draft.type, names(draft, "party")) == ("moratorium", parties)


@pytest.mark.parametrize(
    ("sentence", "role", "name"),
    [
        ("Israel and Hamas agreed on a truce, brokered by Egypt.", "mediator", "Egypt"),
        ("Israel and Hamas agreed on a truce monitored by Norway.", "guarantor", "Norway"),
        ("UN envoy Hans Grundberg said Israel and Hamas agreed on a truce.", "mediator", "UN envoy Hans Grundberg"),
    ],
)
def test_who_helps(drafts: Callable[..., Any], names: Callable[..., Any], sentence: str, role: str, name: str) -> None:
    (draft,) = drafts(sentence)
    assert names(draft, role) == {name}
    assert names(draft, "party") == {"Israel", "Hamas"}


@pytest.mark.parametrize(
    ("sentence", "times"),
    [
        ("Israel and Hamas agreed to a ceasefire that will take effect on Friday.", {"effective": "Friday"}),
        ("Israel and Hamas agreed on a truce from Wednesday.", {"effective": "from Wednesday"}),
        ("Israel and Hamas agreed on a truce until 20 March.", {"scheduled_end": "until 20 March"}),
        ("Israel and Hamas signed a truce on Sunday.", {"declared": "Sunday"}),
        (
            "Israel and Hamas announced on Sunday a ceasefire from Wednesday.",
            {"declared": "Sunday", "effective": "from Wednesday"},
        ),
        (
            "Israel and Hamas are under a ceasefire and it has been three weeks.",
            {"effective": "it has been three weeks"},
        ),
        ("Israel and Hamas agreed on a 72-hour truce.", {}),
    ],
)
def test_start_end_and_declaration(drafts: Callable[..., Any], sentence: str, times: dict[str, str]) -> None:
    (draft,) = drafts(sentence)
    found = {name: draft.words(name) for name in ("effective", "scheduled_end", "declared")}
    assert {name: words for name, words in found.items() if words} == times


def test_how_long(drafts: Callable[..., Any]) -> None:
    (draft,) = drafts("Sudan and Ethiopia agreed on a 72-hour humanitarian truce.")
    assert (draft.duration, draft.activity) == ("72-hour", "truce")


def test_the_truce_adds_to_the_halt_told_before(drafts: Callable[..., Any]) -> None:
    (draft,) = drafts(
        "Israel and Hamas agreed on a truce on Sunday. It rained. The truce took effect on Monday. "
        "The truce expires on Friday."
    )
    assert draft.evidence == [1, 3, 4]
    assert (draft.declared, draft.effective, draft.scheduled_end) == ("Sunday", "Monday", "Friday")


def test_a_bystander_who_hopes_for_the_halt_told_before_adds_none(
    drafts: Callable[..., Any], names: Callable[..., Any]
) -> None:
    (draft,) = drafts("Sudan and Ethiopia agreed on a truce. Kenya hopes for a ceasefire.")
    assert (draft.evidence, names(draft, "party")) == ([1, 2], {"Sudan", "Ethiopia"})


def test_another_halt_is_another_draft(drafts: Callable[..., Any]) -> None:
    text = "Sudan and Ethiopia agreed on a truce. Sudan proposed another ceasefire with Chad."
    assert [draft.evidence for draft in drafts(text)] == [[1], [2]]


@pytest.mark.parametrize("sentence", ["The truce held on Sunday.", "The two sides agreed on a truce."])
def test_whose_truce_the_title_tells(drafts: Callable[..., Any], names: Callable[..., Any], sentence: str) -> None:
    (draft,) = drafts(sentence, title="Sudan and Ethiopia find common ground")
    assert names(draft, "party") == {"Sudan", "Ethiopia"}


@pytest.mark.parametrize(
    "sentence",
    [
        "The United Nations called for a ceasefire.",
        "France declared a moratorium on evictions.",
        "France stopped the train to Germany.",
        "A truce is a fine thing.",
    ],
    ids=["nobody is bound", "regulation at home", "no activity of conflict", "nobody is named"],
)
def test_no_halt(drafts: Callable[..., Any], sentence: str) -> None:
    assert drafts(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Israel and Hamas agreed to silence their guns from Wednesday.", "agreed"),
        ("Israel said it would hold its fire in Gaza.", "agreed"),
        ("India said it would stop exports of wheat from Friday.", "agreed"),
        ("India banned exports of wheat on Saturday.", "in_force"),
        ("The truce between Israel and Hamas, which began on Sunday, was agreed in Cairo.", "in_force"),
        ("A truce between Israel and Hamas appeared to hold on Sunday.", "in_force"),
        ("The ceasefire between Israel and Hamas has let food into the strip.", "in_force"),
        ("Indonesia lifted its ban on palm oil exports on Monday.", "terminated"),
        ("Hamas announced the end of a three-day ceasefire with Israel.", "terminated"),
        ("A ceasefire between Israel and Hamas remains elusive.", "proposed"),
        ("Egypt is trying to persuade Israel and Hamas to sign a ceasefire.", "proposed"),
        ("Hamas would observe a truce with Israel if it withdraws.", "proposed"),
    ],
)
def test_states(drafts: Callable[..., Any], sentence: str, status: str) -> None:
    (draft,) = drafts(sentence)
    assert (draft.type, draft.status) == ("moratorium", status)


def test_who_announces_a_halt_as_its_own_is_bound(drafts: Callable[..., Any], names: Callable[..., Any]) -> None:
    (draft,) = drafts("Sudan and Ethiopia announced a ceasefire.")
    assert names(draft, "party") == {"Sudan", "Ethiopia"}


def test_whose_truce_the_next_sentence_tells(drafts: Callable[..., Any], names: Callable[..., Any]) -> None:
    (draft,) = drafts("A three-day truce collapsed on Sunday. Sudan and Ethiopia blamed each other for it.")
    assert (draft.status, names(draft, "party")) == ("collapsed", {"Sudan", "Ethiopia"})


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Shots rang out on Sunday, when a truce between Israel and Hamas was to begin.", {"effective": "Sunday"}),
        ("Israel and Hamas agreed on a truce. The deal will run until 20 March.", {"scheduled_end": "until 20 March"}),
        ("Israel and Hamas signed a truce before Wednesday's meeting.", {}),
        ("Indonesia ends its export moratorium from Monday.", {"scheduled_end": "from Monday"}),
    ],
    ids=["a day, when it was to begin", "the deal", "the day of something else", "an end from a day on"],
)
def test_further_times(drafts: Callable[..., Any], text: str, times: dict[str, str]) -> None:
    draft = next(draft for draft in drafts(text) if draft.type == "moratorium")
    found = {name: draft.words(name) for name in ("effective", "scheduled_end", "declared")}
    assert {name: words for name, words in found.items() if words} == times


@pytest.mark.parametrize(
    "sentence",
    [
        "French forces have halted the German offensive near Metz.",
        "The war ended in 1953 with an armistice between France and Germany.",
        "France stopped short of condemning the strikes on Germany.",
        "France and Germany discussed efforts to reach a ceasefire in Gaza.",
        "France gave Germany two weeks to stop attacks.",
    ],
    ids=["an attack is repelled", "long ago", "stopped short", "only discussed", "only demanded"],
)
def test_what_only_sounds_like_a_halt(drafts: Callable[..., Any], sentence: str) -> None:
    assert all(draft.type != "moratorium" for draft in drafts(sentence))

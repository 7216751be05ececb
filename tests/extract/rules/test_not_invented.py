"""Sentences that only look as if they told of an event: an invented one costs more trust than a missed one."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "A three-day truce collapsed on Sunday. France and Germany condemned the violence.",
        "A ceasefire took effect at dawn. Oil prices fell. China and Japan sold dollars.",
        "A new round of tariffs between China and the United States began on Sunday.",
        "Israel and Hamas traded fire in a new round of attacks on Sunday.",
        "Ghana and Mali will hold the second round of presidential elections on Sunday.",
        "France and Germany published trade proposals on Sunday.",
        "France and Germany had dinner with fans on Sunday.",
        "France and Germany exchanged messages of goodwill on Sunday.",
        "Israel stopped rockets fired by Hamas on Sunday.",
        "The US Navy stopped a shipment of weapons from Iran to Yemen.",
        "Russia paused for exercises with China on Sunday.",
        "Ukraine silenced the guns of Russia near Bakhmut on Sunday.",
    ],
)
def test_no_event_is_made_of(drafts: Callable[..., Any], text: str) -> None:
    assert drafts(text) == []


@pytest.mark.parametrize(
    ("text", "event_type", "status"),
    [
        ("A new round of talks between China and the United States began on Sunday.", "talks", "ongoing"),
        ("A truce took effect at dawn. Mali and Niger accused each other of breaking it.", "moratorium", "in_force"),
        ("Russia gave Ukraine 48 hours to agree to hold talks or face attack.", "deadline", "set"),
        ("France gave Germany until Friday to agree to resume exports.", "deadline", "set"),
        (
            "After months of efforts to reach a truce, Israel and Hamas signed a ceasefire on Sunday.",
            "moratorium",
            "agreed",
        ),
    ],
)
def test_what_differs_by_a_word_is_one(drafts: Callable[..., Any], text: str, event_type: str, status: str) -> None:
    first, *_ = drafts(text)
    assert (first.type, first.status) == (event_type, status)


def test_a_limit_without_terms_has_no_issuer_of_an_agreement(drafts: Callable[..., Any]) -> None:
    told = drafts("Israel and Hamas signed a ceasefire on Sunday. Peru must by Friday approve the plan.")
    assert not any(draft.type == "deadline" and {actor.name for actor in draft.actors} > {"Peru"} for draft in told)

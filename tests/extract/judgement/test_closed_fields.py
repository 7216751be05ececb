"""Kinds, formats and levels, by the words of the evidence."""

from collections.abc import Callable
from typing import Any

import pytest

from flows.extract.grounding import ground
from flows.extract.judgement import judge
from flows.extract.judgement.closed_fields import told_by_words


@pytest.mark.parametrize(
    ("event", "sentence", "kind"),
    [
        ("moratorium", "They agreed on a 72-hour humanitarian truce.", "humanitarian_pause"),
        ("moratorium", "They agreed on a truce.", "truce"),
        ("moratorium", "North Korea keeps its moratorium on missile tests.", "testing_moratorium"),
        ("deadline", "France issued an ultimatum.", "ultimatum"),
        ("deadline", "France named a day.", None),
    ],
)
def test_kinds(event: str, sentence: str, kind: str | None) -> None:
    assert told_by_words(event, "kind", (sentence,)) == kind


@pytest.mark.parametrize(
    ("sentence", "level"),
    [
        ("The foreign ministers of France and Germany met on Sunday.", "minister"),
        ("Envoys of France and Germany met on Sunday.", "envoy"),
        ("The presidents of France and Italy met on Sunday.", "leader"),
        ("France and Germany met on Sunday.", None),
    ],
)
def test_levels(sentence: str, level: str | None) -> None:
    assert told_by_words("talks", "level", (sentence,)) == level


@pytest.mark.parametrize(
    ("sentence", "others", "form"),
    [
        ("France and Germany met in Rome on Sunday.", (), "bilateral"),
        ("France, Germany and Italy met in Rome on Sunday.", (("participant", "Italy"),), "multilateral"),
        ("France and Germany spoke by phone on Sunday.", (), "phone_or_remote"),
        ("France and Germany met in Rome for Egypt.", (("mediator", "Egypt"),), "third_party"),
    ],
)
def test_formats(
    make_article: Callable[..., Any], make_draft: Any, sentence: str, others: tuple[Any, ...], form: str
) -> None:
    article = make_article(sentence)
    named = (("participant", "France"), ("participant", "Germany"), *others)
    candidate, _ = ground(make_draft("talks", [1], *named, format="unspecified"), article)
    (standing,), _ = judge([candidate], article)  # type: ignore[list-item]
    assert standing.fields["format"] == form


def test_what_an_engine_gives_stays(make_article: Callable[..., Any], make_draft: Any) -> None:
    article = make_article("France and Germany spoke by phone on Sunday.")
    draft = make_draft("talks", [1], ("participant", "France"), ("participant", "Germany"), format="bilateral")
    (standing,), _ = judge([ground(draft, article)[0]], article)  # type: ignore[list-item]
    assert standing.fields["format"] == "bilateral"

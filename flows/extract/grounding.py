"""Grounding: what a draft says must stand in the article. Sentence numbers, names and time words are looked up."""

from collections.abc import Sequence
from types import NoneType
from typing import Any, get_args

from pydantic import BaseModel

from flows.extract.article import Article, fold
from flows.extract.candidate import Candidate, Flaw, distinct
from flows.extract.free_text import unknown_names
from flows.extract.judgement import status, triggers
from schemas import all_event_types, event_type
from schemas.draft import Draft, draft_model, literal_values, neutral
from schemas.mention import Actor, Mention, Words

__all__ = ["Flaw", "cast_actor", "distinct", "ground", "own_fields"]


def ground(draft: Draft, article: Article) -> tuple[Candidate | None, list[Flaw]]:
    """Return the draft as a candidate, with what had to go as flaws; None when no evidence is left.

    Numbers outside the article's sentences, names and time words that neither text nor title holds are dropped. Names
    that the gazetteer knows under another form which the article does hold are kept.
    """
    flaws: list[Flaw] = []
    numbers = list(dict.fromkeys(number for number in draft.evidence if 1 <= number <= len(article.sentences)))
    if len(numbers) < len(set(draft.evidence)):
        flaws.append(
            _flaw(
                "evidence_out_of_range", draft, f"sentences {draft.evidence}, the article has {len(article.sentences)}"
            )
        )
    if orders := article.orders.intersection(numbers):
        flaws.append(_flaw("instruction_as_evidence", draft, f"sentences {sorted(orders)} speak to a machine"))
        numbers = [number for number in numbers if number not in orders]
    if not numbers:
        return None, flaws
    kind = event_type(draft.type)
    if draft.status == neutral(kind, "status"):
        kind, numbers = told_type(kind, numbers, article)
    if kind.type != draft.type:
        flaws.append(_flaw("other_type", draft, f"sentences {numbers} tell of a {kind.type}, and is taken for one"))
        draft = _as_type(kind, draft)
    fields: dict[str, Any] = {}
    for name in own_fields(kind):
        value, lost = _grounded_value(kind, name, draft.words(name), article)
        fields[name] = article.sentences[numbers[0] - 1] if value == _IN_OTHER_WORDS else value
        flaws += [_flaw(f"ungrounded_{name}", draft, f"{item!r} does not stand in the article") for item in lost]
    actors = []
    for actor in draft.actors:
        known = cast_actor(actor.role, actor.name, article)
        if known and fold(actor.name) in _outlets(article):
            flaws.append(_flaw("outlet_as_actor", draft, f"{actor.name!r} reports the event"))
        elif known:
            actors.append(known)
        else:
            flaws.append(_flaw("ungrounded_actor", draft, f"{actor.name!r} does not stand in the article"))
    candidate = Candidate(
        event_type=kind,
        evidence=tuple(numbers),
        summary=_summary(draft, article, numbers[0]),
        status=draft.status,
        assertion=draft.assertion,
        said_by=draft.said_by if draft.said_by and article.holds(draft.said_by) else None,
        actors=distinct(actors),
        location=draft.location if draft.location and article.holds(draft.location) else None,
        fields=fields,
    )
    return candidate, flaws


def told_type(kind: type[Mention], numbers: Sequence[int], article: Article) -> tuple[type[Mention], list[int]]:
    """Return the event type that the evidence tells of, with the sentences that do so.

    A small model points at the right sentence and files it in the wrong list. Where no sentence states an event of the
    draft's own type, but some state one of a type with a single core role (who issues a limit and who has to keep it
    can't be told from the names alone), it is one of those. This is for drafts without a status: an engine that gives
    one of the type's own has read what it filed.
    """
    if _stating(kind, numbers, article):
        return kind, list(numbers)
    for other in all_event_types():
        if len(other.core_roles) == 1 and (stating := _stating(other, numbers, article)):
            return other, stating
    return kind, list(numbers)


def _stating(kind: type[Mention], numbers: Sequence[int], article: Article) -> list[int]:
    sentences = [(number, article.sentences[number - 1]) for number in numbers]
    return [
        number
        for number, sentence in sentences
        if status.stated(kind.type, sentence) and triggers.holds_trigger(kind, sentence)
    ]


def _as_type(kind: type[Mention], draft: Draft) -> Draft:
    """Return a draft as one of another type: its core actors in that type's core role, its own fields empty."""
    (core,) = kind.core_roles
    had = event_type(draft.type).core_roles
    actors = [actor.model_copy(update={"role": core if actor.role in had else actor.role}) for actor in draft.actors]
    model = draft_model(kind)
    return model.model_validate(
        {name: draft.words(name) if name in Draft.model_fields else neutral(kind, name) for name in model.model_fields}
        | {"type": kind.type, "status": neutral(kind, "status")}
        | {"actors": [actor.model_dump() for actor in actors if actor.role in kind.roles]}
    )


def _outlets(article: Article) -> frozenset[str]:
    """Return the names of who brings the news: the outlet, the agency, the reporter."""
    document = article.document
    return frozenset(fold(name) for name in (document.source, document.agency, document.author) if name)


def _summary(draft: Draft, article: Article, best: int) -> str:
    """Return the engine's summary, or the best evidence where it names what the article does not."""
    summary = draft.summary.strip()
    return summary if summary and not unknown_names(summary, article) else article.sentences[best - 1]


def cast_actor(role: str, name: str, article: Article) -> Actor | None:
    """Return the actor that `name` stands for in this article, or None when the article does not hold the name."""
    member = article.resolve(name)
    if member:
        return Actor(
            role=role,
            name=member.name,
            canonical=member.canonical,
            kind=member.kind,
            iso3=member.iso3,
            inferred=member.inferred,
        )
    if article.holds(name):
        return Actor(role=role, name=name.strip(), canonical=name.strip(), kind="other", iso3=None, inferred=False)
    return None


def own_fields(kind: type[Mention]) -> list[str]:
    """Return the names of the fields that an event type adds to a mention."""
    return [name for name in kind.model_fields if name not in Mention.model_fields]


def _grounded_value(kind: type[Mention], name: str, value: Any, article: Article) -> tuple[Any, list[str]]:
    """Return the part of `value` that the article bears out, and the words that it does not."""
    field = kind.model_fields[name]
    if value is None or literal_values(field.annotation):
        return value, []
    if isinstance(value, list):
        kept = [item for item in value if not isinstance(item, BaseModel) or _holds_all(item, article)]
        return kept, [str(item) for item in value if item not in kept]
    if any(isinstance(mark, Words) for mark in field.metadata) and not article.holds(value):
        return None, [value]
    if isinstance(value, str) and ((unknown := unknown_names(value, article)) or not value.strip()):
        return (None if _is_optional(field.annotation) else _IN_OTHER_WORDS), unknown
    return value, []


_IN_OTHER_WORDS = ""
"""For what a mention must have: filled with the best evidence's own words."""


def _is_optional(annotation: Any) -> bool:
    return NoneType in get_args(annotation)


def _holds_all(item: BaseModel, article: Article) -> bool:
    return all(article.holds(word) for word in item.model_dump().values() if isinstance(word, str))


def _flaw(reason: str, draft: Draft, detail: str) -> Flaw:
    return Flaw("ground", reason, f"{draft.type} {draft.summary[:80]!r}: {detail}.")

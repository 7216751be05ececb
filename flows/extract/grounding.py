"""Grounding: what a draft says must stand in the article. Sentence numbers, names and time words are looked up."""

from collections.abc import Iterable
from dataclasses import dataclass
from types import NoneType
from typing import Any, Literal, get_args

from pydantic import BaseModel

from flows.extract.article import Article
from flows.extract.candidate import Candidate
from flows.extract.free_text import unknown_names
from schemas import event_type
from schemas.draft import Draft, literal_values
from schemas.mention import Actor, Mention, Words


@dataclass(frozen=True)
class Flaw:
    """Something in a draft that the article does not bear out."""

    stage: Literal["ground", "judge"]
    reason: str
    detail: str


def ground(draft: Draft, article: Article) -> tuple[Candidate | None, list[Flaw]]:
    """Return the draft as a candidate, with what had to go as flaws; None when no evidence is left.

    Numbers outside the article's sentences, names and time words that neither text nor title holds are dropped. Names
    that the gazetteer knows under another form which the article does hold are kept.
    """
    kind = event_type(draft.type)
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
    fields: dict[str, Any] = {}
    for name in own_fields(kind):
        value, lost = _grounded_value(kind, name, draft.words(name), article)
        fields[name] = article.sentences[numbers[0] - 1] if value == _IN_OTHER_WORDS else value
        flaws += [_flaw(f"ungrounded_{name}", draft, f"{item!r} does not stand in the article") for item in lost]
    actors = []
    for actor in draft.actors:
        known = cast_actor(actor.role, actor.name, article)
        if known:
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


def distinct(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Return the actors with one entry for each role and actor, the first one."""
    first: dict[tuple[str, str], Actor] = {}
    for actor in actors:
        first.setdefault((actor.role, actor.iso3 or actor.canonical.casefold()), actor)
    return tuple(first.values())


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

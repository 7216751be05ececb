"""Closed fields: which kind of halt or limit, which format and level of talks, by the words of the evidence.

An engine that gives none leaves the neutral value, which claims nothing. The tables of a type's lexicon that are named
after its fields decide then, first table first; what they say of no words stays neutral.
"""

from functools import cache

from flows.extract.candidate import Candidate
from flows.extract.judgement.status import LEXICON
from flows.extract.phrases import PhraseTable, read_lexicon
from schemas import event_type
from schemas.draft import literal_values, neutral


def completed(candidate: Candidate, sentences: tuple[str, ...]) -> Candidate:
    """Return the candidate with its own closed fields told, as far as `sentences`, its evidence, tell them."""
    kind = candidate.event_type
    told = {
        name: told_by_words(kind.type, name, sentences) or _told_by_actors(candidate, name)
        for name, value in candidate.fields.items()
        if literal_values(kind.model_fields[name].annotation) and value == neutral(kind, name)
    }
    return candidate.with_(fields={**candidate.fields, **{name: value for name, value in told.items() if value}})


def told_by_words(event: str, field: str, sentences: tuple[str, ...]) -> str | None:
    """Return the value of a field that the first telling sentence has words for, None where none has."""
    table = _table(event, field)
    found = (table.found(sentence) for sentence in sentences) if table else ()
    return next((places[0][0] for places in found if places), None)


def _told_by_actors(candidate: Candidate, field: str) -> str | None:
    """Return the format of talks by who takes part: with a mediator, between two, between more."""
    if (candidate.event_type.type, field) != ("talks", "format"):
        return None
    if any(actor.role == "mediator" for actor in candidate.actors):
        return "third_party"
    parties = len(candidate.core_actors())
    return None if parties < 2 else "bilateral" if parties == 2 else "multilateral"


@cache
def _table(event: str, field: str) -> PhraseTable | None:
    assert field in event_type(event).model_fields
    try:
        lexicon = read_lexicon(LEXICON, event)
    except FileNotFoundError:
        return None
    return PhraseTable(lexicon[field], lexicon["groups"]) if field in lexicon else None

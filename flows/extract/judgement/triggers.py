"""The trigger check: evidence for an event must hold a word of its type. Stops most inventions of small models."""

from functools import cache

from flows.extract.phrases import Phrases
from schemas.mention import Mention


def holds_trigger(event_type: type[Mention], sentence: str) -> bool:
    """Tell whether a sentence holds one of the event type's trigger words; true for a type that names none."""
    return not event_type.trigger_words or bool(_pattern(event_type.trigger_words).search(sentence))


@cache
def _pattern(words: tuple[str, ...]) -> Phrases:
    return Phrases(words)

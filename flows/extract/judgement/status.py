"""Status: in which state the words of the evidence put an event. The lexicon beside this file decides."""

import re
from functools import cache

from flows.extract.phrases import phrase_pattern, read_lexicon

LEXICON = "flows.extract.judgement.lexicon"


def stated(event_type: str, sentence: str) -> tuple[str, ...]:
    """Return the statuses that a sentence states for an event of this type, the most telling first; () for none.

    An event type without a lexicon file has no cues: its engines' word is taken.
    """
    return tuple(status for status, pattern in _cues(event_type) if pattern.search(sentence))


def judged(event_type: str, proposed: str, evidence: tuple[str, ...]) -> str:
    """Return the status to keep: the engine's, where the evidence bears it out or says nothing, else the evidence's.

    `evidence` holds the sentences, best one first.
    """
    readings = [stated(event_type, sentence) for sentence in evidence]
    if any(proposed in reading for reading in readings):
        return proposed
    return next((reading[0] for reading in readings if reading), proposed)


@cache
def _cues(event_type: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    try:
        lexicon = read_lexicon(LEXICON, event_type)
    except FileNotFoundError:
        return ()
    return tuple((status, phrase_pattern(phrases, lexicon["groups"])) for status, phrases in lexicon["status"].items())

"""Status: in which state the words of the evidence put an event. The lexicon beside this file decides."""

from functools import cache, lru_cache

from flows.extract.phrases import PhraseTable, read_lexicon

LEXICON = "flows.extract.judgement.lexicon"


def stated(event_type: str, sentence: str, trigger: tuple[int, int] | None = None) -> tuple[str, ...]:
    """Return the statuses that a sentence states for an event of this type, the most telling first; () for none.

    Phrases that reach over the place of the `trigger` come first, then those elsewhere in the sentence, both in the
    order of the lexicon. A table's name is the status, then what sort of phrases it has. An event type without a
    lexicon file has no cues: its engines' word is taken.
    """
    near: list[str] = []
    far: list[str] = []
    for name, spans in _found(event_type, "status", sentence):
        reaches = trigger and any(start < trigger[1] and trigger[0] < end for start, end in spans)
        (near if reaches else far).append(_status(name))
    if not (near or far):
        far = [_status(name) for name, _ in _found(event_type, "fallback", sentence)]
    return tuple(dict.fromkeys((*near, *far)))


def _status(table: str) -> str:
    return table.partition(" ")[0]


def judged(event_type: str, proposed: str, evidence: tuple[str, ...]) -> str:
    """Return the status to keep: the engine's, where the evidence bears it out or says nothing, else the evidence's.

    `evidence` holds the sentences, best one first.
    """
    readings = [stated(event_type, sentence) for sentence in evidence]
    if any(proposed in reading for reading in readings):
        return proposed
    return next((reading[0] for reading in readings if reading), proposed)


@lru_cache(maxsize=256)  # a sentence is asked for each of its triggers, and again by the judge
def _found(event_type: str, table: str, sentence: str) -> list[tuple[str, list[tuple[int, int]]]]:
    cues = _cues(event_type, table)
    return cues.found(sentence) if cues else []


@cache
def _cues(event_type: str, table: str) -> PhraseTable | None:
    try:
        lexicon = read_lexicon(LEXICON, event_type)
    except FileNotFoundError:
        return None
    return PhraseTable(lexicon[table], lexicon["groups"])

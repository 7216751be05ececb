"""Assertion: how the evidence puts an event, by the annotation guide's definitions."""

from functools import cache
from typing import cast

from flows.extract.article import Article
from flows.extract.candidate import Candidate
from flows.extract.judgement.status import LEXICON
from flows.extract.phrases import PhraseTable, read_lexicon
from schemas.mention import Assertion

_NO_WRONGS = frozenset({"scheduled", "ongoing", "concluded", "suspended", "broken_off", "cancelled"})
"""States of talks: "broke off talks, accusing Mali of bad faith" alleges something else."""
_HOPED_FOR = frozenset({"proposed"})


def judged(candidate: Candidate, article: Article) -> Candidate:
    """Return the candidate with the assertion that its best evidence bears out."""
    best = article.sentences[candidate.evidence[0] - 1]
    return candidate.with_(assertion=stated(best, candidate.status) or candidate.assertion)


def stated(sentence: str, event_status: str) -> Assertion | None:
    """Return the assertion that a sentence shows for an event in this status, or None where it shows none."""
    if event_status in _HOPED_FOR:
        return "hypothetical"
    found = [name for name, _ in _table().found(sentence) if name != "alleged" or event_status not in _NO_WRONGS]
    return cast(Assertion, found[0]) if found else None


@cache
def _table() -> PhraseTable:
    lexicon = read_lexicon(LEXICON, "assertion")
    return PhraseTable(lexicon["assertion"], lexicon["groups"])

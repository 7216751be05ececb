"""The judge: one place, for every engine, that decides which candidates stand and how they are put."""

from collections.abc import Sequence

from flows.extract.article import Article
from flows.extract.candidate import Candidate
from flows.extract.grounding import Flaw
from flows.extract.judgement import assertion, status
from flows.extract.judgement.closed_fields import completed
from flows.extract.judgement.merging import merged
from flows.extract.judgement.triggers import holds_trigger


def judge(candidates: Sequence[Candidate], article: Article) -> tuple[list[Candidate], list[Flaw]]:
    """Return the candidates that stand, merged and with checked status and assertion, and why the others fall."""
    standing: list[Candidate] = []
    flaws: list[Flaw] = []
    for candidate in candidates:
        sentences = tuple(article.sentences[number - 1] for number in candidate.evidence)
        kind = candidate.event_type
        if not any(holds_trigger(kind, sentence) for sentence in sentences):
            flaws.append(_flaw("no_trigger", candidate, f"no sentence of its evidence holds a word of {kind.type}"))
        elif not candidate.core_actors():
            flaws.append(_flaw("no_actor", candidate, f"it names no {' or '.join(kind.core_roles)}"))
        else:
            judged = candidate.with_(status=status.judged(kind.type, candidate.status, sentences))
            standing.append(completed(judged, sentences))
    joined = merged(standing, article)
    return [assertion.judged(candidate, article) for candidate in joined], flaws


def _flaw(reason: str, candidate: Candidate, detail: str) -> Flaw:
    return Flaw("judge", reason, f"{candidate.event_type.type} {candidate.summary[:80]!r}: {detail}.")

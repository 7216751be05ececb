"""The extract stage: pending documents are read by an engine, judged, and committed as they are done."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from flows.extract.article import Article
from flows.extract.engine import Answer, Engine, EngineUnavailable, Usage
from flows.extract.grounding import Flaw, ground
from flows.extract.judgement import judge
from flows.extract.mentions import Provenance, mentions
from flows.extract.window import slide
from flows.stage_run import StageRun
from flows.tables.commit import Change, RowReference
from flows.tables.corrections import earlier_texts, read_in
from flows.tables.pending import DocumentReference, load_documents
from schemas import SCHEMA_VERSION, Document, Mention, Reading, Reject, all_event_types, ids

COMMIT_DOCUMENTS = 50
COMMIT_SECONDS = 10.0
"""What is complete is committed when so many documents are, or so long after the last commit."""


@dataclass
class Read:
    """What came of one document: its reading, its mentions, and what was dropped on the way."""

    document: Document
    reading: Reading
    mentions: list[Mention]
    rejects: list[Reject] = field(default_factory=list)


async def extract_slice(run: StageRun, engine: Engine, references: Sequence[DocumentReference], total: int) -> None:
    """Read a slice of documents in one sliding window, and commit what is complete as it goes.

    `total` is what the whole stage has to do, for progress. Raises EngineUnavailable when the engine can't go on; what
    was complete is committed then, and the rest stays pending.
    """
    reference = {item.document_id: item for item in references}
    documents = load_documents(run.layout, references)

    async def read(article: Article) -> tuple[Answer, float]:
        begun = time.perf_counter()
        try:
            answer = await engine.read(article)
        except EngineUnavailable:
            raise
        except Exception as error:  # a fault of ours, met in one article, must not hold up the others
            answer = broken(error, Usage())
        return answer, time.perf_counter() - begun

    done: list[Read] = []
    last_commit = time.monotonic()
    try:
        async for article, (answer, seconds) in slide(map(Article, documents), read, engine.window):
            before = reference[article.document.document_id]
            try:
                concluded = conclude(run, engine, article, answer, seconds, before.attempts)
            except Exception as error:
                concluded = conclude(run, engine, article, broken(error, answer.usage), seconds, before.attempts)
            done.append(concluded)
            run.tell(run.counts["read"], total)
            if len(done) >= COMMIT_DOCUMENTS or time.monotonic() - last_commit > COMMIT_SECONDS:
                # Emptied first: when this commit fails it may be decided already, and must not be made twice.
                complete, done, last_commit = done, [], time.monotonic()
                _commit(run, complete, reference)
    finally:
        _commit(run, done, reference)


def broken(error: Exception, usage: Usage) -> Answer:
    """Return the answer for an article over which our own code has failed; a mended version may read it."""
    detail = f"{type(error).__name__}: {error}"
    return Answer(outcome="failed", reason="extract_failed", detail=detail, retryable=True, usage=usage)


@contextmanager
def outage_recorded(run: StageRun) -> Iterator[None]:
    """Write one reject row for the whole run when the engine can't go on, and let EngineUnavailable through."""
    try:
        yield
    except EngineUnavailable as error:
        where = run.settings.base_url or str(run.settings.engine)
        run.commit(Change(add=[run.reject(where, "engine_unavailable", str(error), retryable=True)]))
        raise


def conclude(run: StageRun, engine: Engine, article: Article, answer: Answer, seconds: float, attempts: int) -> Read:
    """Return what an engine's answer means for a document: judged mentions, reading, rejects; count it in `run`."""
    document = article.document
    name = ids.reading_id(document.document_id, engine.name, engine.model, engine.prompt_version, SCHEMA_VERSION)
    provenance = Provenance(name, engine.name, engine.model, engine.prompt_version, run.run_id, datetime.now(UTC))
    found_mentions, flaws = findings(article, answer, provenance)
    rejects = [
        run.reject(document.source_id, flaw.reason, flaw.detail, stage=flaw.stage, document_id=document.document_id)
        for flaw in flaws
    ]
    outcome = answer.outcome or ("extracted" if found_mentions else "no_event")
    if outcome == "failed":
        rejects.append(
            run.reject(
                document.source_id,
                answer.reason or "failed",
                f"{engine.name} could not read {document.title!r}: {answer.detail or answer.reason}.",
                document_id=document.document_id,
                attempt=attempts + 1,
                retryable=answer.retryable,
            )
        )
    reading = Reading(
        reading_id=name,
        document_id=document.document_id,
        published_date=document.published_date,
        engine=engine.name,
        model=engine.model,
        prompt_version=engine.prompt_version,
        schema_version=SCHEMA_VERSION,
        outcome=outcome,
        reason=answer.reason,
        retryable=answer.retryable,
        attempts=attempts + 1,
        requests=answer.usage.requests,
        reasks=answer.usage.reasks,
        prompt_tokens=answer.usage.prompt_tokens,
        cached_tokens=answer.usage.cached_tokens,
        completion_tokens=answer.usage.completion_tokens,
        cost_usd=answer.usage.cost_usd,
        seconds=round(seconds, 4),
        run_id=run.run_id,
    )
    run.counts["read"] += 1
    run.counts[outcome] += 1
    run.counts.update({kind.table: sum(isinstance(row, kind) for row in found_mentions) for kind in all_event_types()})
    run.usage.update(
        requests=reading.requests,
        reasks=reading.reasks,
        prompt_tokens=reading.prompt_tokens,
        cached_tokens=reading.cached_tokens,
        completion_tokens=reading.completion_tokens,
    )
    if reading.cost_usd is not None:
        run.cost_usd = (run.cost_usd or 0.0) + reading.cost_usd
    return Read(document, reading, found_mentions, rejects)


def findings(article: Article, answer: Answer, provenance: Provenance) -> tuple[list[Mention], list[Flaw]]:
    """Return the mentions that an engine's drafts come to once grounded and judged, and what had to go on the way."""
    candidates, flaws = [], []
    for draft in answer.drafts:
        candidate, found = ground(draft, article)
        flaws += found
        candidates += [candidate] if candidate else []
    standing, fallen = judge(candidates, article)
    return mentions(standing, article, provenance), [*flaws, *fallen]


def _commit(run: StageRun, done: Sequence[Read], references: dict[str, DocumentReference]) -> None:
    """Commit readings and mentions in place of those of an earlier reading, or of the text that a document corrects."""
    earlier = {
        name: references[name].day
        for name in (item.document.document_id for item in done)
        if references[name].reading_id
    }
    replaced = earlier | earlier_texts(run.layout, [item.document.document_id for item in done])
    old_mentions, old_readings = read_in(run.layout, replaced)
    new = [_inherit(row, old_mentions) for item in done for row in item.mentions]
    run.commit(
        Change(
            add=[*new, *(item.reading for item in done), *(row for item in done for row in item.rejects)],
            remove=[RowReference.of(row) for row in (*old_mentions, *old_readings)],
        )
    )


def _inherit(mention: Mention, replaced: Sequence[Mention]) -> Mention:
    """Return the mention with the event_id of the one it replaces: same document and type, overlapping evidence."""
    for old in replaced:
        if type(old) is type(mention) and old.document_id == mention.document_id and _overlap(old, mention):
            return mention.model_copy(update={"event_id": old.event_id})
    return mention


def _overlap(one: Mention, other: Mention) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.evidence for b in other.evidence)

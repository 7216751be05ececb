"""The extract stage: pending documents are read by an engine, judged, and committed as they are done."""

import math
import time
from collections.abc import Iterator, Mapping, Sequence
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
from flows.tables.pending import GOOD, DocumentReference, load_documents
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


@dataclass(frozen=True)
class Reply:
    """What an engine answered for one article, and when: seconds of one clock."""

    article: Article
    answer: Answer
    begun: float
    ended: float


@dataclass
class Slice:
    """The documents of one slice at work: gathers what is complete, and commits it from time to time."""

    run: StageRun
    engine: Engine
    references: Mapping[str, DocumentReference]
    total: int
    """What the whole stage has to do, for progress."""
    done: list[Read] = field(default_factory=list)
    unsettled: list[Reply] = field(default_factory=list)
    """Failures that may be the endpoint's fault."""
    waiting: list[DocumentReference] = field(default_factory=list)
    """Documents whose answers are yet to come."""
    last_commit: float = field(default_factory=time.monotonic)

    async def reply(self, article: Article) -> Reply:
        """Return the engine's answer. Raises EngineUnavailable when no other article can be read either."""
        begun = time.perf_counter()
        try:
            answer = await self.engine.read(article)
        except EngineUnavailable:
            raise
        except Exception as error:  # a fault of ours, met in one article, must not hold up the others
            answer = broken(error, Usage())
        return Reply(article, answer, begun, time.perf_counter())

    def affordable(self, documents: Sequence[Document]) -> Iterator[Article]:
        """Yield the documents until the run has spent what it may; the rest is counted as `over_budget`."""
        for document in documents:
            if self._budget_spent():
                self.run.counts["over_budget"] += 1
            else:
                yield Article(document)

    def take(self, reply: Reply) -> None:
        """Note an answer that came in, and commit what is complete when it is time."""
        if reply.answer.waiting:
            self.waiting.append(self.references[reply.article.document.document_id])
        elif reply.answer.unsettled:
            self.unsettled.append(reply)
        else:
            if reply.answer.usage.requests:  # The endpoint answers: what failed before was not its fault.
                self.settle(reply.begun)
            self._conclude(reply)
        self.run.tell(self.run.counts["read"], self.total)
        if len(self.done) >= COMMIT_DOCUMENTS or time.monotonic() - self.last_commit > COMMIT_SECONDS:
            self.commit()

    def settle(self, before: float = math.inf) -> None:
        """Count the failures in doubt up to a moment against their documents."""
        due = [reply for reply in self.unsettled if reply.ended <= before]
        self.unsettled = [reply for reply in self.unsettled if reply.ended > before]
        for reply in due:
            self._conclude(reply)

    def drop(self) -> None:
        """Leave the documents of failures in doubt pending, as if they had not been tried; what they took counts."""
        for reply in self.unsettled:
            count_usage(self.run, reply.answer.usage)
        self.unsettled = []

    def commit(self) -> None:
        """Commit what is complete."""
        # Emptied first: when this commit fails it may be decided already, and must not be made twice.
        complete, self.done, self.last_commit = self.done, [], time.monotonic()
        _commit(self.run, complete, self.references)

    def _conclude(self, reply: Reply) -> None:
        article, answer, seconds = reply.article, reply.answer, reply.ended - reply.begun
        attempts = self.references[article.document.document_id].attempts
        try:
            read = conclude(self.run, self.engine, article, answer, seconds, attempts)
        except Exception as error:
            failed = broken(error, answer.usage)
            read = conclude(self.run, self.engine, article, failed, seconds, attempts)
        self.done.append(read)

    def _budget_spent(self) -> bool:
        most = self.run.settings.max_cost
        if most is None:
            return False
        in_doubt = sum(reply.answer.usage.cost_usd or 0.0 for reply in self.unsettled)
        return (self.run.cost_usd or 0.0) + in_doubt >= most


async def extract_slice(
    run: StageRun, engine: Engine, references: Sequence[DocumentReference], total: int
) -> list[DocumentReference]:
    """Read a slice of documents in one sliding window, commit what is complete as it goes, return what is to come.

    `total` is what the whole stage has to do, for progress. Stops before the next document once the run has spent its
    `max_cost`. Raises EngineUnavailable when the engine can't go on; what was complete is committed then, and the rest
    stays pending, those whose failure may be the endpoint's fault included.
    """
    work = Slice(run, engine, {item.document_id: item for item in references}, total)
    documents = load_documents(run.layout, references)
    try:
        async for _, reply in slide(work.affordable(documents), work.reply, engine.window):
            work.take(reply)
        work.settle()
    finally:
        work.drop()
        work.commit()
    return work.waiting


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
    count_usage(run, answer.usage)
    return Read(document, reading, found_mentions, rejects)


def count_usage(run: StageRun, usage: Usage) -> None:
    """Add what an answer took to the figures of the run."""
    run.usage.update(
        requests=usage.requests,
        reasks=usage.reasks,
        prompt_tokens=usage.prompt_tokens,
        cached_tokens=usage.cached_tokens,
        completion_tokens=usage.completion_tokens,
    )
    if usage.cost_usd is not None:
        run.cost_usd = (run.cost_usd or 0.0) + usage.cost_usd


def findings(article: Article, answer: Answer, provenance: Provenance) -> tuple[list[Mention], list[Flaw]]:
    """Return the mentions that an engine's drafts come to once grounded and judged, and what had to go on the way."""
    candidates, flaws = [], []
    for draft in answer.drafts:
        candidate, found = ground(draft, article)
        flaws += found
        candidates += [candidate] if candidate else []
    standing, fallen = judge(candidates, article)
    return mentions(standing, article, provenance), [*flaws, *fallen]


def _commit(run: StageRun, done: Sequence[Read], references: Mapping[str, DocumentReference]) -> None:
    """Commit readings and mentions in place of those of an earlier reading, or of the text that a document corrects.

    Where an earlier reading was good and the new one is not, the earlier one stays.
    """
    rejects = [row for item in done for row in item.rejects]
    kept = [
        item for item in done if not (references[item.document.document_id].good and item.reading.outcome not in GOOD)
    ]
    earlier = {
        name: references[name].day
        for name in (item.document.document_id for item in kept)
        if references[name].reading_id
    }
    replaced = earlier | earlier_texts(run.layout, [item.document.document_id for item in kept])
    old_mentions, old_readings = read_in(run.layout, replaced)
    new = [_inherit(row, old_mentions) for item in kept for row in item.mentions]
    run.commit(
        Change(
            add=[*new, *(item.reading for item in kept), *rejects],
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

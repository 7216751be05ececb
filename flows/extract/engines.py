"""Which engine a run asks for, and which documents that engine is to read."""

from collections.abc import Iterator

from flows.extract.engine import Engine
from flows.extract.rules.engine import RulesEngine
from flows.settings import RunSettings
from flows.tables.layout import Layout
from flows.tables.pending import DocumentReference, Reader, pending_documents
from schemas import SCHEMA_VERSION


def engine_for(settings: RunSettings) -> Engine:
    """Return the engine that the settings name. Raises EngineUnavailable when it lacks a key."""
    # Half a second to import, for those who use them.
    if settings.engine == "openai":
        from flows.extract.openai.engine import OpenAIEngine

        return OpenAIEngine.of(settings)
    if settings.engine == "batch":
        from flows.extract.batch.engine import BatchEngine

        return BatchEngine.of(settings)
    return RulesEngine()


def reader_of(settings: RunSettings) -> Reader:
    """Return who reads in such a run, without making the engine, which may lack a key that it does not need yet."""
    if settings.engine in {"openai", "batch"}:
        from flows.extract.openai.prompt import Prompt

        return Reader(settings.engine, settings.model, Prompt().version, SCHEMA_VERSION)
    return Reader(RulesEngine.name, RulesEngine.model, RulesEngine.prompt_version, SCHEMA_VERSION)


def to_read(layout: Layout, settings: RunSettings) -> Iterator[DocumentReference]:
    """Yield the documents that such a run is to read.

    With `again` those that others have read too, published since `since` where that is given; with `refresh` as well,
    also those that this reader has read.
    """
    return pending_documents(
        layout,
        reasons_lifted=reasons_lifted(settings),
        again=reader_of(settings) if settings.again else None,
        since=settings.since,
        own_too=settings.refresh,
    )


def reasons_lifted(settings: RunSettings) -> frozenset[str]:
    """Return for which reasons skipped documents are taken up again: those that do not hold for this run's engine."""
    if settings.engine == "rules":
        return frozenset({"triage"})
    return frozenset({"language"} if settings.triage else {"language", "triage"})

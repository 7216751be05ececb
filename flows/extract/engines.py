"""Which engine a run asks for."""

from flows.extract.engine import Engine
from flows.extract.rules.engine import RulesEngine
from flows.settings import RunSettings


def engine_for(settings: RunSettings) -> Engine:
    """Return the engine that the settings name. Raises EngineUnavailable when it lacks a key."""
    if settings.engine == "openai":
        # Half a second to import, for those who use it.
        from flows.extract.openai.engine import OpenAIEngine

        return OpenAIEngine.of(settings)
    return RulesEngine()


def reasons_lifted(settings: RunSettings) -> frozenset[str]:
    """Return for which reasons skipped documents are taken up again: those that do not hold for this run's engine."""
    if settings.engine == "rules":
        return frozenset({"triage"})
    return frozenset({"language"} if settings.triage else {"language", "triage"})

"""Which engine a run asks for."""

from flows.extract.engine import Engine
from flows.extract.rules.engine import RulesEngine
from flows.settings import RunSettings


def engine_for(settings: RunSettings) -> Engine:
    """Return the engine that the settings name."""
    match settings.engine:
        case "rules":
            return RulesEngine()

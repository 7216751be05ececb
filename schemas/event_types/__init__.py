"""The event types: one file each. A new file with a subclass of `Mention` is all that a new type needs."""

import pkgutil
from importlib import import_module

from schemas.mention import Mention


def all_event_types() -> tuple[type[Mention], ...]:
    """Return the class of every event type in this folder, sorted by table name.

    Computed at each call from the modules of the folder, so that there is no list to keep.
    """
    modules = [import_module(module.name) for module in pkgutil.iter_modules(__path__, prefix=f"{__name__}.")]
    found = [
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Mention) and value.__module__ == module.__name__
    ]
    return tuple(sorted(found, key=lambda event_type: event_type.table))


def event_type(name: str) -> type[Mention]:
    """Return the class of the event type `name`, such as `talks`. Raises KeyError for an unknown one."""
    for candidate in all_event_types():
        if candidate.type == name:
            return candidate
    raise KeyError(f"no event type {name!r}; there are {[known.type for known in all_event_types()]}")

"""The intent: the list of what a commit does. Once it is on disk the commit is decided, and only ever goes forward."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from flows.tables.files import make_folder, sync_folder, write_bytes
from flows.tables.layout import Layout


@dataclass(frozen=True)
class Intent:
    """What a commit does, in this order. All paths are relative to the output folder."""

    delete: Sequence[str]
    """Files that go."""
    move: Sequence[tuple[str, str]]
    """Staged files, each with the place it goes to, replacing what is there."""


def declare(layout: Layout, commit_id: str, intent: Intent) -> None:
    """Write the intent durably: this decides the commit. Staged files must be durable before."""
    draft = layout.intents / f"{commit_id}.json.tmp"
    write_bytes(draft, json.dumps(asdict(intent), indent=1).encode())
    draft.replace(layout.intents / f"{commit_id}.json")
    sync_folder(layout.intents)


def settle(layout: Layout) -> None:
    """Carry out every declared intent, then remove temporary files that none of them names.

    The caller holds the commit lock. Safe to repeat from any point at which it was cut off.
    """
    for folder in (layout.intents, layout.staging):
        make_folder(folder)
    for path in sorted(layout.intents.glob("*.json")):
        _roll_forward(layout, path)
    for stray in (*layout.intents.glob("*.tmp"), *layout.staging.glob("*.tmp")):
        stray.unlink()


def _roll_forward(layout: Layout, path: Path) -> None:
    intent = Intent(**json.loads(path.read_bytes()))
    for name in intent.delete:
        (layout.out / name).unlink(missing_ok=True)
    for staged, place in intent.move:
        target = layout.out / place
        make_folder(target.parent)
        with suppress(FileNotFoundError):  # moved already, before this intent was cut off
            (layout.out / staged).replace(target)
    for folder in {(layout.out / name).parent for name in (*intent.delete, *(place for _, place in intent.move))}:
        sync_folder(folder)
    path.unlink()

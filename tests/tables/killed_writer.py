"""Carries out one action on a copy of a folder again and again, and each time is killed one file operation later.

Usage: killed_writer.py BEFORE COPIES ACTION. BEFORE: an output folder, left as it is. COPIES: gets one folder for each
killing, 001, 002, ..., and at last one where the action came to its end. ACTION: a pickled function of a Layout.
"""

import os
import pickle
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

import pandas  # type: ignore[import-untyped]  # noqa: F401 - pyarrow imports it on first use; once, not in each child

from flows.tables.layout import Layout

OPERATIONS = {"open", "os.mkdir", "os.rename", "os.remove"}


def kill_at(operation: int, folder: Path) -> None:
    """Have this process killed just before its `operation`-th file operation under `folder`."""
    seen = 0

    def count(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal seen
        if event in OPERATIONS and str(arguments[0]).startswith(str(folder)):
            seen += 1
            if seen == operation:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)


def main(before: Path, copies: Path, action: Path) -> None:
    perform = pickle.loads(action.read_bytes())
    for operation in range(1, 1000):
        copy = copies / f"{operation:03}"
        shutil.copytree(before, copy)
        child = os.fork()
        if not child:
            kill_at(operation, copy)
            perform(Layout(copy))
            os._exit(0)
        status = os.waitpid(child, 0)[1]
        if status == 0:
            return
        if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
            sys.exit(f"the action failed by itself in {copy}")
    sys.exit("the action does not end")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))

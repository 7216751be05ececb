"""Files and folders that survive a loss of power."""

import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

_ROW_GROUP_BYTES = 16 * 2**20
"""Bounds what a reader of a few rows has to hold."""


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Make `folder` and its parents where they are missing, durably."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a new file durably; its name is durable once its folder is synced."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def write_parquet(path: Path, table: pa.Table) -> None:
    """Write `table` as a new Parquet file durably; its name is durable once its folder is synced."""
    rows = max(1, table.num_rows * _ROW_GROUP_BYTES // max(1, table.nbytes))
    with path.open("xb") as file:
        pq.write_table(table, file, compression="zstd", row_group_size=rows)
        file.flush()
        os.fsync(file.fileno())

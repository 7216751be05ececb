from datetime import date
from pathlib import Path

import pytest

from flows.tables.layout import Layout
from schemas import Document


def test_a_relative_folder_is_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    layout = Layout(Path("outputs"))
    monkeypatch.chdir("/")
    assert layout.partition(Document, date(2026, 3, 2)) == tmp_path / "outputs" / "documents" / "date=2026-03-02"


def test_parts_and_days_are_sorted_and_leave_other_files_out(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    for name in (
        "date=2026-03-02/b.parquet",
        "date=2026-03-02/a.parquet",
        "date=2026-03-01/c.parquet",
        "date=2026-02-28/note.txt",
    ):
        (tmp_path / "documents" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "documents" / name).touch()
    assert [part.name for part in layout.parts(Document)] == ["c.parquet", "a.parquet", "b.parquet"]
    assert [part.name for part in layout.parts(Document, date(2026, 3, 2))] == ["a.parquet", "b.parquet"]
    assert layout.days(Document) == [date(2026, 3, 1), date(2026, 3, 2)]


def test_a_folder_without_tables_has_no_parts(tmp_path: Path) -> None:
    layout = Layout(tmp_path / "nowhere")
    assert layout.parts(Document) == []
    assert layout.days(Document) == []


def test_what_is_not_a_table_never_ends_in_parquet(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    assert layout.lock("clean") == tmp_path / ".parley" / "clean.lock"
    assert {layout.intents.parent, layout.staging.parent} == {layout.state}

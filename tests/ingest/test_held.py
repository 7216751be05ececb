from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows.ingest.held import held_in
from flows.ingest.item import raw_item
from flows.tables.commit import Change, commit
from flows.tables.layout import Layout
from schemas import Raw

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def row(source: str, source_id: str, body: bytes = b"Talks.", updated: str | None = None, days: int = 0) -> Raw:
    return raw_item(
        source=source,
        source_id=source_id,
        body=body,
        content_type="text/plain",
        fetched=NOW + timedelta(days=days),
        locator="a",
        updated=updated,
    )


def test_what_raw_holds_comes_with_the_last_words_for_its_change(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    commit(layout, Change(add=[row("Post", "1", b"new", "Tuesday", days=1), row("Herald", "2")]))
    commit(layout, Change(add=[row("Post", "1", b"old", "Monday"), row("Post", "3")]))
    asked = {("Post", "1"), ("Post", "2"), ("Herald", "2"), ("Herald", "1"), ("Post", "4")}
    assert held_in(layout)(asked) == {("Post", "1"): "Tuesday", ("Herald", "2"): None}


def test_an_empty_folder_holds_nothing(tmp_path: Path) -> None:
    assert held_in(Layout(tmp_path / "none"))({("Post", "1")}) == {}

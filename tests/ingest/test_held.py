from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows.ingest.answer import Validators
from flows.ingest.held import held_in
from flows.ingest.item import raw_item
from flows.tables.commit import Change, commit
from flows.tables.layout import Layout
from schemas import Raw
from schemas.raw import Header

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
    found = held_in(layout).items(asked)
    assert {key: item.updated for key, item in found.items()} == {("Post", "1"): "Tuesday", ("Herald", "2"): None}
    assert found["Post", "1"].raw_id == row("Post", "1", b"new").raw_id


def test_what_a_page_can_be_asked_with_comes_with_it(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    said = {"etag": '"7"', "final_url": "https://example.org/b"}
    page = row("Post", "1").model_copy(
        update={"final_url": said["final_url"], "headers": [Header(name="etag", value=said["etag"])]}
    )
    commit(layout, Change(add=[page, row("Post", "2")]))
    found = held_in(layout).items({("Post", "1"), ("Post", "2")})
    assert found["Post", "1"].validators == Validators("https://example.org/b", '"7"', None)
    assert found["Post", "2"].validators is None


def test_rows_that_are_present(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    commit(layout, Change(add=[row("Post", "1")]))
    known = row("Post", "1").raw_id
    assert set(held_in(layout).present({known, "r_0"})) == {known}


def test_an_empty_folder_holds_nothing(tmp_path: Path) -> None:
    held = held_in(Layout(tmp_path / "none"))
    assert held.items({("Post", "1")}) == {}
    assert not held.present({"r_0"})
    with held.visits() as visits:
        assert visits.all() == {}

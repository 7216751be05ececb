from pathlib import Path

from schemas import dictionary, tables


def test_every_column_has_a_meaning() -> None:
    for table in dictionary.as_data()["tables"]:
        assert table["meaning"]
        assert [column["name"] for column in table["columns"] if not column["meaning"]] == []


def test_types_are_written_as_readers_know_them() -> None:
    documents = next(table for table in dictionary.as_data()["tables"] if table["table"] == "documents")
    types = {column["name"]: column["type"] for column in documents["columns"]}
    assert types["sentences"] == "list<struct<start: int32, end: int32>>"
    assert types["published"] == "timestamp[us, tz=UTC]"
    assert types["published_date"] == "date32[day]"


def test_the_page_in_outputs_is_current() -> None:
    page = Path("outputs/README.md").read_text(encoding="utf-8")
    assert page == dictionary.as_markdown(), "run: parley schema > outputs/README.md"


def test_all_tables_are_there() -> None:
    assert list(tables()) == [
        "raw", "documents", "readings", "deadlines", "moratoria", "talks", "events", "runs", "rejects",
    ]  # fmt: skip

import json
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.ingest.columns import Columns
from flows.ingest.item import Offer, Trouble
from flows.ingest.locations import FoundFile
from flows.ingest.parquet_rows import parquet_rows
from schemas.raw import Raw

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def offered(folder: Path, content: pa.Table | bytes, columns: Columns | None = None) -> list[Offer]:
    path = folder / "x.parquet"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        pq.write_table(content, path)
    return list(parquet_rows(FoundFile(path, path.name, None, "news", columns=columns), NOW))


def said(folder: Path, value: Any, kind: pa.DataType, field: str = "published") -> Any:
    """What a record says that comes from a cell with this value of this type."""
    (offer,) = offered(folder, pa.table({"text": ["Talks."], field: pa.array([value], kind)}))
    assert isinstance(offer, Raw), offer
    return json.loads(offer.body).get(field)


def test_a_row_becomes_the_record_that_json_lines_would_be(tmp_path: Path) -> None:
    table = pa.table(
        {
            "ArticleID": [17, 18],
            "Title": ["Truce", None],
            "date": pa.array([date(2026, 3, 1), None]),
            "body": ["Both sides agreed a truce.", "Talks opened in “Łódź”."],
            "vector": [[0.1, 0.2], [0.3, 0.4]],
        }
    )
    first, second = offered(tmp_path, table)
    assert isinstance(first, Raw) and isinstance(second, Raw)
    assert json.loads(first.body) == {
        "text": "Both sides agreed a truce.",
        "title": "Truce",
        "id": "17",
        "published": "2026-03-01",
    }
    assert json.loads(second.body) == {"text": "Talks opened in “Łódź”.", "id": "18"}
    assert (first.source_id, first.locator, first.published_hint) == ("17", "x.parquet#1", "2026-03-01")
    assert (second.locator, second.fetched) == ("x.parquet#2", NOW)


def test_columns_may_be_named_and_one_may_serve_twice(tmp_path: Path) -> None:
    table = pa.table({"text": ["not this"], "Volltext": ["Die Waffen ruhen."], "Link": ["https://example.org/a"]})
    (item,) = offered(tmp_path, table, Columns(text="Volltext", url="Link", id="Link"))
    assert isinstance(item, Raw)
    assert (item.source_id, item.url) == ("https://example.org/a", "https://example.org/a")
    assert json.loads(item.body)["text"] == "Die Waffen ruhen."


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (datetime(2026, 3, 1, 17, 5), pa.timestamp("ns"), "2026-03-01T17:05:00"),
        (datetime(2026, 3, 1), pa.timestamp("us"), "2026-03-01"),
        (datetime(2026, 3, 1, 17, tzinfo=UTC), pa.timestamp("ms", "+01:00"), "2026-03-01T18:00:00+01:00"),
        (2**62, pa.timestamp("us"), None),
        (1772384700, pa.int64(), "1772384700"),
        (float("nan"), pa.float64(), None),
        (17.0, pa.float64(), "17"),
        (True, pa.bool_(), None),
        ("1 March", pa.dictionary(pa.int32(), pa.string()), "1 March"),
        (b"caf\xe9", pa.binary(), "café"),
        ("1 March", pa.string_view(), "1 March"),
    ],
)
def test_a_cell_of_any_type_says_what_it_can(
    tmp_path: Path, value: Any, kind: pa.DataType, expected: str | None
) -> None:
    assert said(tmp_path, value, kind) == expected


def test_several_authors_are_listed(tmp_path: Path) -> None:
    assert said(tmp_path, ["A. Writer", "B. Editor"], pa.list_(pa.string()), "author") == "A. Writer, B. Editor"


def test_a_row_without_an_article_is_a_trouble(tmp_path: Path) -> None:
    bad, good = offered(tmp_path, pa.table({"text": [None, "Talks."]}))
    assert isinstance(bad, Trouble) and (bad.reason, bad.locator) == ("no_text", "x.parquet#1")
    assert isinstance(good, Raw)


def test_text_that_is_no_utf8_is_read(tmp_path: Path) -> None:
    broken = pa.Array.from_buffers(
        pa.string(), 1, [None, pa.py_buffer(b"\0\0\0\0\x08\0\0\0"), pa.py_buffer(b"caf\xe9 now")]
    )
    (item,) = offered(tmp_path, pa.table({"text": broken}))
    assert isinstance(item, Raw) and json.loads(item.body)["text"] == "café now"


@pytest.mark.parametrize(
    ("table", "columns", "reason"),
    [
        (pa.table({"a": [1]}), None, "no_text_column"),
        (pa.table({"text": ["A"]}), Columns(title="Headline"), "no_text_column"),
        (pa.table({"text": pa.array([], pa.string())}), None, "empty_file"),
        (b"", None, "broken_file"),
        (b"PAR1PAR1", None, "broken_file"),
    ],
)
def test_what_is_no_table_of_articles_is_one_trouble(
    tmp_path: Path, table: pa.Table | bytes, columns: Columns | None, reason: str
) -> None:
    (found,) = offered(tmp_path, table, columns)
    assert isinstance(found, Trouble) and found.reason == reason


def test_a_missing_file_is_a_trouble(tmp_path: Path) -> None:
    (found,) = parquet_rows(FoundFile(tmp_path / "none.parquet", "none.parquet", None, "news"), NOW)
    assert isinstance(found, Trouble) and found.reason == "missing_file"


def written() -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table({"id": list(range(50)), "text": [f"Talks {number}." for number in range(50)]}), sink)
    return bytes(sink.getvalue())


WHOLE = written()


@settings(deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=20), st.booleans())
def test_a_damaged_file_gives_rows_and_at_most_one_trouble_of_the_file(at: int, damage: bytes, is_cut: bool) -> None:
    content = WHOLE[:at] if is_cut else WHOLE[:at] + damage + WHOLE[at + len(damage) :]
    with tempfile.TemporaryDirectory() as folder:
        offers = offered(Path(folder), content)
    assert offers
    assert all(offer.model_dump_json() for offer in offers)
    assert sum(offer.locator == "x.parquet" for offer in offers) <= 1

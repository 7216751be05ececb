import csv
import gzip
import io
import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.ingest import csv_rows as module
from flows.ingest.columns import Columns
from flows.ingest.csv_rows import csv_rows
from flows.ingest.item import Offer, Trouble
from flows.ingest.locations import FoundFile
from schemas.raw import Raw

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
TRUCE = "Both sides agreed a truce, “for now”."


def offered(folder: Path, content: bytes | str, columns: Columns | None = None, name: str = "x.csv") -> list[Offer]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(csv_rows(FoundFile(path, name, None, "news", columns=columns), NOW))


def row(folder: Path, content: bytes | str, columns: Columns | None = None) -> Raw:
    (offer,) = offered(folder, content, columns)
    assert isinstance(offer, Raw), offer
    return offer


def texts(offers: list[Offer]) -> list[str]:
    return [json.loads(offer.body)["text"] if isinstance(offer, Raw) else offer.reason for offer in offers]


def test_a_row_becomes_the_record_that_json_lines_would_be(tmp_path: Path) -> None:
    item = row(
        tmp_path,
        "ID,Headline,Date,Link,Byline,Outlet,Body,Words\n"
        f'n-17,Truce,2026-03-01,https://example.org/truce,A. Writer,Harbour Post,"{TRUCE}",6\n',
    )
    assert json.loads(item.body) == {
        "text": TRUCE,
        "title": "Truce",
        "id": "n-17",
        "url": "https://example.org/truce",
        "published": "2026-03-01",
        "author": "A. Writer",
        "source": "Harbour Post",
    }
    assert (item.source, item.source_id, item.content_type) == ("Harbour Post", "n-17", "application/json")
    assert (item.published_hint, item.header("parley-hint-from")) == ("2026-03-01", "record")
    assert (item.locator, item.fetched) == ("x.csv:2", NOW)


def test_columns_may_be_named(tmp_path: Path) -> None:
    columns = Columns(text="Volltext", title="text", published="Datum")
    item = row(tmp_path, "text;Volltext;Datum\nWaffenruhe;Die Waffen ruhen.;1. März 2026\n", columns)
    assert json.loads(item.body) == {
        "text": "Die Waffen ruhen.",
        "title": "Waffenruhe",
        "published": "1. März 2026",
    }


@pytest.mark.parametrize("delimiter", list(",;\t|"))
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    content = io.StringIO()
    csv.writer(content, delimiter=delimiter).writerows([["id", "text"], ["1", f"Talks{delimiter} opened."]])
    assert texts(offered(tmp_path, content.getvalue())) == [f"Talks{delimiter} opened."]


def test_a_file_of_one_column_is_read(tmp_path: Path) -> None:
    assert texts(offered(tmp_path, "text\nTalks opened.\n\nTalks ended.\n")) == ["Talks opened.", "Talks ended."]


def test_a_field_may_hold_line_breaks_and_quotes(tmp_path: Path) -> None:
    first, second = offered(tmp_path, 'id,text\r\n1,"A ""truce"",\r\nagain."\r\n2,Talks.\r\n')
    assert texts([first, second]) == ['A "truce",\r\nagain.', "Talks."]
    assert (first.locator, second.locator) == ("x.csv:2", "x.csv:4")


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_charset_is_read(tmp_path: Path, charset: str) -> None:
    content = f"id;text\n1;{TRUCE}\n2;Die Gespräche in Genf können weitergehen.\n"
    assert texts(offered(tmp_path, content.encode(charset)))[0] == TRUCE


def test_a_field_in_another_charset_than_its_file_is_mended(tmp_path: Path) -> None:
    content = "id;text\n1;Łódź žádá příměří.\n".encode() + "2;Gespräche über Genf.\n".encode("cp1252")
    assert texts(offered(tmp_path, content)) == ["Łódź žádá příměří.", "Gespräche über Genf."]


def test_a_packed_file_is_read_and_one_that_is_cut_gives_what_it_can(tmp_path: Path) -> None:
    content = "id,text\n" + "".join(f"{number},Talks {number * 7919}.\n" for number in range(5000))
    packed = gzip.compress(content.encode())
    assert len(offered(tmp_path, packed, name="x.csv.gz")) == 5000
    *some, last = offered(tmp_path, packed[:-5000], name="x.csv.gz")
    assert isinstance(last, Trouble) and (last.reason, last.retryable) == ("broken_file", True)
    assert texts(some[:2]) == ["Talks 0.", "Talks 7919."]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("2,a,b,c", "4 fields, but the header has 3"),
        ("2,a", "2 fields"),
        ('2,a,"b"c', "no CSV"),
    ],
)
def test_a_bad_row_says_what_is_wrong_and_stops_nobody(tmp_path: Path, bad: str, said: str) -> None:
    found, good = offered(tmp_path, f"id,title,text\n{bad}\n3,Truce,Talks.\n")
    assert isinstance(found, Trouble) and isinstance(good, Raw)
    assert (found.reason, found.locator, good.locator) == ("bad_row", "x.csv:2", "x.csv:3")
    assert said in found.detail


def test_a_row_may_end_in_empty_fields(tmp_path: Path) -> None:
    assert texts(offered(tmp_path, "id,text\n1,Talks.,,\n")) == ["Talks."]


def test_a_quote_that_is_never_closed_swallows_no_row_unseen(tmp_path: Path) -> None:
    assert texts(offered(tmp_path, 'id,text\n1,Talks.\n2,"Truce.\n3,More.\n')) == ["Talks.", "bad_row"]


def test_a_field_over_the_limit_is_a_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", 100)
    found = texts(offered(tmp_path, f"id,text\n1,{'x' * 101}\n2,Talks.\n"))
    assert "bad_row" in found and found[-1] == "Talks."


@pytest.mark.parametrize(
    ("content", "columns", "reason", "said"),
    [
        (b"", None, "empty_file", "is empty"),
        (b"\xef\xbb\xbf\n", None, "empty_file", "is empty"),
        (b"PK\x03\x04\0\0\0", None, "binary_file", "no text"),
        (b"a,b\n1,2\n", None, "no_text_column", "'a', 'b'"),
        (b"text,b\n1,2\n", Columns(text="Body"), "no_text_column", "'Body'"),
    ],
)
def test_what_is_no_table_of_articles_is_one_trouble(
    tmp_path: Path, content: bytes, columns: Columns | None, reason: str, said: str
) -> None:
    (found,) = offered(tmp_path, content, columns)
    assert isinstance(found, Trouble) and found.reason == reason
    assert said in found.detail


def test_a_row_without_an_article_is_a_trouble(tmp_path: Path) -> None:
    (found,) = offered(tmp_path, "id,text\n1, \n")
    assert isinstance(found, Trouble) and (found.reason, found.locator) == ("no_text", "x.csv:2")


def test_a_header_alone_offers_nothing_and_says_so(tmp_path: Path) -> None:
    (found,) = offered(tmp_path, "id,text\n")
    assert isinstance(found, Trouble) and found.reason == "empty_file"


def test_a_missing_file_is_a_trouble(tmp_path: Path) -> None:
    (found,) = csv_rows(FoundFile(tmp_path / "none.csv", "none.csv", None, "news"), NOW)
    assert isinstance(found, Trouble) and found.reason == "missing_file"


@settings(deadline=None)
@given(st.sampled_from([b"", b"id,text\n", b"\xff\xfei\0d\0\n\0"]), st.binary(max_size=200))
def test_any_bytes_give_rows_or_troubles(header: bytes, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        offers = offered(Path(folder), header + content)
    assert offers
    assert all(offer.model_dump_json() for offer in offers)


FIELDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)


@settings(deadline=None)
@given(st.lists(st.tuples(FIELDS, FIELDS.map("A{}".format)), min_size=1, max_size=5))
def test_what_the_csv_module_writes_comes_back_row_by_row(rows: list[tuple[str, str]]) -> None:
    content = io.StringIO(newline="")
    csv.writer(content).writerows([("title", "text"), *rows])
    with tempfile.TemporaryDirectory() as folder:
        offers = offered(Path(folder), content.getvalue())
    assert texts(offers) == [text for _, text in rows]

import gzip
import json
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ingest import json_lines as module
from flows.ingest.columns import Columns
from flows.ingest.item import Offer, Trouble, told_apart
from flows.ingest.json_lines import json_file, json_lines
from flows.ingest.locations import FoundFile
from schemas.raw import Raw

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
Reader = Callable[[FoundFile, datetime], Iterator[Offer]]


def offered(folder: Path, content: bytes | str, reader: Reader = json_lines, name: str = "x.jsonl") -> list[Offer]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(told_apart(reader(FoundFile(path, name, None, "news"), NOW)))


def row(folder: Path, content: bytes | str, reader: Reader = json_lines) -> Raw:
    (offer,) = offered(folder, content, reader)
    assert isinstance(offer, Raw), offer
    return offer


def trouble(folder: Path, content: bytes | str, reader: Reader = json_lines) -> Trouble:
    (offer,) = offered(folder, content, reader)
    assert isinstance(offer, Trouble), offer
    return offer


def test_a_record_becomes_a_raw_row_with_its_line_as_body(tmp_path: Path) -> None:
    line = (
        '{"id": "n-17", "title": "Truce", "published": "2026-03-01T18:00:00+01:00", "source": "Harbour Post", '
        '"url": "https://example.org/truce?utm_source=x", "text": "Both sides agreed a truce."}'
    )
    item = row(tmp_path, f"\n{line}\r\n")
    assert item.body == line.encode()
    assert (item.source, item.source_id, item.content_type) == ("Harbour Post", "n-17", "application/json")
    assert item.url == "https://example.org/truce?utm_source=x"
    assert item.published_hint == "2026-03-01T18:00:00+01:00"
    assert item.header("parley-hint-from") == "record"
    assert (item.locator, item.fetched) == ("x.jsonl:2", NOW)


def test_an_item_is_named_by_id_else_url_else_content(tmp_path: Path) -> None:
    offers = offered(
        tmp_path,
        '{"id": 0, "url": "https://example.org/a", "text": "A"}\n'
        '{"id": null, "url": "https://example.org/a?utm_source=x#top", "text": "A"}\n'
        '{"id": " ", "url": "javascript:alert(1)", "html": "<p>A</p>"}\n',
    )
    rows = [offer for offer in offers if isinstance(offer, Raw)]
    assert [item.source_id for item in rows[:2]] == ["0", "https://example.org/a"]
    assert rows[2].source_id == f"x.jsonl#{rows[2].body_sha256[:12]}"
    assert [item.source for item in rows] == ["x.jsonl"] * 3
    assert rows[2].url is None


def test_a_record_without_an_id_keeps_its_name_when_it_moves(tmp_path: Path) -> None:
    before = row(tmp_path, '{"text": "A"}\n')
    after = offered(tmp_path, '{"text": "B"}\n\n{"text": "A"}')[1]
    assert isinstance(after, Raw) and after.raw_id == before.raw_id


@pytest.mark.parametrize(
    ("line", "reason", "said"),
    [
        ('{"text": "A",}', "invalid_json", "line 1, column 1"),
        ('{"text": "A"} {"text": "B"}', "invalid_json", "line 1, column 15"),
        ("[" * 100_000, "invalid_json", "recursion"),
        ('{"id": ' + "9" * 5000 + ', "text": "A"}', "invalid_json", "line 1"),
        ('["A"]', "not_an_object", "an array"),
        ("null", "not_an_object", "null"),
        ('{"id": "1"}', "no_text", "'text' nor 'html'"),
        ('{"text": " \\n", "html": ""}', "no_text", "'text' nor 'html'"),
        ('{"text": ["A"]}', "bad_field", "'text' holds an array"),
        ('{"id": true, "text": "A"}', "bad_field", "'id' holds true or false"),
        ('{"id": 1.5, "text": "A"}', "bad_field", "'id' holds a number"),
        ('{"published": 1772400000, "text": "A"}', "bad_field", "'published' holds a number"),
        (b'{"text": "caf\xe9"}', "invalid_encoding", "byte 14"),
    ],
)
def test_a_bad_line_says_what_is_wrong_and_stops_nobody(
    tmp_path: Path, line: str | bytes, reason: str, said: str
) -> None:
    content = (line if isinstance(line, bytes) else line.encode()) + b'\n{"text": "Talks opened."}\n'
    bad, good = offered(tmp_path, content)
    assert isinstance(bad, Trouble) and isinstance(good, Raw)
    assert (bad.reason, bad.locator, bad.retryable) == (reason, "x.jsonl:1", False)
    assert said in bad.detail
    assert good.locator == "x.jsonl:2"


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf\n"])
def test_a_file_without_a_record_is_empty(tmp_path: Path, content: bytes) -> None:
    assert trouble(tmp_path, content).reason == "empty_file"


def test_a_byte_order_mark_is_no_part_of_the_record(tmp_path: Path) -> None:
    assert row(tmp_path, b'\xef\xbb\xbf{"text": "A"}').body == b'{"text": "A"}'


def test_a_file_in_utf16_is_one_trouble(tmp_path: Path) -> None:
    found = trouble(tmp_path, '{"text": "A"}\n{"text": "B"}\n'.encode("utf-16"))
    assert (found.reason, found.locator) == ("invalid_encoding", "x.jsonl")


def test_equal_lines_come_once_and_an_id_used_twice_is_noted(tmp_path: Path) -> None:
    one, two = '{"id": 1, "text": "A truce."}', '{"id": 1, "text": "A truce, corrected."}'
    first, second, note = offered(tmp_path, "\n".join([one, one, two, one, two]))
    assert isinstance(first, Raw) and isinstance(second, Raw) and isinstance(note, Trouble)
    assert (first.locator, second.locator) == ("x.jsonl:1", "x.jsonl:3")
    assert (note.reason, note.raw_id, note.locator) == ("duplicate_id", second.raw_id, "x.jsonl:3")


def test_the_same_id_at_two_outlets_is_two_articles(tmp_path: Path) -> None:
    lines = '{"id": 1, "source": "East", "text": "A"}\n{"id": 1, "source": "West", "text": "B"}'
    assert all(isinstance(offer, Raw) for offer in offered(tmp_path, lines))


def test_halves_of_surrogate_pairs_do_no_harm(tmp_path: Path) -> None:
    assert row(tmp_path, r'{"id": "\ud83d", "text": "A truce \ud83d"}').source_id == "\ufffd"


def test_a_line_over_the_limit_is_left_out_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", 20)
    content = '{"text": "' + "A" * 50 + '"}\n{"text": "B"}'
    large, good = offered(tmp_path, content)
    assert isinstance(large, Trouble) and (large.reason, large.locator) == ("too_large", "x.jsonl:1")
    assert isinstance(good, Raw) and good.locator == "x.jsonl:2"


def test_lines_are_read_as_they_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"text": "A"}\n', "utf-8")
    with path.open("a") as handle:
        handle.writelines(json.dumps({"id": number, "text": "B" * 1000}) + "\n" for number in range(1000))
        handle.flush()
        offers = json_lines(FoundFile(path, path.name, None, "news"), NOW)
        next(offers)
        handle.write('{"text": "written later"}\n')
    *_, last = offers
    assert isinstance(last, Raw) and b"written later" in last.body


def test_a_missing_file_is_a_trouble(tmp_path: Path) -> None:
    missing = FoundFile(tmp_path / "none.jsonl", "none.jsonl", None, "news")
    for reader in (json_lines, json_file):
        (found,) = reader(missing, NOW)
        assert isinstance(found, Trouble) and found.reason == "missing_file"


def test_a_json_file_holds_one_record(tmp_path: Path) -> None:
    item = row(tmp_path, '{\n  "id": 4,\n  "text": "A"\n}\n', json_file)
    assert item.body == b'{\n  "id": 4,\n  "text": "A"\n}'
    assert (item.source_id, item.locator) == ("4", "x.jsonl#1")


def test_a_json_file_holds_an_array_of_records_each_as_it_stands_there(tmp_path: Path) -> None:
    content = '\ufeff[ {"text": "Łódź, ]" } ,\n 7, {"text":"B"}]'
    first, number, last = offered(tmp_path, content, json_file)
    assert isinstance(first, Raw) and first.body.decode() == '{"text": "Łódź, ]" }'
    assert isinstance(number, Trouble) and (number.reason, number.locator) == ("not_an_object", "x.jsonl#2")
    assert isinstance(last, Raw) and (last.body, last.locator) == (b'{"text":"B"}', "x.jsonl#3")


def test_a_json_file_may_hold_json_lines(tmp_path: Path) -> None:
    offers = offered(tmp_path, '{"text": "A"}\n{"text": "B"\n{"text": "C"}', json_file)
    assert [offer.locator for offer in offers] == ["x.jsonl:1", "x.jsonl:2", "x.jsonl:3"]
    assert [isinstance(offer, Raw) for offer in offers] == [True, False, True]


@pytest.mark.parametrize(("content", "reason"), [("[]", "empty_file"), (" ", "empty_file"), ("7", "not_an_object")])
def test_a_json_file_without_records_is_a_trouble(tmp_path: Path, content: str, reason: str) -> None:
    assert trouble(tmp_path, content, json_file).reason == reason


def test_a_broken_json_file_is_one_trouble_with_the_place(tmp_path: Path) -> None:
    found = trouble(tmp_path, '[\n {"text": "A"},\n {"text": B}\n]', json_file)
    assert found.reason == "invalid_json"
    assert "line 3, column 11" in found.detail


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"body": "A truce.", "headline": "B", "date": "2026-03-01"}, ("A truce.", "B", "2026-03-01")),
        ({"text": "", "Content": "A truce.", "vector": [1]}, ("A truce.", None, None)),
        ({"text": "A truce.", "date": 20260301}, ("A truce.", None, None)),
    ],
)
def test_fields_with_other_usual_names_are_known(
    tmp_path: Path, record: dict[str, object], said: tuple[str | None, ...]
) -> None:
    item = row(tmp_path, json.dumps(record))
    written = json.loads(item.body)
    assert (written["text"], written.get("title"), item.published_hint) == said
    assert written.get("vector") == record.get("vector")


def test_fields_may_be_named(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"nr": 7, "text": "Not this.", "full": "A truce."}\n{"nr": 8, "full": 9}\n{"nr": 9}\n', "utf-8")
    found = FoundFile(path, path.name, None, "news", columns=Columns(text="full", id="nr"))
    first, second, third = json_lines(found, NOW)
    assert isinstance(first, Raw) and isinstance(second, Trouble) and isinstance(third, Trouble)
    assert (first.source_id, json.loads(first.body)) == ("7", {"text": "A truce.", "id": 7})
    assert (second.reason, third.reason) == ("bad_field", "no_text")
    assert "'full' holds a number" in second.detail


def test_a_packed_file_is_read_and_one_that_is_cut_gives_what_it_can(tmp_path: Path) -> None:
    packed = gzip.compress(b"".join(b'{"id": %d, "text": "%d"}\n' % (n, n * 7919) for n in range(5000)))
    assert len(offered(tmp_path, packed, name="x.jsonl.gz")) == 5000
    *some, last = offered(tmp_path, packed[:-5000], name="x.jsonl.gz")
    assert some and all(isinstance(offer, Raw) for offer in some)
    assert isinstance(last, Trouble) and (last.reason, last.retryable) == ("broken_file", True)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "text", "url"]), inner),
    max_leaves=8,
)
RECORDS = st.dictionaries(
    st.sampled_from(["id", "title", "published", "url", "source", "text", "html"]), JSON_VALUES
).map(lambda record: json.dumps(record).encode())


@given(st.lists(st.binary(max_size=60) | RECORDS, max_size=6).map(b"\n".join), st.sampled_from([json_lines, json_file]))
def test_any_bytes_give_rows_or_troubles_and_lose_no_line(content: bytes, reader: Reader) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "x.jsonl")
        path.write_bytes(content)
        offers = list(reader(FoundFile(path, path.name, None, "news"), NOW))
    assert offers
    for offer in offers:
        assert offer.model_dump_json(exclude={"body"})
        assert not isinstance(offer, Raw) or offer.body in content
    if reader is json_lines and not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\x1f\x8b")):
        assert len(offers) == max(1, sum(bool(line.strip()) for line in content.split(b"\n")))

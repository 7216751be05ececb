from pathlib import Path

import pytest

from flows.ingest.columns import Columns
from flows.ingest.limits import Limits
from flows.ingest.source import Source, SourceError, located, read_sources

PAGE = '[[source]]\nlocation = "https://example.org/"\n'


def write(folder: Path, text: str) -> Path:
    path = folder / "sources.toml"
    path.write_text(text, "utf-8")
    return path


def test_tables_come_in_their_order_and_locations_count_from_the_files_folder(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        '[[source]]\nname = "The Harbour Post"\nlocation = "post/*.html"\n[[source]]\nlocation = "/data/feed.xml"\n',
    )
    assert read_sources(path) == [
        Source(name="The Harbour Post", location=str(tmp_path / "post/*.html")),
        Source(name=None, location="/data/feed.xml"),
    ]


def test_a_url_is_kept_as_it_is(tmp_path: Path) -> None:
    path = write(tmp_path, '[[source]]\nlocation = "https://example.org/feed.xml"\n')
    assert read_sources(path)[0].location == "https://example.org/feed.xml"


def test_columns_and_kind_are_read(tmp_path: Path) -> None:
    text = '[[source]]\nlocation = "-"\nkind = "csv"\n[source.columns]\ntext = "Volltext"\n'
    assert read_sources(write(tmp_path, text)) == [Source(location="-", kind="csv", columns=Columns(text="Volltext"))]


def test_a_source_has_its_own_limits_else_those_of_the_file_else_ours(tmp_path: Path) -> None:
    text = (
        "[limits]\nsize = 2_000_000\ndelay = 3\nhosts = 2\n"
        '[[source]]\nlocation = "https://a.org/feed"\n[source.limits]\ndelay = 0.5\nentries = 10\n'
        '[[source]]\nlocation = "b.urls"\n'
    )
    own, other = read_sources(write(tmp_path, text))
    assert own.limits == Limits(size=2_000_000, delay=0.5, hosts=2, entries=10)
    assert other.limits == Limits(size=2_000_000, delay=3, hosts=2)


@pytest.mark.parametrize(
    ("location", "absolute"),
    [
        ("news/*.html", "/data/news/*.html"),
        ("/news", "/news"),
        ("~/news", str(Path.home() / "news")),
        ("-", "-"),
        ("https://example.org/feed", "https://example.org/feed"),
    ],
)
def test_a_location_is_made_one_that_holds_everywhere(location: str, absolute: str) -> None:
    assert located(location, Path("/data")) == absolute


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_bytes(b'\xef\xbb\xbf[[source]]\nlocation = "a"\n')
    assert len(read_sources(path)) == 1


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[[source]]\nlocation = "a"\n[[source]]\nname = "B"\n', ["table 2", "'location' is missing"]),
        ('[[source]]\nlocation = "a"\nurl = "b"\n', ["table 1", "'url' is unknown"]),
        ('[[source]]\nlocation = "a"\nkind = "xls"\n', ["table 1", "'kind' holds 'xls'", "'csv', 'parquet'"]),
        ('[[source]]\nlocation = "a"\ncolumns = "b"\n', ["table 1", "'columns' holds 'b'", "[source.columns]"]),
        (
            '[[source]]\nlocation = "a"\n[source.columns]\nbody = "b"\n',
            ["table 1", "'columns.body' is unknown", "'text', 'html'"],
        ),
        ('[[source]]\nlocation = "a"\n[source.columns]\ntext = 7\n', ["table 1", "'columns.text' holds 7"]),
        ("[[source]]\nlocation = 7\n", ["table 1", "'location' holds 7"]),
        ('[[source]]\nlocation = "a"\nname = "  "\n', ["table 1", "'name' holds"]),
        ('[[sources]]\nlocation = "a"\n', ["'sources' is unknown", "[[source]]"]),
        ('[source]\nlocation = "a"\n', ["at least one [[source]] table"]),
        ("source = [1]\n", ["table 1"]),
        ("", ["at least one [[source]] table"]),
        ("[[source]\n", ["TOML", "line 1"]),
        ('[limits]\nspeed = 1\n[[source]]\nlocation = "a"\n', ["[limits]", "'speed' is unknown", "'delay'"]),
        (
            '[limits]\nsize = "10 MB"\n[[source]]\nlocation = "a"\n',
            ["[limits]", "'size' holds '10 MB'", "whole number"],
        ),
        ('[limits]\nsize = 1\n[[source]]\nlocation = "a"\n', ["[limits]", "'size' holds 1", "at least 1,000"]),
        ('[limits]\nread = 0\n[[source]]\nlocation = "a"\n', ["[limits]", "'read' holds 0", "greater than 0"]),
        ('[limits]\ntotal = inf\n[[source]]\nlocation = "a"\n', ["[limits]", "'total' holds inf", "a number"]),
        ('[limits]\ndelay = true\n[[source]]\nlocation = "a"\n', ["[limits]", "'delay' holds True", "a number"]),
        ('limits = 3\n[[source]]\nlocation = "a"\n', ["'limits' holds 3", "a table was expected", "[limits]"]),
        (f"{PAGE}[source.limits]\ndelay = 1e9\n", ["table 1", "'limits.delay' holds 1000000000.0", "at most 3,600"]),
        (f"{PAGE}[source.limits]\nhosts = 2\n", ["table 1", "'limits.hosts'", "put it into [limits]"]),
        ('[[source]]\nlocation = "a"\n[source.limits]\ndelay = 2\n', ["table 1", "[source.limits]", "no URL"]),
        (f'{PAGE}kind = "csv"\n', ["table 1", "'kind' is for files"]),
        (f'{PAGE}[source.columns]\ntext = "a"\n', ["table 1", "[source.columns] is for files"]),
    ],
)
def test_an_error_names_file_table_and_key(tmp_path: Path, text: str, named: list[str]) -> None:
    with pytest.raises(SourceError) as raised:
        read_sources(write(tmp_path, text))
    assert all(part in str(raised.value) for part in ["sources.toml", *named])


def test_a_file_that_cannot_be_read_is_named_with_its_whole_path(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=str(tmp_path / "none.toml")):
        read_sources(tmp_path / "none.toml")


def test_a_file_that_is_not_utf8_says_so(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_bytes(b'[[source]]\nlocation = "caf\xe9"\n')
    with pytest.raises(SourceError, match="UTF-8"):
        read_sources(path)

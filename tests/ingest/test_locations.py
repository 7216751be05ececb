from pathlib import Path

import pytest

from flows.ingest.item import Trouble
from flows.ingest.kinds import HTML
from flows.ingest.locations import FoundFile, found_files
from flows.ingest.source import Source


@pytest.fixture
def news(tmp_path: Path) -> Path:
    for name in ["news/b.html", "news/a.txt", "news/east/c.md", "news/.hidden/d.txt", "news/.e.txt", "news/logo.png"]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("The talks go on.", "utf-8")
    return tmp_path / "news"


def found(location: object, name: str | None = None) -> list[FoundFile | Trouble]:
    return list(found_files(Source(name=name, location=str(location))))


def names(location: object) -> list[str]:
    return [file.name for file in found(location) if isinstance(file, FoundFile)]


def only_trouble(location: object) -> Trouble:
    (trouble,) = found(location)
    assert isinstance(trouble, Trouble)
    return trouble


def test_a_directory_gives_its_visible_files_of_known_kinds_sorted(news: Path) -> None:
    assert names(news) == ["a.txt", "b.html", "east/c.md"]


def test_a_glob_gives_names_relative_to_its_fixed_part(news: Path) -> None:
    assert names(news / "*.html") == ["b.html"]
    assert names(news.parent / "*" / "east" / "*") == ["news/east/c.md"]
    assert names(news / "**" / "*") == ["a.txt", "b.html", "east/c.md"]


def test_a_file_named_directly_comes_whatever_its_extension(news: Path) -> None:
    assert names(news / "logo.png") == ["logo.png"]


def test_a_file_whose_name_looks_like_a_glob_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "round [2].txt").write_text("Talks.", "utf-8")
    assert names(tmp_path / "round [2].txt") == ["round [2].txt"]


def test_the_source_is_its_name_else_the_last_part_of_the_location(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def source(location: object, name: str | None = None) -> str:
        file = found(location, name)[0]
        assert isinstance(file, FoundFile)
        return file.source

    assert source(news, "The Harbour Post") == "The Harbour Post"
    assert source(news) == source(news / "*") == "news"
    assert source(news / "a.txt") == "news"
    monkeypatch.chdir(news / "east")
    assert source(".") == source("*.md") == "east"
    assert source("..") == "news"


@pytest.mark.parametrize("location", ["*.csv", "none/*.html", "**.html", "empty"])
def test_a_location_without_a_match_is_a_trouble(news: Path, location: str) -> None:
    (news / "empty").mkdir()
    trouble = only_trouble(news / location)
    assert trouble.reason == "no_match"
    assert str(news / location) in trouble.detail


def test_a_missing_path_is_named_whole_and_may_come_back(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(news)
    trouble = only_trouble("none.txt")
    assert (trouble.reason, trouble.retryable) == ("missing_file", True)
    assert str(news / "none.txt") in trouble.detail


def test_a_location_that_the_system_refuses_is_a_trouble(news: Path) -> None:
    assert only_trouble(news / ("x" * 5000)).reason in ("missing_file", "unreadable_folder")


def test_the_tables_of_parley_are_no_news(news: Path) -> None:
    (news / "outputs" / ".parley").mkdir(parents=True)
    (news / "outputs" / "documents").mkdir()
    (news / "outputs" / "documents" / "part.parquet").write_bytes(b"PAR1")
    assert names(news) == names(news / "**" / "*") == ["a.txt", "b.html", "east/c.md"]


def test_where_the_kind_is_stated_every_visible_file_has_it(news: Path) -> None:
    files = list(found_files(Source(location=str(news), kind="html")))
    assert [(file.name, file.kind) for file in files if isinstance(file, FoundFile)] == [
        (name, HTML) for name in ["a.txt", "b.html", "east/c.md", "logo.png"]
    ]


def test_links_to_folders_are_not_followed_round_in_circles(news: Path) -> None:
    (news / "east" / "up").symlink_to(news)
    assert names(news) == names(news / "**" / "*") == ["a.txt", "b.html", "east/c.md"]

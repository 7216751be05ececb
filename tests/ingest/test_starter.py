from pathlib import Path

import pytest

from flows.ingest.source import SourceError, read_sources
from flows.ingest.starter import write_sources


def test_the_example_is_written_and_can_be_read(tmp_path: Path) -> None:
    path = write_sources(tmp_path / "new")
    assert path == tmp_path / "new" / "sources.toml"
    sources = read_sources(path)
    assert len(sources) >= 3
    assert all(source.name and source.location.startswith("https://") for source in sources)


def test_what_the_example_has_in_comments_can_be_read_too(tmp_path: Path) -> None:
    path = write_sources(tmp_path)
    lines = path.read_text("utf-8").partition("# --- Files")[2].splitlines()[1:]
    tables = [line.removeprefix("#").strip() for line in lines if not line.startswith("# ---")]
    path.write_text("\n".join(tables), "utf-8")
    sources = read_sources(path)
    assert any(source.columns for source in sources) and any(source.kind for source in sources)
    assert {source.limits.delay for source in sources} == {1, 10}


def test_a_list_of_ones_own_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text("# mine", "utf-8")
    with pytest.raises(SourceError, match="exists"):
        write_sources(tmp_path)
    assert path.read_text("utf-8") == "# mine"


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SourceError, match="can't be written"):
        write_sources(tmp_path / "file" / "folder")

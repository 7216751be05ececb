"""The README's promises: every snippet runs, and its table of output is what the run writes."""

import re
import runpy
from pathlib import Path

import duckdb
import pytest

from flows.ingest.source import read_sources
from flows.settings import RunSettings

README = Path("README.md").read_text(encoding="utf-8")


def snippets(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


@pytest.fixture(scope="module")
def samples_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which `parley run` has read the samples into `outputs`."""
    folder = tmp_path_factory.mktemp("readme")
    run_all = runpy.run_path(str(Path(__file__).parent / "whole_run.py"))["run_all"]
    run_all(RunSettings(out=folder / "outputs"))
    return folder


@pytest.mark.parametrize("sql", snippets("sql"))
def test_sql(sql: str, samples_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(samples_folder)
    assert len(duckdb.sql(sql.rstrip().rstrip(";")).fetchall()) > 5


@pytest.mark.parametrize("code", snippets("python"))
def test_python(code: str, samples_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(samples_folder)
    names: dict[str, object] = {}
    exec(code, names)
    tables = [value for name, value in names.items() if name in {"due", "scheduled"}]
    assert [len(table) > 0 for table in tables] == [True]  # type: ignore[arg-type]


def test_the_table_is_real(samples_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(samples_folder)
    shown = re.findall(
        r"^\| (talks|moratoria|deadlines) \| (\S+) \| (\w+) \| .* \| (.+?) \|$", README, flags=re.MULTILINE
    )
    assert len(shown) >= 4
    for table, published, status, quote in shown:
        rows = duckdb.sql(
            f"SELECT status FROM 'outputs/{table}/*/*.parquet' WHERE published_date = '{published}' "
            f"AND evidence[1].quote = '{quote.replace(chr(39), chr(39) * 2)}'"
        ).fetchall()
        assert rows == [(status,)], quote


def test_the_sources_shown_are_read(tmp_path: Path) -> None:
    first, with_limits = snippets("toml")
    (tmp_path / "sources.toml").write_text(first, encoding="utf-8")
    wire, feed, clippings = read_sources(tmp_path / "sources.toml")
    assert wire.name == "Example Wire"
    assert feed.is_url
    assert clippings.columns
    assert clippings.columns.text == "Volltext"
    (tmp_path / "sources.toml").write_text(with_limits, encoding="utf-8")
    (slow,) = read_sources(tmp_path / "sources.toml")
    assert slow.limits.delay == 10
    assert slow.limits.size == 20_000_000

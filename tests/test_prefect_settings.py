"""What the user has set for Prefect, found without importing it. How it is combined: test_server."""

from pathlib import Path

from flows.prefect_settings import first_start, read_toml


def test_a_broken_file_is_left_for_prefect_to_report(tmp_path: Path) -> None:
    (tmp_path / "profiles.toml").write_text("active = ", encoding="utf-8")
    assert read_toml(tmp_path / "profiles.toml") == {}


def test_a_first_start_says_where_its_database_comes(tmp_path: Path) -> None:
    home = {"PREFECT_HOME": str(tmp_path)}
    assert str(tmp_path) in first_start(home)
    assert first_start(home | {"PREFECT_SERVER_DATABASE_CONNECTION_URL": "postgresql://desk/prefect"}) == ""
    (tmp_path / "prefect.db").touch()
    assert first_start(home) == ""

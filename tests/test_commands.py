"""Options made from the fields of RunSettings."""

import inspect
from datetime import date
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from flows.commands.options import with_settings
from flows.settings import RunSettings

taken: list[tuple[RunSettings, bool]] = []
app = typer.Typer()


@app.command()
@with_settings("sources", "out", "concurrency", "max_cost", "again", "since")
def command(settings: RunSettings, loud: bool = False) -> None:
    """Do something."""
    taken.append((settings, loud))


def called(*arguments: str) -> tuple[RunSettings, bool]:
    done = CliRunner().invoke(app, list(arguments))
    assert done.exit_code == 0, done.output
    return taken.pop()


def test_every_option_reaches_its_setting() -> None:
    settings, loud = called(
        *("news", "-", "https://news.example/feed", "--out", "tables", "--concurrency", "3", "--max-cost", "1.5"),
        *("--again", "--since", "2026-02-28", "--loud"),
    )
    assert settings.sources == [str(Path("news").absolute()), "-", "https://news.example/feed"]
    assert settings.out == Path("tables").absolute()
    assert (settings.concurrency, settings.max_cost, settings.since) == (3, 1.5, date(2026, 2, 28))
    assert settings.again
    assert loud


def test_what_is_not_given_is_the_default_of_the_settings() -> None:
    assert called() == (RunSettings(), False)


def test_the_command_keeps_its_name_and_help() -> None:
    assert command.__name__ == "command"
    assert inspect.getdoc(command) == "Do something."


@pytest.mark.parametrize(("option", "value"), [("--concurrency", "0"), ("--max-cost", "-1")])
def test_a_refused_value_names_its_option(option: str, value: str) -> None:
    done = CliRunner().invoke(app, [option, value])
    assert done.exit_code == 2
    assert f"parley: {option}: " in done.output

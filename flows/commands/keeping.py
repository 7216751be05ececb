"""Commands that keep house: an answer store that does not grow for ever, parked documents, a first list of sources."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from flows.commands.options import OUT, Out, fail, settings_of

store = typer.Typer(help="The answers of models that are kept, so that none is paid for twice.", no_args_is_help=True)
sources = typer.Typer(help="The sources of news.", no_args_is_help=True)


@store.command()
def size(out: Out = OUT) -> None:
    """Tell how many answers are kept, since when, and how much room they take."""
    from flows.extract.openai.answers import AnswerStore

    with AnswerStore(_store_file(out)) as answers:
        kept = answers.size()
    since = f", the oldest of {kept.oldest:%Y-%m-%d}" if kept.oldest else ""
    typer.echo(f"{kept.answers} answers, {kept.bytes / 1e6:.1f} MB{since}")


@store.command()
def prune(
    out: Out = OUT,
    older_than: Annotated[int, typer.Option("--older-than", metavar="DAYS", min=0, help="Days to keep.")] = 90,
) -> None:
    """Drop old answers. What was read stays in the tables; only reading it again would cost again."""
    from flows.extract.openai.answers import AnswerStore

    with AnswerStore(_store_file(out)) as answers:
        typer.echo(f"{answers.prune(timedelta(days=older_than))} answers dropped")


def retry(out: Out = OUT) -> None:
    """Let the next run take up what was given up: documents that failed for good, pages of feeds that were missed."""
    from flows.extract.retry import take_up_again
    from flows.ingest.retry import ask_again
    from flows.tables.layout import Layout
    from flows.tables.locks import StageBusy

    layout = Layout(out)
    try:
        pages, documents = ask_again(layout), take_up_again(layout)
    except StageBusy as error:
        fail(str(error), 1)
    typer.echo(f"{documents} documents wait for the next `parley extract` or `parley run`")
    typer.echo(f"{pages} pages of feeds are asked for again by the next `parley ingest` or `parley run`")


def init(
    folder: Annotated[Path, typer.Argument(metavar="[FOLDER]", help="Where to write it.", show_default=False)] = Path(),
) -> None:
    """Write a sources.toml to begin with: public feeds, and what else a source can be, in comments."""
    from flows.ingest.source import SourceError
    from flows.ingest.starter import write_sources

    try:
        written = write_sources(folder)
    except SourceError as error:
        fail(str(error), 2)
    typer.echo(f"{written} is written: look through it, then try `parley sources check` and `parley run` in its folder")


@sources.command()
def check(
    named: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SOURCE ...]", help="None: those of sources.toml.", show_default=False),
    ] = None,
) -> None:
    """Try each source, and tell what it offers. Takes nothing in."""
    from flows.ingest.check import checked
    from flows.ingest.source import SourceError
    from flows.ingest.sources import chosen_sources

    try:
        found = chosen_sources(settings_of(sources=named))
    except SourceError as error:
        fail(str(error), 2)
    table = Table("source", "status", "kind", "items", "newest", box=None, pad_edge=False, header_style="bold")
    troubles = []
    for row in checked(found):
        table.add_row(row.source, row.status, row.kind, row.items, str(row.newest or ""))
        troubles += [f"  ! {row.source}: {row.trouble}"] if row.trouble else []
    console = Console()
    console.print(table)
    for line in troubles:
        console.print(line, highlight=False, markup=False, soft_wrap=True)


def _store_file(out: Path) -> Path:
    from flows.extract.openai.answers import store_path
    from flows.tables.layout import Layout

    path = store_path(Layout(out))
    if not path.is_file():
        fail(f"{out} keeps no answers: no model was asked for it, or --out names another folder", 2)
    return path

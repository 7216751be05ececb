"""Commands that look: at the tables, at the data dictionary, at how good an engine is."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from flows.commands.options import OUT, Out, fail, with_settings
from flows.settings import RunSettings
from schemas import tables


def show(
    table: Annotated[str, typer.Argument(help="Name of a table.")] = "events",
    out: Out = OUT,
    limit: Annotated[int, typer.Option(min=1, help="Show at most so many rows, the latest first.")] = 20,
    where: Annotated[
        list[str] | None, typer.Option(metavar="COLUMN=VALUE", help="Only rows with this value; may be repeated.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Show the latest rows of a table."""
    from flows.tables.layout import Layout
    from flows.view import ViewError, latest, printed

    if table not in tables():
        fail(f"no table {table!r}: there are {', '.join(tables())}", 2)
    layout = Layout(out)
    if not layout.table(tables()[table]).is_dir():
        fail(f"{layout.out} holds no table {table!r}: run `parley run --out {out}` first, or correct --out", 2)
    try:
        found = latest(layout, tables()[table], limit, where or [])
    except ViewError as error:
        fail(str(error), 2)
    if as_json:
        for row in found:
            typer.echo(row.model_dump_json())
    else:
        Console().print(printed(tables()[table], found))


def schema(
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    as_arrow: Annotated[bool, typer.Option("--arrow", help="As Arrow schemas.")] = False,
) -> None:
    """Print the data dictionary: every table and column with type and meaning."""
    from schemas import dictionary
    from schemas.arrow import arrow_schema

    if as_json:
        typer.echo(json.dumps(dictionary.as_data(), indent=2, ensure_ascii=False))
    elif as_arrow:
        for record in tables().values():
            typer.echo(f"{record.table}\n{arrow_schema(record).to_string(show_field_metadata=False)}\n")
    else:
        typer.echo(dictionary.as_markdown(), nl=False)


@with_settings("engine", "model", "base_url", "concurrency", "timeout")
def evaluate(
    settings: RunSettings,
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Gold events, JSON Lines.")],
    articles: Annotated[Path, typer.Argument(metavar="ARTICLES", help="Their articles, JSON Lines.")],
    split: Annotated[str | None, typer.Option(help="Only articles of this split, such as test.")] = None,
    errors: Annotated[bool, typer.Option("--errors", help="List misses and false events too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The figures as JSON.")] = False,
) -> None:
    """Measure an engine on articles with gold events: precision, recall, actors, status, assertion, time."""
    from flows.evaluation import report
    from flows.evaluation.evaluate import evaluate as measured
    from flows.evaluation.gold import GoldError, read_gold
    from flows.extract.engine import EngineUnavailable
    from flows.extract.engines import engine_for

    if settings.engine == "batch":
        fail("a batch answers within a day, too late for eval: measure the model with --engine openai", 2)
    try:
        evaluation = measured(read_gold(gold, articles, split), engine_for(settings))
    except GoldError as error:
        fail(str(error), 2)
    except EngineUnavailable as error:
        fail(str(error), 1)
    if as_json:
        typer.echo(evaluation.model_dump_json(indent=2, exclude=set() if errors else {"errors"}))
        return
    console = Console()
    console.print(report.table(evaluation))
    for line in [*report.lines(evaluation), *(report.error_lines(evaluation) if errors else [])]:
        console.print(line, highlight=False, markup=False, soft_wrap=True)

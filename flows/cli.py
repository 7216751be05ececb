"""The command line: `parley`. Only the commands that run flows import Prefect, while its server starts."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from pydantic import ValidationError
from rich.console import Console

from flows.settings import EngineName, RunSettings
from schemas import tables

app = typer.Typer(
    name="parley",
    help="Reads the news and keeps a table of what was negotiated, halted and demanded.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Sources = Annotated[
    list[str] | None,
    typer.Argument(metavar="[SOURCE ...]", help="Files, folders, globs, JSON Lines, feeds.", show_default=False),
]
Out = Annotated[Path, typer.Option("--out", envvar="PARLEY_OUT", help="Folder of the tables.")]
Engine = Annotated[
    EngineName | None,
    typer.Option(
        "--engine", envvar="PARLEY_ENGINE", help="Who reads the articles: openai where a model is named, else rules."
    ),
]
Model = Annotated[str | None, typer.Option("--model", envvar="PARLEY_MODEL", help="The model that openai asks.")]
BaseUrl = Annotated[
    str | None,
    typer.Option("--base-url", envvar="PARLEY_BASE_URL", help="Any OpenAI-compatible endpoint, up to /v1."),
]
Concurrency = Annotated[int | None, typer.Option("--concurrency", min=1, help="Requests to the model at once.")]
Timeout = Annotated[
    float | None, typer.Option("--timeout", help="Longest wait for one answer of the model, in seconds.")
]
Triage = Annotated[
    bool, typer.Option("--triage", help="Spare the model articles without a word of conflict or diplomacy.")
]
Explain = Annotated[bool, typer.Option("--explain", help="Tell which rule found each event.")]
MaxDocuments = Annotated[int | None, typer.Option("--max-documents", min=0, help="Read at most so many documents.")]

OUT = Path("outputs")


@app.command()
def run(
    sources: Sources = None,
    out: Out = OUT,
    engine: Engine = None,
    model: Model = None,
    base_url: BaseUrl = None,
    concurrency: Concurrency = None,
    timeout: Timeout = None,
    triage: Triage = False,
    max_documents: MaxDocuments = None,
    explain: Explain = False,
) -> None:
    """Take the news from the sources to linked events: ingest, clean, extract, link.

    Without SOURCE: sources.toml of this folder, else the samples that come with Parley.
    """
    _launch(
        "nightly",
        sources=sources,
        out=out,
        engine=engine,
        model=model,
        base_url=base_url,
        concurrency=concurrency,
        timeout=timeout,
        triage=triage,
        max_documents=max_documents,
        explain=explain,
    )


@app.command()
def ingest(sources: Sources = None, out: Out = OUT) -> None:
    """Take in what the sources offer, and nothing more."""
    _launch("ingest", sources=sources, out=out)


@app.command()
def clean(out: Out = OUT) -> None:
    """Turn raw rows into documents."""
    _launch("clean", out=out)


@app.command()
def extract(
    out: Out = OUT,
    engine: Engine = None,
    model: Model = None,
    base_url: BaseUrl = None,
    concurrency: Concurrency = None,
    timeout: Timeout = None,
    triage: Triage = False,
    max_documents: MaxDocuments = None,
    explain: Explain = False,
) -> None:
    """Read the documents that no engine has read yet."""
    _launch(
        "extract",
        out=out,
        engine=engine,
        model=model,
        base_url=base_url,
        concurrency=concurrency,
        timeout=timeout,
        triage=triage,
        max_documents=max_documents,
        explain=explain,
    )


@app.command()
def link(out: Out = OUT) -> None:
    """Join mentions of one happening into events."""
    _launch("link", out=out)


@app.command()
def serve(
    sources: Sources = None,
    cron: Annotated[str, typer.Option(help="When to run, as a cron expression.")] = "30 4 * * *",
    timezone: Annotated[str, typer.Option(help="The cron expression's time zone, an IANA name.")] = "UTC",
    out: Out = OUT,
    engine: Engine = None,
    model: Model = None,
    base_url: BaseUrl = None,
    concurrency: Concurrency = None,
    triage: Triage = False,
) -> None:
    """Run every night, and whenever asked, without a work pool; needs a Prefect server."""
    from flows.launch import BadUsage, RunFailed, serve_flows

    settings = _settings(
        sources=_located(sources),
        out=out,
        engine=engine,
        model=model,
        base_url=base_url,
        concurrency=concurrency,
        triage=triage,
    )
    try:
        serve_flows(settings, cron, timezone)
    except BadUsage as error:
        _fail(str(error), 2)
    except RunFailed as error:
        _fail(str(error), 1)


@app.command()
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
        _fail(f"no table {table!r}: there are {', '.join(tables())}", 2)
    layout = Layout(out)
    if not layout.table(tables()[table]).is_dir():
        _fail(f"{layout.out} holds no table {table!r}: run `parley run --out {out}` first, or correct --out", 2)
    try:
        found = latest(layout, tables()[table], limit, where or [])
    except ViewError as error:
        _fail(str(error), 2)
    if as_json:
        for row in found:
            typer.echo(row.model_dump_json())
    else:
        Console().print(printed(tables()[table], found))


@app.command()
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


@app.command("eval")
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Gold events, JSON Lines.")],
    articles: Annotated[Path, typer.Argument(metavar="ARTICLES", help="Their articles, JSON Lines.")],
    engine: Engine = None,
    model: Model = None,
    base_url: BaseUrl = None,
    concurrency: Concurrency = None,
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

    try:
        settings = _settings(engine=engine, model=model, base_url=base_url, concurrency=concurrency)
        evaluation = measured(read_gold(gold, articles, split), engine_for(settings))
    except GoldError as error:
        _fail(str(error), 2)
    except EngineUnavailable as error:
        _fail(str(error), 1)
    if as_json:
        typer.echo(evaluation.model_dump_json(indent=2, exclude=set() if errors else {"errors"}))
        return
    console = Console()
    console.print(report.table(evaluation))
    for line in [*report.lines(evaluation), *(report.error_lines(evaluation) if errors else [])]:
        console.print(line, highlight=False, markup=False, soft_wrap=True)


def main() -> None:
    """Run the command line."""
    app()


def _settings(**chosen: Any) -> RunSettings:
    """Return the settings that were chosen, `RunSettings` filling in the others. Exits with 2 when they clash."""
    try:
        return RunSettings(**{name: value for name, value in chosen.items() if value is not None})
    except ValidationError as error:
        _fail("; ".join(problem["msg"].removeprefix("Value error, ") for problem in error.errors()), 2)


def _launch(flow: str, *, sources: list[str] | None = None, out: Path, explain: bool = False, **chosen: Any) -> None:
    """Run a flow with these settings. Exits with 2 for bad usage, with 1 for a run that failed."""
    from flows.launch import BadUsage, RunFailed, launch

    try:
        launch(flow, _settings(sources=_located(sources), out=out, **chosen), explain=explain)
    except BadUsage as error:
        _fail(str(error), 2)
    except RunFailed as error:
        _fail(str(error), 1)


def _located(sources: list[str] | None) -> list[str]:
    """Return the sources with absolute paths: a flow may run in another folder."""
    return [source if "://" in source else str(Path(source).expanduser().absolute()) for source in sources or []]


def _fail(message: str, status: int) -> NoReturn:
    typer.echo(f"parley: {message}", err=True)
    sys.exit(status)

"""The command line: `parley`."""

import typer

from flows.commands import keeping, looking, running

app = typer.Typer(
    name="parley",
    help="Reads the news and keeps a table of what was negotiated, halted and demanded.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

for command in (running.run, running.ingest, running.clean, running.extract, running.link, running.serve):
    app.command()(command)
app.command()(looking.show)
app.command()(looking.schema)
app.command("eval")(looking.evaluate)
app.command()(keeping.init)
app.add_typer(keeping.sources, name="sources")
app.command()(keeping.retry)
app.add_typer(keeping.store, name="store")


def main() -> None:
    """Run the command line."""
    app()

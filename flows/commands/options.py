"""Options of the commands that take settings: made from the fields of RunSettings, which say what each one means."""

import inspect
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from flows.settings import RunSettings

Out = Annotated[Path, typer.Option("--out", envvar="PARLEY_OUT", help="The folder of the tables.")]
OUT = Path("outputs")

READING = (
    *("engine", "model", "base_url", "concurrency", "rpm", "timeout", "triage"),
    *("max_documents", "max_cost", "refresh", "wait"),
)
"""What may be chosen wherever articles are read."""

_ENVIRONMENT = {name: f"PARLEY_{name.upper()}" for name in ("out", "engine", "model", "base_url")}


def with_settings(*fields: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command an option for each of these fields of RunSettings; call it with the settings that they make.

    The command's first parameter takes the settings, its others stay options of their own. What the fields refuse ends
    the process with 2 and a line that names the option.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        _, *own = inspect.signature(command).parameters.values()

        def called(**given: Any) -> None:
            others = {parameter.name: given.pop(parameter.name) for parameter in own}
            command(settings_of(**given), **others)

        parameters = [*map(_parameter, fields), *own]
        called.__name__, called.__doc__ = command.__name__, command.__doc__
        called.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        called.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
            [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in parameters]
        )
        return called

    return decorate


def settings_of(**chosen: Any) -> RunSettings:
    """Return the settings that were chosen, RunSettings filling in the others. Ends the process where they clash."""
    if sources := chosen.get("sources"):
        chosen["sources"] = [_located(source) for source in sources]
    try:
        return RunSettings(**{name: value for name, value in chosen.items() if value is not None})
    except ValidationError as error:
        fail("; ".join(map(_explained, error.errors())), 2)


def fail(message: str, status: int) -> NoReturn:
    """End the process with a message: `status` 2 for bad usage, 1 for a run that failed."""
    typer.echo(f"parley: {message}", err=True)
    sys.exit(status)


def _parameter(name: str) -> inspect.Parameter:
    field = RunSettings.model_fields[name]
    keyword = inspect.Parameter.KEYWORD_ONLY
    if name == "sources":
        argument = typer.Argument(
            metavar="[SOURCE ...]", help="Files, folders, globs, feeds, URLs; - for standard input.", show_default=False
        )
        return inspect.Parameter(name, keyword, default=None, annotation=Annotated[list[str] | None, argument])
    is_day = name == "since"
    option = typer.Option(
        f"--{name.replace('_', '-')}",
        envvar=_ENVIRONMENT.get(name),
        help=field.description,
        parser=date.fromisoformat if is_day else None,
        metavar="DATE" if is_day else None,
    )
    if field.annotation is bool:
        return inspect.Parameter(name, keyword, default=False, annotation=Annotated[bool, option])
    annotation: Any = field.annotation
    default = field.default if isinstance(field.default, int | float) else None
    return inspect.Parameter(name, keyword, default=default, annotation=Annotated[annotation | None, option])


def _located(source: str) -> str:
    """Return a source with an absolute path: a flow may run in another folder."""
    return source if source == "-" or "://" in source else str(Path(source).expanduser().absolute())


def _explained(error: ErrorDetails) -> str:
    option = f"--{str(error['loc'][0]).replace('_', '-')}: " if error["loc"] else ""
    return option + error["msg"].removeprefix("Value error, ")

"""The options of a command that writes a file, made from what the file can hold."""

from collections.abc import Callable, Iterator
from functools import wraps
from inspect import Parameter, signature
from typing import Annotated, Any

import typer

from vcompare.app.writing.forms import Form, Key

Command = Callable[..., Any]


def with_options(form: Form) -> Callable[[Command], Command]:
    """Give a command an option for every key of a form; its parameter `given` gets the data."""

    def decorated(command: Command) -> Command:
        @wraps(command)
        def run(**arguments: Any) -> Any:
            given = form.from_options({key.parameter: arguments.pop(key.parameter) for key in form.keys})
            return command(given=given, **arguments)

        parameters = tuple(_parameters(command, form))
        run.__signature__ = signature(command).replace(parameters=parameters)  # type: ignore[attr-defined]
        return run

    return decorated


def _parameters(command: Command, form: Form) -> Iterator[Parameter]:
    for parameter in signature(command).parameters.values():
        if parameter.name == "given":
            yield from map(_option, form.keys)
        else:
            yield parameter.replace(kind=Parameter.KEYWORD_ONLY)


def _option(key: Key) -> Parameter:
    kind = list[str] | None if key.is_list else str | None
    if key.option.startswith("-"):
        return _keyword(
            key.parameter, kind, typer.Option(key.option, metavar=key.metavar, help=key.field.asks)
        )
    return _keyword(key.parameter, kind, typer.Argument(metavar=f"[{key.option}]", help=key.field.asks))


def _keyword(name: str, kind: Any, info: Any) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[kind, info])

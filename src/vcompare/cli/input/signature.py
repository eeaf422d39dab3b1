"""The options of a command that writes a file, made from what the file can hold."""

from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from inspect import Parameter, signature
from typing import Annotated, Any

import typer

from vcompare.app.arguments import refuse
from vcompare.app.writing.forms import Form
from vcompare.app.writing.keys import Key
from vcompare.catalog.decode import describe
from vcompare.cli import environment
from vcompare.errors import RefusedError
from vcompare.text.words import natural_list

CommandFunction = Callable[..., Any]
_OTHERWISE = "or --from FILE, or --editor; on a terminal they are asked for"


def with_options(form: Form, *, whole: bool = False) -> Callable[[CommandFunction], CommandFunction]:
    """Give a command an option for every key of a form; its parameter `given` gets the data.

    A command that writes a `whole` file also reports which keys are missing, where some are wrong.
    """

    def decorated(command: CommandFunction) -> CommandFunction:
        @wraps(command)
        def run(**arguments: Any) -> Any:
            texts = {key.parameter: arguments.pop(key.parameter) for key in form.plain}
            given, wrong = form.from_options(texts)
            if wrong:
                others = arguments.get("source") or arguments.get("editor") or environment.can_ask()
                missing = form.missing(given) if whole and not others else []
                refuse([*([lacking(missing)] if missing else []), *wrong])
            return command(given=given, **arguments)

        parameters = tuple(_parameters(command, form))
        run.__signature__ = signature(command).replace(parameters=parameters)  # type: ignore[attr-defined]
        return run

    return decorated


def lacking(missing: Sequence[Key], others: tuple[str, ...] = ()) -> RefusedError:
    """Return the error for keys that are missing, with the options that give them, and other findings."""
    names = natural_list([f"`{key.name}`" for key in missing])
    options = "; ".join(f"{key.option}: {describe(key.type)}" for key in missing)
    verb = "is" if len(missing) == 1 else "are"
    return RefusedError(f"{names} {verb} missing", others, f"{options}; {_OTHERWISE}")


def _parameters(command: CommandFunction, form: Form) -> Iterator[Parameter]:
    for parameter in signature(command).parameters.values():
        if parameter.name == "given":
            yield from map(_option, form.plain)
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

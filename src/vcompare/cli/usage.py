"""What is wrong with the words of a command line: every message about options and arguments is made here."""

from collections.abc import Iterable, Sequence
from typing import Any

import typer
from typer._click.exceptions import MissingParameter

from vcompare.app.arguments import one_of, wrong_value
from vcompare.errors import VcompareError
from vcompare.text.suggestions import alternatives, did_you_mean
from vcompare.text.words import natural_list, shorten

_LONG = 60


class UnknownOptionError(VcompareError):
    """An option that the command does not have."""

    def __init__(self, name: str, known: Iterable[str], otherwise: str) -> None:
        self.name = name
        super().__init__(f"no such option: {name}", near_option(name, known) or otherwise)


def near_option(name: str, known: Iterable[str]) -> str | None:
    """Return the hint that names the options that may be meant; that all have dashes makes none alike."""
    options = {one.lstrip("-"): one for one in known}
    near = alternatives(name.lstrip("-"), options)
    return f"did you mean {natural_list([f'`{options[one]}`' for one in near], 'or')}?" if near else None


def unknown_option(name: str, known: Iterable[str], context: Any) -> UnknownOptionError:
    """Return the error for an option that the command does not have."""
    return UnknownOptionError(name, known, _shown_by(context))


def missing_value(name: str, option: Any, context: Any) -> VcompareError:
    """Return the error for an option without its value."""
    choices = getattr(option.type, "choices", ())
    hint = (
        f"use one of {', '.join(choices)}"
        if choices
        else f"write it as {name} {option.make_metavar(context)}"
    )
    return VcompareError(f"{name} is missing its value", hint)


def needless_value(name: str, typed: str) -> VcompareError:
    """Return the error for a value of an option that takes none."""
    return VcompareError(f'{name} takes no value, not "{shorten(typed, _LONG)}"', f"write it as {name}")


def given_again(option: Any, typed: Sequence[str]) -> VcompareError:
    """Return the error for an option that was given different values and can have one only."""
    values = natural_list([f'"{shorten(one, _LONG)}"' for one in dict.fromkeys(typed)])
    return VcompareError(f"{_name(option)} was given more than once: {values}", "give it one value")


def contradiction(option: Any) -> VcompareError:
    """Return the error for an option that was given together with its opposite."""
    both = natural_list([*option.opts, *option.secondary_opts])
    return VcompareError(f"{both} contradict each other", "leave out one of the two")


def too_many(words: Sequence[str], context: Any) -> VcompareError:
    """Return the error for arguments that the command does not take."""
    pieces = [piece for piece in context.command.collect_usage_pieces(context) if piece != "[OPTIONS]"]
    usage = " ".join([context.command_path, *pieces])
    hint = f"write it as `{usage}`" if pieces else f"`{usage}` takes options only"
    if pieces and "TOOL" in pieces[0]:
        hint += ", with quotes around a name of several words"
    return VcompareError(f"too many arguments: {' '.join(words)}", hint)


def complaints(error: typer.TyperException, context: Any, typed: Any) -> list[VcompareError]:
    """Return what Typer refuses in our own words; `typed` is what was given to the parameter it is about."""
    param = getattr(error, "param", None)
    if isinstance(error, MissingParameter) and param is not None:
        return [_missing(param, context)]
    if param is not None and typed is not None:
        values = [typed] if isinstance(typed, str) else [*typed]
        return [_refused(param, value, context) for value in values if not _fits(param, value, context)]
    message = error.format_message().strip().rstrip(".")
    return [VcompareError(message[:1].lower() + message[1:], _shown_by(context))]


def _missing(param: Any, context: Any) -> VcompareError:
    choices = getattr(param.type, "choices", ())
    hint = f"use one of {', '.join(choices)}" if choices else _shown_by(context)
    return VcompareError(f"missing {param.param_type_name} {param.get_error_hint(context)}", hint)


def _fits(param: Any, value: str, context: Any) -> bool:
    try:
        param.type(value, param, context)
    except typer.BadParameter:
        return False
    return True


def _refused(param: Any, typed: str, context: Any) -> VcompareError:
    near = did_you_mean(typed, getattr(param.type, "choices", ()))
    return wrong_value(_name(param), _wanted(param.type), typed, near or _shown_by(context))


def _wanted(kind: Any) -> str:
    if choices := getattr(kind, "choices", ()):
        return one_of(choices)
    if wanted := getattr(kind, "wanted", None):
        return str(wanted)
    number = "a whole number" if kind.name.startswith("int") else "a number"
    low, high = (getattr(kind, name, None) for name in ("min", "max"))
    if low is None:
        return number
    return f"{number}, {low} or more" if high is None else f"{number} from {low} to {high}"


def _name(param: Any) -> str:
    return f"the {param.name}" if param.param_type_name == "argument" else str(param.opts[0])


def _shown_by(context: Any) -> str:
    return f"`{context.command_path} --help` shows how"

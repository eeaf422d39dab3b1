"""What is wrong with the words on a command line, in the form of our own messages instead of Typer's."""

import re
from collections.abc import Sequence
from typing import Any

import typer
from typer._click.exceptions import MissingParameter, NoSuchOption

from vcompare.render import formats
from vcompare.text.suggestions import did_you_mean


def complaint(error: typer.TyperException) -> tuple[str, str | None]:
    """Return a message, and a hint where there is a better one than which command shows help."""
    if isinstance(error, NoSuchOption):
        near = did_you_mean(error.option_name, error.possibilities or (), at_least=0)
        return f"no such option: {error.option_name}", near
    if isinstance(error, typer.BadParameter) and error.param is not None:
        return _about(error, error.param)
    message = error.format_message().strip().rstrip(".")
    if extra := re.fullmatch(r"Got unexpected extra argument\(s\) \((.*)\)", message, re.DOTALL):
        return f"too many arguments: {extra[1]}", None
    return message[:1].lower() + message[1:], None


def _about(error: typer.BadParameter, param: Any) -> tuple[str, str | None]:
    choices = getattr(param.type, "choices", ())
    if isinstance(error, MissingParameter):
        hint = f"use one of {', '.join(choices)}" if choices else None
        return f"missing {param.param_type_name} {param.get_error_hint(error.ctx)}", hint
    # The error has what was typed only in its message, as Python writes a string or a number.
    refused = re.match(r"(['\"]?)(.*)\1 is not (?:one of|a valid|in the range) ", error.message, re.DOTALL)
    if refused is None:
        return f"{_name(param)} cannot be used: {error.message.rstrip('.').lower()}", None
    word = refused[2]
    if choices:
        return _no_choice(param, choices, word)
    return f'{_name(param)} must be {_number(param.type)}, not "{word}"', None


def _no_choice(param: Any, choices: Sequence[str], word: str) -> tuple[str, str | None]:
    near = did_you_mean(word, choices)
    if "--format" in param.opts and word not in {one.name for one in formats.FORMATS}:
        return f'there is no format "{word}"', near or f"use one of {', '.join(choices)}"
    allowed = f"one of {', '.join(choices)}" if len(choices) > 2 else " or ".join(choices)  # noqa: PLR2004
    return f'{_name(param)} must be {allowed}, not "{word}"', near


def _name(param: Any) -> str:
    return f"the {param.name}" if param.param_type_name == "argument" else str(param.opts[0])


def _number(kind: Any) -> str:
    number = "a whole number" if kind.name.startswith("int") else "a number"
    return f"{number}, {kind.min} or more" if kind.max is None else f"{number} from {kind.min} to {kind.max}"

"""What a caller passed: mistakes are errors that name it."""

import os
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn, TypeVar

from vcompare.errors import VcompareError
from vcompare.text.suggestions import did_you_mean

T = TypeVar("T")
_LONG = 60


def wrong_value(called: str, wanted: str, typed: str, hint: str | None = None) -> VcompareError:
    """Return the error for a value, in terms of the option, argument or assignment that it was given by."""
    actual = f'not "{typed}"' if len(typed) <= _LONG else f"and this has {len(typed)} characters"
    return VcompareError(f"{called} must be {wanted}, {actual}", hint)


def one_of(choices: Sequence[str]) -> str:
    """Return what an error says that a value must be where these are allowed."""
    return f"one of {', '.join(choices)}" if len(choices) > 2 else " or ".join(choices)  # noqa: PLR2004


def refuse(errors: Sequence[VcompareError]) -> NoReturn:
    """Raise all that is wrong with what was typed: one error as itself, several as a group."""
    if len(errors) == 1:
        raise errors[0]
    raise ExceptionGroup("what was typed", list(errors))


def as_list(given: Sequence[T]) -> list[T]:
    """Return what was passed as a list; a single string or path stands for itself."""
    single: Any = given
    return [single] if isinstance(given, str | os.PathLike) else list(given)


def refuse_unknown(name: str, value: object, choices: Iterable[str]) -> None:
    """Raise VcompareError, which suggests a choice, for the value of an argument that is none of them."""
    known = tuple(choices)
    if value not in known:
        hint = did_you_mean(str(value), known) or f"use one of {', '.join(known)}"
        raise VcompareError(f'{name} cannot be "{value}"', hint)


def refuse_negative(name: str, value: int | None) -> None:
    """Raise VcompareError for an argument that counts and is below zero."""
    if value is not None and value < 0:
        raise VcompareError(f"{name} cannot be {value}", "pass a number from 0 up, or None for no limit")

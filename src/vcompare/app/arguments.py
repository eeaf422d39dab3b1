"""What a caller passed: mistakes are errors that name it."""

import os
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from vcompare.errors import VcompareError
from vcompare.text.suggestions import did_you_mean

T = TypeVar("T")


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

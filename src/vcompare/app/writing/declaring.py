"""Specs and meters that the catalog does not declare yet: the declaration that would do, and writing it."""

import datetime
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from vcompare.app.opened import OpenCatalog
from vcompare.catalog.store import Catalog
from vcompare.editing.edits import FileChange, Preview, current
from vcompare.editing.style import rendered
from vcompare.editing.values import with_values
from vcompare.errors import UndeclaredError, VcompareError
from vcompare.fields.contents import reads
from vcompare.fields.kinds import Date, Flag, Link, Measure
from vcompare.text.amounts import typed
from vcompare.text.slugs import slug_of
from vcompare.text.words import natural_list, split

_YEARS = range(1980, 2040)
_UNIT = re.compile(r"(.*\d(?:[kmgt](?=\s))?)\s*([a-z%°€$£][^\d<>=]*)", re.IGNORECASE)
"""A number and its unit: `1M tokens`, `5 GB`, `20ms`."""
_FOR = re.compile(r"(?:/|\bper\b)\s*(\d{1,9})?\s*(million|k|m|)\b\s*([a-z][a-z -]*)?$", re.IGNORECASE)
"""What an amount is for: `3/M`, `$3 per 1M tokens`, `0.04/image`."""
_MANY = {"k": 1_000, "m": 1_000_000, "million": 1_000_000}


_TOKENS = {"unit": "tokens", "per": 1_000_000}
_METERS: Mapping[str, Mapping[str, Any]] = {
    "input": _TOKENS,
    "output": _TOKENS,
    "cache-read": {"label": "Cached input", **_TOKENS, "part_of": "input"},
    "cache-write": {"label": "Cache writes", **_TOKENS, "part_of": "input"},
    "reasoning": {**_TOKENS, "part_of": "output"},
    "seat-month": {"label": "Seat", "unit": "seat-month"},
}
"""What is billed by most of those who sell models."""


class Completed(NamedTuple):
    """A catalog with what its file does not declare yet, and the change that declares it."""

    opened: OpenCatalog
    change: FileChange


def undeclared(values: Mapping[str, Sequence[Any]], near: str | None = None) -> VcompareError:
    """Return the error for specs that a catalog does not declare, with a declaration ready to be pasted.

    `values` has what somebody gave of each; `near` is a hint at what they may have meant.
    """
    named = {slug_of(key): given for key, given in values.items()}
    if not all(named):
        return VcompareError(f"`{next(iter(values))}` is not a key of a tool's file", near)
    keys = natural_list([f"`{key}`" for key in values])
    verb = "is not a key of a tool's file or a spec" if len(values) == 1 else "are not specs"
    tables = {f"specs.{key}": guessed(key, given) for key, given in named.items()}
    return _error(f"{keys} {verb} of this catalog", tables, near)


def undeclared_meters(
    values: Mapping[str, Sequence[Any]], declared: Collection[str], near: str | None = None
) -> VcompareError:
    """Return the error for rates of meters that a catalog does not declare, as `undeclared` does for specs.

    `values` has what somebody gave of each rate, and `declared` the meters that are there.
    """
    named = {slug_of(key): given for key, given in values.items()}
    if not all(named):
        return VcompareError(f"`{next(iter(values))}` cannot be the key of a meter", near)
    keys = natural_list([f"`{key}`" for key in values])
    verb = "is not a meter" if len(values) == 1 else "are not meters"
    known = {*declared, *named}
    tables = {f"meters.{key}": _meter(key, given, known) for key, given in named.items()}
    return _error(f"{keys} {verb} of this catalog", tables, near)


def undeclared_fact(
    name: str, value: str, declared: Collection[str], near: str | None = None
) -> VcompareError:
    """Return the error for a name that is declared neither as a spec nor as one of the meters in `declared`.

    The price of what is usually billed, as in `input=$3`, is a rate, and everything else is a spec.
    """
    if _is_price(value) and slug_of(name) in _METERS:
        return undeclared_meters({name: [value]}, declared, near)
    return undeclared({name.removeprefix("specs."): [value]}, near)


def _is_price(value: str) -> bool:
    try:
        currency = typed(value).currency or ""
    except ValueError:
        return False
    return re.fullmatch("[A-Z]{3}", currency) is not None


def both(errors: Sequence[UndeclaredError]) -> UndeclaredError:
    """Return one error for all that is not declared."""
    message = "; ".join(error.message for error in errors)
    return _error(message, {name: table for error in errors for name, table in error.tables.items()})


def _error(message: str, tables: Mapping[str, Mapping[str, Any]], near: str | None = None) -> UndeclaredError:
    kinds = {name.partition(".")[0] for name in tables}
    one, many = ("a spec", "specs") if kinds == {"specs"} else ("a meter", "meters")
    what = f"{one} is declared" if len(tables) == 1 else f"{many} are declared"
    what = what if len(kinds) == 1 else "specs and meters are declared"
    hint = f"{what} in catalog.toml: add this there, or pass --yes to have it added"
    error = UndeclaredError(message, f"{near} if not, {hint}" if near else hint)
    error.tables = tables
    error.block = "\n".join(f"[{name}]\n{_lines(table)}" for name, table in tables.items())
    return error


def _lines(table: Mapping[str, Any]) -> str:
    return "".join(f"{part} = {rendered(value)}\n" for part, value in table.items())


def declare(opened: OpenCatalog, error: UndeclaredError) -> Completed:
    """Return the catalog as it is once everything is declared.

    Raises VcompareError where `catalog.toml` is written so that only a person can change it.
    """
    path = "catalog.toml"
    before = current(opened.root, path) or ""
    settings = {
        f"{name}.{part}": value for name, table in error.tables.items() for part, value in table.items()
    }
    change = FileChange(path, before, with_values(before, settings, (), opened.root / path))
    after = Catalog.of(Preview(opened.root, [change]))
    return Completed(OpenCatalog(after, reporter=opened.reporter), change)


def _meter(key: str, given: Iterable[Any], known: Collection[str]) -> Mapping[str, Any]:
    """Return the declaration that is suggested by the key of a meter, and by what rates of it are for."""
    label = key.replace("-", " ")
    guess = {"label": label[:1].upper() + label[1:], "unit": label, **_METERS.get(key, {})}
    if guess.get("part_of") not in known:
        guess.pop("part_of", None)
    for value in given:
        per = value.get("per") if isinstance(value, Mapping) else None
        if isinstance(value, str) and (found := _FOR.search(value)):
            tokens = found[3] or ("tokens" if key in _METERS else guess["unit"])
            per, guess["unit"] = _MANY.get(found[2].lower(), 1) * int(found[1] or 1), tokens
        if per:
            guess["per"] = per
    return guess


def guessed(key: str, given: Sequence[Any]) -> dict[str, str]:
    """Return the declaration that is suggested by what was given of a spec: label, kind, and maybe unit."""
    label = key.replace("-", " ")
    guesses = [guess for value in given if (guess := _guess(value)) is not None]
    kinds, units = {kind for kind, _ in guesses}, {unit for _, unit in guesses if unit}
    if kinds == {"list", "text"} and any(isinstance(value, str) and ";" in value for value in given):
        kinds = {"list"}  # of some, only one item is known
    declaration = {"label": label[:1].upper() + label[1:], "kind": kinds.pop() if len(kinds) == 1 else "text"}
    has_unit = declaration["kind"] == "quantity" and len(units) == 1
    return {**declaration, "unit": units.pop()} if has_unit else declaration


def _guess(value: Any) -> tuple[str, str] | None:
    """Return the kind that a value suggests, and its unit; None where it suggests none."""
    if isinstance(value, Mapping):
        ends = [value.get(key) for key in ("value", "at_least", "at_most")]
        return next((_guess(end) for end in ends if end is not None), None)
    if isinstance(value, bool):
        return "flag", ""
    if isinstance(value, int | float):
        return "quantity", ""
    if isinstance(value, datetime.date):
        return "date", ""
    if isinstance(value, list):
        return "list", ""
    return _guess_of_text(value.strip()) if isinstance(value, str) and value.strip() else None


def _guess_of_text(text: str) -> tuple[str, str] | None:
    """Return the first kind that can read a text; a number of four digits may be a year."""
    part = re.split(r"\.\.|–|>=|<=|≥|≤", text)[-1].strip() or text
    is_year = part.isdigit() and len(part) == 4 and int(part) in _YEARS  # noqa: PLR2004
    unit = found[2].strip() if (found := _UNIT.fullmatch(part)) and not reads(Measure(), part) else ""
    read = {
        "flag": reads(Flag(), text),
        "list": text.startswith("["),
        "quantity": not is_year and reads(Measure(unit=unit), part),
        "date": reads(Date(planned=True, periods=True), part),
        "link": reads(Link(), text),
    }
    is_list = len(split(text)) > 1 or ";" in text.strip(";")
    kind = next((kind for kind, reads in read.items() if reads), "list" if is_list else "text")
    if text.casefold() == "none":
        return None
    return kind, unit if kind == "quantity" else ""

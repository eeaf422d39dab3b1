"""Specs that are set before the catalog declares them: the declaration that would do, and writing it."""

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from vcompare.app.opened import OpenCatalog
from vcompare.catalog.store import Catalog
from vcompare.editing.edits import FileChange, Preview, current
from vcompare.editing.style import rendered
from vcompare.editing.values import with_values
from vcompare.errors import UndeclaredError, VcompareError
from vcompare.fields.contents import reads
from vcompare.fields.kinds import Date, Flag, Link, Measure
from vcompare.text.slugs import slug_of
from vcompare.text.words import natural_list, split

_YEARS = range(1980, 2040)
_UNIT = re.compile(r"(.*\d(?:[kmgt](?=\s))?)\s*([a-z%°€$£][^\d<>=]*)", re.IGNORECASE)
"""A number and its unit: `1M tokens`, `5 GB`, `20ms`."""


class Declared(NamedTuple):
    """A catalog with specs that its file does not declare yet, and the change that declares them."""

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
    what = "a spec is declared" if len(values) == 1 else "specs are declared"
    hint = f"{what} in catalog.toml: add this there, or pass --yes to have it added"
    error = UndeclaredError(f"{keys} {verb} of this catalog", f"{near} if not, {hint}" if near else hint)
    error.values, error.block = dict(values), "\n".join(map(_block, named, named.values()))
    return error


def declare(opened: OpenCatalog, error: UndeclaredError) -> Declared:
    """Return the catalog as it is once the specs are declared.

    Raises VcompareError where `catalog.toml` is written so that only a person can change it.
    """
    path = "catalog.toml"
    before = current(opened.root, path) or ""
    settings = {
        f"specs.{slug_of(key)}.{part}": value
        for key, given in error.values.items()
        for part, value in guessed(slug_of(key), given).items()
    }
    change = FileChange(path, before, with_values(before, settings, (), opened.root / path))
    after = Catalog.of(Preview(opened.root, [change]))
    return Declared(OpenCatalog(after, reporter=opened.reporter), change)


def _block(key: str, given: Sequence[Any]) -> str:
    lines = [f"{part} = {rendered(value)}\n" for part, value in guessed(key, given).items()]
    return "".join([f"[specs.{key}]\n", *lines])


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

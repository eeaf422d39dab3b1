"""The columns of a table as fields: a recipe for data that has none.

A table is CSV, or a JSON list of objects.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from vcompare.errors import VcompareError
from vcompare.fields import BUILTIN, Field, Registry
from vcompare.importers.bounds import MAX_COLUMNS
from vcompare.importers.cells import BARE
from vcompare.model import LONGEST_EXPRESSION, Fields, Recipe
from vcompare.text.folding import fold
from vcompare.text.suggestions import alternatives, did_you_mean

_TOOL = Field("slug", "Slug", "name", alias="tool")
"""What a column is for that says which tool a row is about; without one, that is the name."""
_PRICES = ("summary", "currency", "tiers", "plans")
_WITH_UNIT = re.compile(r"(.+?)\s*[(\[]([\w %/.]+)[)\]]\s*")
"""A sign of a currency is no unit: amounts in another one than the catalog's must say so in their cells."""
_HINT = "bring rows under columns, or write a recipe"
_NONE: Mapping[str, str] = MappingProxyType({})


class Columns(NamedTuple):
    """What the columns of a table are.

    `known` has the path of the field of each column that is read. `unknown` are columns that name no field,
    each with the fields that may be meant. `ignored` are those of what is not imported, such as scores, and
    those that are to be left out.
    """

    known: Mapping[str, str]
    unknown: Mapping[str, Sequence[str]]
    ignored: Sequence[str]

    @property
    def recipe(self) -> Recipe:
        """The recipe for a table with these columns.

        Raises VcompareError where no column says which tool a row is about.
        """
        return msgspec.convert(self._values, Recipe)

    @property
    def text(self) -> str:
        """That recipe as the text of a file. Raises VcompareError as `recipe` does."""
        from vcompare.editing.formatter import new_file

        return new_file(self._values)

    @property
    def _values(self) -> dict[str, Any]:
        found = {path: _expression(column) for column, path in self.known.items()}
        tool = found.pop(_TOOL.path, found.get("name"))
        if tool is None:
            hint = "call a column `slug` or `name`, or map one: `--map COLUMN=name`"
            raise VcompareError("no column says which tool a row is about", hint)
        fields: dict[str, Any] = {}
        for path, expression in found.items():
            *above, key = path.split(".")
            table = fields
            for part in above:
                table = table.setdefault(part, {})
            table[key] = expression
        return {"records": "@", "tool": tool, "fields": fields}


def columns(table: Any, fields: Registry, mapping: Mapping[str, str] = _NONE) -> Columns:
    """Return what the columns of a table are, in a catalog with these fields.

    `mapping` has the names of fields by column, which count more than what the column is called; no name
    leaves it out. Raises VcompareError for what is no table, for a column or a field that does not exist, and
    for a field that two columns are mapped to.
    """
    names, heads = _Names(fields), _heads(table)
    chosen = {column: names.mapped(column, field, heads) for column, field in mapping.items()}
    mapped = [path for path in chosen.values() if path]
    if twice := next((path for path in mapped if mapped.count(path) > 1), None):
        raise VcompareError(f"two columns are mapped to `{twice}`", "map one of them")
    found = {head: names.found(head) for head in heads if head not in chosen}
    known = {column: path for column, path in chosen.items() if path}
    unknown: dict[str, Sequence[str]] = {}
    # A column that is called like the path has it before one that is called like its label.
    for head, match in sorted(found.items(), key=lambda item: item[1].rank):
        if match.path is None or (match.is_imported and match.path in known.values()):
            unknown[head] = match.near
        elif match.is_imported:
            known[head] = match.path
    read = {head: known[head] for head in heads if head in known}
    return Columns(
        read,
        {head: unknown[head] for head in heads if head in unknown},
        tuple(head for head in heads if head not in read and head not in unknown),
    )


def _heads(table: Any) -> list[str]:
    if not isinstance(table, list) or not table:
        raise VcompareError("the data is no table", _HINT)
    for number, row in enumerate(table, 1):
        if not isinstance(row, Mapping):
            raise VcompareError(
                f"record {number} is no object", "bring rows under columns, or write a recipe"
            )
    heads = list(dict.fromkeys(head for row in table for head in row))
    if len(heads) > MAX_COLUMNS:
        raise VcompareError(f"there are more than {MAX_COLUMNS:,} columns", "leave some of them out")
    return heads


def _expression(column: str) -> str:
    return column if BARE.fullmatch(column) else msgspec.json.encode(column).decode()


class _Match(NamedTuple):
    """The field that a column is called like, how much like it, and the fields that it may mean."""

    path: str | None
    is_imported: bool
    rank: int
    near: Sequence[str]


class _Names:
    """What columns may be called: paths, their ends, and labels, of what is imported and of all else."""

    def __init__(self, fields: Registry) -> None:
        self._imported = {field.path: field for field in _imported(fields)}
        # Those of a panel are known in a catalog without one, too: other people's tables may have them.
        everything = {field.path: field for field in (*BUILTIN, *fields)}
        others = [field for path, field in everything.items() if path not in self._imported]
        self._ranks = [*_ranks(self._imported.values()), *_ranks(others)]
        self._known = {name: path for path in self._imported for name in (path, path.rpartition(".")[2])}

    def found(self, column: str) -> _Match:
        """Return what a column is."""
        if len(_expression(column)) > LONGEST_EXPRESSION:
            return _Match(None, is_imported=False, rank=0, near=())
        for rank, names in enumerate(self._ranks):
            paths = [*dict.fromkeys(path for name in self._called(column) for path in names.get(name, ()))]
            if len(paths) == 1:
                return _Match(paths[0], paths[0] in self._imported, rank, paths)
            if paths:
                return _Match(None, is_imported=False, rank=rank, near=paths)
        near = [self._known[name] for name in alternatives(column.strip(), self._known)]
        return _Match(None, is_imported=False, rank=len(self._ranks), near=[*dict.fromkeys(near)])

    def mapped(self, column: str, field: str, heads: Sequence[str]) -> str:
        """Return the path of the field that a column is mapped to, "" for none. Raises VcompareError."""
        if column not in heads:
            raise VcompareError(f'there is no column "{column}"', did_you_mean(column, heads))
        match = self.found(field)
        if not field.strip() or match.is_imported:
            return match.path or ""
        if match.path:
            raise VcompareError(
                f"`{match.path}` is not imported", f"`--map '{column}='` leaves the column out"
            )
        near = did_you_mean(field, match.near) if match.near else None
        raise VcompareError(f'there is no field "{field}"', near)

    def _called(self, column: str) -> Iterator[str]:
        """Yield the names of a column: as it is, and without a unit behind it."""
        yield fold(column)
        if parts := _WITH_UNIT.fullmatch(column):
            unit = fold(parts[2]).removeprefix("per ")
            yield f"{fold(parts[1])}\n{unit}"


def _imported(fields: Registry) -> Iterator[Field]:
    """Yield the fields that a recipe may have an expression for."""
    yield _TOOL
    for key in Fields.__struct_fields__:
        if key not in {"specs", "pricing"}:
            yield BUILTIN[key]
    for key in _PRICES:
        yield fields.get(f"pricing.{key}") or BUILTIN[f"pricing.{key}"]
    yield from (*fields.meters.values(), *fields.specs.values())


def _ranks(fields: Iterable[Field]) -> list[Mapping[str, Sequence[str]]]:
    """Return the paths of fields by their names, the surest names first."""
    ranks: list[dict[str, list[str]]] = [defaultdict(list) for _ in range(3)]
    for field in fields:
        units = {getattr(field.kind, "unit", ""), getattr(field.kind, "of", "")} - {""}
        for names, known in zip(((field.path,), field.names, (field.label, field.row)), ranks, strict=True):
            for name in {fold(name) for name in names}:
                for one in (name, *(f"{name}\n{fold(unit)}" for unit in units)):
                    known[one].append(field.path)
    return [dict(known) for known in ranks]

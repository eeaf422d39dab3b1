"""Records from CSV: one row each, under columns that are named like keys, as `list -f csv` writes them."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

import msgspec

from vcompare.app.writing.forms import Form, with_nulls
from vcompare.app.writing.keys import Key, SpecKey, Values, inline_table
from vcompare.app.writing.places import fact_path
from vcompare.catalog.decode import fits
from vcompare.errors import VcompareError
from vcompare.fields import BUILTIN, Field
from vcompare.fields.names import named
from vcompare.importers.from_csv import rows_of
from vcompare.model import NONE, Tool
from vcompare.text.cells import as_items
from vcompare.text.folding import fold
from vcompare.text.slugs import is_slug, slug_of
from vcompare.text.suggestions import did_you_mean


def records(name: str, text: str, form: Form) -> Iterator[tuple[int, Values]]:
    """Yield the line and the values of each row; an empty cell is None, for unknown.

    Raises VcompareError for columns that are not keys, and for what is not CSV.
    """
    table = rows_of(name, text)
    columns = _columns(f"{name}:{table.line}", table.heads, form)
    for line, cells in table.rows:
        yield line, _values(f"{name}:{line}", columns, cells, form)


def _columns(at: str, row: Sequence[str], form: Form) -> Sequence[Key | str]:
    """Return the key of each column, or the path of one that is computed."""
    columns = [_column(at, cell, form) for cell in row]
    for cell, column in zip(row, columns, strict=True):
        if columns.count(column) > 1:
            raise VcompareError(f'{at}: there are two columns "{cell}"', "remove one of them")
    return columns


def _column(at: str, cell: str, form: Form) -> Key | str:
    """Return what a column is: it is called as in the file, or as `list --columns` calls a field."""
    keys, name = {key.name: key for key in form.keys}, re.sub("[ -]", "_", cell.strip().lower())
    keys |= {re.sub("-", "_", key): one for key, one in keys.items()}
    if name in keys or _is_computed(cell.strip(), form):
        return keys.get(name, cell.strip())
    with suppress(VcompareError):
        path = named(BUILTIN, cell).path
        if path in keys or _is_computed(path, form):
            return keys.get(path, path)
    labeled = (
        key
        for key, field in (*form.specs.items(), *form.meters.items())
        if fold(cell) in {fold(field.label), fold(field.row)}
    )
    if key := form.find(cell) or form.find(next(labeled, cell)):
        return key
    hint = did_you_mean(name, form.names_of_keys)
    keys_of = tuple(cell.strip().split("."))
    if (
        form.into is Tool
        and fact_path(keys_of) == keys_of
        and keys_of[-2] == "rates"
        and is_slug(keys_of[-1])
    ):
        return Key(keys_of, Any, required=False, field=Field(".".join(keys_of), keys_of[-1], "file"))
    spec = slug_of(cell.strip().removeprefix("specs."))
    if spec and form.into is Tool and (cell.strip().startswith("specs.") or not hint):
        # It is refused later, with a declaration made of what is in the column.
        return Key(("specs", spec), Any, required=False, field=Field(f"specs.{spec}", spec, "file"))
    hint = hint or "name the columns as `vcompare list -f csv` does"
    raise VcompareError(f'{at}: "{cell}" is not a key of a {form.name}', hint)


def _is_computed(name: str, form: Form) -> bool:
    return name in form.computed or name.partition(".")[0] in form.computed


def _values(at: str, columns: Sequence[Key | str], cells: Sequence[str], form: Form) -> Values:
    values: Values = {}
    for column, text in zip(columns, cells, strict=True):
        if isinstance(column, Key):
            values = with_nulls(values, column.holding(_value(at, column, text) if text.strip() else None))
        else:
            name = column if column in form.computed else column.partition(".")[0]
            values = {**values, name: text or None}
    return values


def _value(at: str, key: Key, text: str) -> Any:
    if key.is_tables:
        return _tables(at, key, text)
    if key.is_list:
        items = as_items(text)
        if isinstance(key, SpecKey):
            return key.parse(text) if items == [NONE.value] or inline_table(text) else items
        # Commas separate items of a list whose items can have none, such as tags.
        return items if fits(items, key.type) else [part.strip() for one in items for part in one.split(",")]
    return text if key.is_long else key.parse(text)


def _tables(at: str, key: Key, text: str) -> Any:
    """Return tiers or plans, which a cell has as JSON. Raises VcompareError for anything else."""
    try:
        return msgspec.json.decode(text.encode(), type=list[dict[str, Any]])
    except msgspec.DecodeError:
        hint = "write them as `vcompare list -f csv` does"
        raise VcompareError(f"{at}: `{key.name}` is not a list of objects in JSON", hint) from None

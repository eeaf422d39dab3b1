"""The rows of CSV, whatever separates its columns."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vcompare.errors import VcompareError
from vcompare.importers import bounds
from vcompare.text.cells import unguarded

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_DECLARED = re.compile(r"\s*\"?sep=([^\s\"]|\t)\"?[^\S\n]*(?=\n)", re.IGNORECASE)
"""The first line with which a file tells a spreadsheet what separates its columns."""


class Rows(NamedTuple):
    """The heads of columns with the line on which they stand, and the rows below with theirs."""

    line: int
    heads: tuple[str, ...]
    rows: Iterator[tuple[int, list[str]]]


def rows_of(name: str, text: str) -> Rows:
    """Return the rows that are not empty; cells that are missing at the end of one are empty.

    Raises VcompareError for what is not CSV, and for a row that is longer than the first one, also while the
    rows are taken.
    """
    text, delimiter = _declared(text) or (text, _delimiter(name, text))
    rows = _rows(name, text, delimiter)
    line, heads = next(rows, (1, []))
    while heads and not heads[-1].strip():  # of columns that a spreadsheet counts, and that nobody sees
        heads.pop()
    if len(heads) > bounds.MAX_COLUMNS:
        message = f"{name}:{line}: there are more than {bounds.MAX_COLUMNS:,} columns"
        raise VcompareError(message, "leave some of them out")
    return Rows(line, tuple(heads), _below(name, heads, rows, _DELIMITERS.get(delimiter, delimiter)))


def _declared(text: str) -> tuple[str, str] | None:
    """Return what follows a declaration of the separator, with its line end, and the separator."""
    found = _DECLARED.match(text)
    return (text[found.end() :], found[1]) if found else None


def _delimiter(name: str, text: str) -> str:
    """Return what separates the columns: spreadsheets write semicolons in some languages, or tabs."""
    if name.lower().endswith(".tsv"):
        return "\t"
    head = text.lstrip("\r\n").partition("\n")[0]
    return max(_DELIMITERS, key=head.count)


def _rows(name: str, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield every row that is not empty, with the line on which it begins."""
    csv.field_size_limit(bounds.MAX_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            if any(row):
                yield line, row
            line = reader.line_num + 1
    except csv.Error as problem:
        raise VcompareError(f"{name}:{line}: this is not CSV: {problem}", "correct the quoting") from None


def _below(
    name: str, heads: Sequence[str], rows: Iterator[tuple[int, list[str]]], separators: str
) -> Iterator[tuple[int, list[str]]]:
    for line, row in rows:
        if any(row[len(heads) :]):
            message = f"{name}:{line}: there are {len(row)} cells for {len(heads)} columns"
            raise VcompareError(message, f"quote cells with {separators}")
        cells = [unguarded(cell).replace("\r\n", "\n") for cell in row[: len(heads)]]
        yield line, cells + [""] * (len(heads) - len(cells))


def from_csv(name: str, text: str) -> list[dict[str, str | None]]:
    """Return an object for every row, with a text or None, for an empty cell, under the head of each column.

    A column without a name is called by its number. Raises VcompareError as `rows_of` does.
    """
    table = rows_of(name, text)
    heads = _names(f"{name}:{table.line}", table.heads)
    found: list[dict[str, str | None]] = []
    for _, cells in table.rows:
        found.append({head: cell if cell.strip() else None for head, cell in zip(heads, cells, strict=True)})
        if len(found) * len(heads) > bounds.MAX_VALUES:
            raise bounds.too_many(name)
    return found


def _names(at: str, heads: Sequence[str]) -> list[str]:
    names = [head.strip() or f"column {number}" for number, head in enumerate(heads, 1)]
    repeated = next((one for one in names if names.count(one) > 1), None)
    if repeated is not None:
        raise VcompareError(f'{at}: there are two columns "{repeated}"', "remove or rename one of them")
    return names

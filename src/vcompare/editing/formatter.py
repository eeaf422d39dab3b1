"""Format a file of a catalog: one style, one order, the same data and the same comments.

A comment stays with what it is above or behind. Where files differ only in layout, the outcome is the same.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args, get_origin

from vcompare.catalog.positions import KeyPath, Statement, comments
from vcompare.catalog.schema import TYPES
from vcompare.catalog.source import Document, parse
from vcompare.diagnostics import Diagnostic
from vcompare.editing.style import fields, is_struct, model_at, quoted, rendered, same
from vcompare.errors import VcompareError
from vcompare.text.safe import is_safe

_FOLDED = re.compile(r"(?<!\\)(?:\\\\)*\\[ \t]*\n")
"""A backslash that joins the next line: such a text is laid out by hand."""
_REST = re.compile(r"[ \t]*(#[^\n]*)?\n?")


def canonical(document: Document, model: Any) -> str:
    """Return a document in the one style and order, with the same data and the same comments.

    `model` is the type of the file. Raises VcompareError for a document so unusual that something would be
    lost.
    """
    text = _Formatter(document, model).text()
    after = _parsed(text)
    kept = same(after.data, document.data) and _comments(text) == _comments(document.text)
    if not kept or _panel(after) != _panel(document):
        raise VcompareError("the file cannot be formatted without a loss", "format it by hand")
    return text


def new_file(values: Mapping[str, Any]) -> str:
    """Return the text of a new file: keys in the order of the model, long text on lines of its own.

    Raises VcompareError for a text that is not TOML.
    """
    import tomli_w

    kind = max(TYPES.values(), key=lambda model: len((fields(model) or {}).keys() & values.keys()))
    present = {key: value for key, value in values.items() if value is not None}
    return canonical(_parsed(tomli_w.dumps(present)), kind)


def _parsed(text: str) -> Document:
    document = parse("", text.encode())
    if isinstance(document, Diagnostic):
        raise VcompareError(document.message, document.hint)
    return document


def _comments(text: str) -> Counter[str]:
    return Counter(comment.rstrip() for _, comment in comments(text))


def _panel(document: Document) -> list[str]:
    """Return the panel of a catalog in its order: the one table whose order has a meaning."""
    panel = document.data.get("panel")
    return list(panel) if isinstance(panel, dict) else []


@dataclass(slots=True)
class _Pair:
    """A key with its value, the comments above it and the one behind it."""

    key: str
    name: str
    value: str
    above: list[str]
    behind: str = ""


@dataclass(slots=True)
class _Table:
    """A table: its header as it is written, and its pairs."""

    path: KeyPath
    header: str
    above: list[str] = field(default_factory=list)
    behind: str = ""
    pairs: list[_Pair] = field(default_factory=list)


class _Formatter:
    def __init__(self, document: Document, model: Any) -> None:
        self.document = document
        self.model = model
        self.tables: dict[KeyPath, _Table] = {(): _Table((), "")}

    def text(self) -> str:
        top, end = self._read()
        lines = [*top]
        for table in sorted(self.tables.values(), key=self._rank):
            lines += self._lines(table, first=not lines or not lines[-1])
        lines += end if lines else _without_blank(end)
        while lines and not lines[-1]:
            lines.pop()
        return "".join(f"{line}\n" for line in lines)

    def _read(self) -> tuple[list[str], list[str]]:
        """Sort the statements into tables; return the comments at the top of the file and at its end."""
        text = self.document.text
        top: list[str] = []
        table: KeyPath = ()
        at = 0
        for number, statement in enumerate(self.document.layout.statements):
            above = _gap(text[at : statement.start])
            if number == 0:
                top, above = _split(above)
            rest = _REST.match(text, statement.end)
            at = rest.end() if rest else statement.end
            behind = (rest[1] or "").rstrip() if rest else ""
            if statement.header:
                table = statement.path
                header = text[statement.start : statement.end]
                self.tables[table] = _Table(table, self._header(table) or header, above, behind)
            else:
                self._add(statement, table, above, behind)
        return top, _gap(f"{text[at:]}\n")

    def _add(self, statement: Statement, table: KeyPath, above: list[str], behind: str) -> None:
        """Add a pair to the table that it belongs to: its own one, if the format knows that."""
        *parents, name = statement.path
        home = tuple(parents)
        raw_key = self.document.text[statement.start : statement.value].rstrip().removesuffix("=").rstrip()
        raw = self.document.text[statement.value : statement.end]
        value = self.document.get(statement.path)
        if isinstance(value, dict) and not _has_comment(raw) and self._expand(statement.path, value):
            self.tables[statement.path].above, self.tables[statement.path].behind = above, behind
        elif home == table or self._header(home):
            key = quoted(str(name))
            key = key if is_safe(key) else raw_key
            pair = _Pair(key, str(name), _styled(value, raw, len(key) + 3), above, behind)
            self._table(home).pairs.append(pair)
        else:
            self.tables[table].pairs.append(
                _Pair(raw_key, str(statement.path[len(table)]), raw, above, behind)
            )

    def _expand(self, path: KeyPath, value: Mapping[str, Any]) -> bool:
        """Turn an inline table of the format into one with a header; False where that cannot be done."""
        if not self._header(path) or any(_is_nested(item) for item in value.values()):
            return False
        for name, item in value.items():
            key = quoted(name)
            self._table(path).pairs.append(_Pair(key, name, rendered(item, len(key) + 3), []))
        self._table(path)
        return True

    def _header(self, path: KeyPath) -> str:
        """Return the header of a table that the format knows, "" for others."""
        kind = model_at(self.model, path) if path else None
        is_table = get_origin(kind) is dict or is_struct(kind)
        return f"[{'.'.join(quoted(str(key)) for key in path)}]" if is_table else ""

    def _table(self, path: KeyPath) -> _Table:
        return self.tables.setdefault(path, _Table(path, self._header(path)))

    def _rank(self, table: _Table) -> int:
        known = list(fields(self.model) or ())
        if not table.path:
            return -1
        return known.index(table.path[0]) if table.path[0] in known else len(known)

    def _lines(self, table: _Table, *, first: bool) -> Iterator[str]:
        if table.path:
            yield from () if first else ("",)
            yield from _without_blank(table.above)
            yield _with_comment(table.header, table.behind)
            first = True
        rank = {name: number for number, name in enumerate(self._order(table))}
        for pair in sorted(table.pairs, key=lambda pair: rank.get(pair.name, len(rank))):
            yield from _without_blank(pair.above) if first else pair.above
            yield _with_comment(f"{pair.key} = {pair.value}", pair.behind)
            first = False

    def _order(self, table: _Table) -> list[str]:
        """Return the keys of a table in their order: the model's, or by name where any may have a value."""
        known = fields(self.model, table.path)
        if known is not None:
            return list(known)
        kind = model_at(self.model, table.path)
        is_free = get_origin(kind) is dict and get_origin(get_args(kind)[1]) is Literal
        return sorted(pair.name for pair in table.pairs) if is_free else []


def _styled(value: Any, raw: str, indent: int) -> str:
    """Return a value in the one style, or as it is written where that says more than its value."""
    if not isinstance(value, str | list) or _is_nested(value) or _has_comment(raw):
        return raw
    if isinstance(value, str) and raw.startswith('"""') and _FOLDED.search(raw):
        return raw
    text = rendered(value, indent)
    return text if is_safe(text) else raw


def _is_nested(value: Any) -> bool:
    """Say whether a value is more than a scalar or a list of strings."""
    return isinstance(value, dict) or (
        isinstance(value, list) and any(not isinstance(item, str) for item in value)
    )


def _has_comment(raw: str) -> bool:
    return "#" in raw and any(True for _ in comments(raw))


def _gap(text: str) -> list[str]:
    """Return the comments above a statement; an empty line stands for any number of them."""
    kept: list[str] = []
    for line in (line.strip() for line in text.split("\n")[:-1]):
        if line or not kept or kept[-1]:
            kept.append(line)
    return kept if any(kept) else []


def _split(above: list[str]) -> tuple[list[str], list[str]]:
    """Separate the comment at the top of a file from the one about its first statement."""
    lines = list(_without_blank(above))
    if "" not in lines:
        return [], lines
    last = len(lines) - lines[::-1].index("")
    return lines[:last], lines[last:]


def _without_blank(lines: list[str]) -> list[str]:
    return lines[1:] if lines and not lines[0] else lines


def _with_comment(line: str, comment: str) -> str:
    return f"{line}  {comment}" if comment else line

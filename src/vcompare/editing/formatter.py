"""Format a file of a catalog: one style, one order, the same data and the same comments.

A comment stays with what it is above or behind. Where files differ only in layout, the outcome is the same.
"""

import re
from collections import Counter
from collections.abc import Mapping
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
class _Table:
    """The comments above a table, its header and what is behind that, and its pairs.

    A pair is the name of its key, the comments above it, and its text.
    """

    above: list[str] = field(default_factory=list)
    header: str = ""
    pairs: list[tuple[str, list[str], str]] = field(default_factory=list)


class _Formatter:
    def __init__(self, document: Document, model: Any) -> None:
        self.document = document
        self.model = model
        self.tables: dict[KeyPath, _Table] = {(): _Table()}

    def text(self) -> str:
        top, end = self._read()
        known: list[KeyPath] = [(), *((name,) for name in fields(self.model) or ())]
        ranks = {path: number for number, path in enumerate(known)}
        tables = sorted(self.tables, key=lambda path: ranks.get(path[:1], len(ranks)))
        parts = [top, *map(self._lines, tables)]
        body = "\n\n".join("\n".join(part) for part in parts if part)
        text = "\n".join([body, *end] if body else _without_blank(end)).rstrip("\n")
        return f"{text}\n" if text else ""

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
            at = text.find("\n", statement.end) + 1 or len(text)
            comment = text[statement.end : at].strip()
            behind = f"  {comment}" if comment else ""
            if statement.header:
                table = statement.path
                header = self._header(table) or text[statement.start : statement.end]
                self.tables[table] = _Table(above, header + behind)
            else:
                self._add(statement, table, above, behind)
        return top, _gap(f"{text[at:]}\n")

    def _add(self, statement: Statement, table: KeyPath, above: list[str], behind: str) -> None:
        """Add a pair to the table that it belongs to: its own one, if the format knows that."""
        text, path = self.document.text, statement.path
        home, name = path[:-1], str(path[-1])
        raw_key = text[statement.start : statement.value].rstrip().removesuffix("=").rstrip()
        raw = text[statement.value : statement.end]
        value = self.document.get(path)
        if self._header(path) and _is_flat(value, raw):
            expanded = self.tables[path] = _Table(above, self._header(path) + behind)
            for key, item in value.items():
                _, start, end = self.document.layout.places[*path, key]
                expanded.pairs.append((key, [], _pair(quoted(key), item, text[start:end])))
        elif home == table or self._header(home):
            key = quoted(name) if is_safe(quoted(name)) else raw_key
            self._table(home).pairs.append((name, above, _pair(key, value, raw) + behind))
        else:
            pair = str(path[len(table)]), above, f"{raw_key} = {raw}{behind}"
            self.tables[table].pairs.append(pair)

    def _header(self, path: KeyPath) -> str:
        """Return the header of a table that the format knows, "" for others."""
        kind = model_at(self.model, path) if path else None
        is_table = get_origin(kind) is dict or is_struct(kind)
        return f"[{'.'.join(quoted(str(key)) for key in path)}]" if is_table else ""

    def _table(self, path: KeyPath) -> _Table:
        return self.tables.setdefault(path, _Table(header=self._header(path)))

    def _lines(self, path: KeyPath) -> list[str]:
        table = self.tables[path]
        ranks = {name: number for number, name in enumerate(self._order(path))}
        pairs = sorted(table.pairs, key=lambda pair: ranks.get(pair[0], len(ranks)))
        head = [*table.above, table.header] if path else []
        body = [line for _, above, text in pairs for line in (*above, text)]
        return _without_blank(head) + _without_blank(body)

    def _order(self, path: KeyPath) -> list[str]:
        """Return the keys of a table in their order: the model's, or by name where any may have a value."""
        known = fields(self.model, path)
        if known is not None:
            return list(known)
        kind = model_at(self.model, path)
        is_free = get_origin(kind) is dict and get_origin(get_args(kind)[1]) is Literal
        return sorted(name for name, _, _ in self.tables[path].pairs) if is_free else []


def _pair(key: str, value: Any, raw: str) -> str:
    return f"{key} = {_styled(value, raw, len(key) + 3)}"


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


def _is_flat(table: Any, raw: str) -> bool:
    """Say whether a value is an inline table that a table with a header can stand for."""
    return isinstance(table, dict) and not any(map(_is_nested, table.values())) and not _has_comment(raw)


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
    lines = _without_blank(above)
    if "" not in lines:
        return [], lines
    last = len(lines) - lines[::-1].index("")
    return lines[: last - 1], lines[last:]


def _without_blank(lines: list[str]) -> list[str]:
    return lines[1:] if lines and not lines[0] else lines

"""Format a file of a catalog: one style, one order, the same data and the same comments.

A comment stays with what it is above or behind, and a string as it is written. Where files differ only in
layout, the outcome is the same, and nothing is left in it for `taplo fmt`.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, get_args, get_origin

from vcompare.catalog.paths import kind_at
from vcompare.catalog.positions import KeyPath, Statement, comments
from vcompare.catalog.schema import TYPES
from vcompare.catalog.source import Document, parse
from vcompare.diagnostics import Diagnostic
from vcompare.editing.line_ends import with_each_line_end_of
from vcompare.editing.style import (
    are_tables,
    fields,
    has_values,
    header_of,
    model_at,
    parsed,
    quoted,
    rendered,
    same,
)
from vcompare.editing.value_layout import aligned, dotted, has_comment, laid_out
from vcompare.errors import VcompareError
from vcompare.model import RateTable, Settings, SpecTable, Tool

_ORDERED = ("panel", "specs", "meters", "currencies")
"""The tables of a catalog whose order has a meaning."""


class Declared(NamedTuple):
    """The specs and the meters that a catalog declares, in their order, which is that of its tools."""

    specs: Sequence[str] = ()
    meters: Sequence[str] = ()


NOTHING = Declared()


def canonical(document: Document, model: Any, declared: Declared = NOTHING) -> str:
    """Return a document in the one style and order, with the same data and the same comments.

    `model` is the type of the file. Raises VcompareError for a document so unusual that something would be
    lost.
    """
    text = _Formatter(document, model, declared).text()
    if text == document.text:
        return text
    after = parse("", text.encode())
    is_same = isinstance(after, Document) and same(after.data, document.data)
    is_in_order = _ordered(after, model) == _ordered(document, model)
    if not (is_same and is_in_order and _comments(text) == _comments(document.text)):
        raise VcompareError("the file cannot be formatted without a loss", "format it by hand")
    return text


def formatted(text: str, path: str, declared: Declared = NOTHING) -> str:
    """Return the text of a file of the catalog in the one style and order, with its line ends.

    Raises VcompareError for a text that is not TOML, or that cannot be formatted without a loss.
    """
    return with_each_line_end_of(text, canonical(parsed(text), TYPES[kind_at(path)], declared))


def kept_formatted(path: str, before: str | None, after: str, declared: Declared = NOTHING) -> str:
    """Return the new text of a file, formatted if it is a new file or the old text was formatted."""
    try:
        stays = before is None or formatted(before, path, declared) == before
        return formatted(after, path, declared) if stays else after
    except VcompareError:  # it is for `check` to say what is wrong with it
        return after


def new_file(values: Mapping[str, Any], declared: Declared = NOTHING, model: Any = None) -> str:
    """Return the text of a new file of a model, or else of the one that has most of the keys.

    They are in its order, and long text is on lines of its own. Raises VcompareError for what is not TOML.
    """
    models = [TYPES[kind] for kind in TYPES if kind not in {"imported", "import"}]
    model = model or max(models, key=lambda model: len((fields(model) or {}).keys() & values.keys()))
    return canonical(parsed("".join(_written(values, model))), model, declared)


def _written(values: Mapping[str, Any], model: Any, path: KeyPath = ()) -> Iterator[str]:
    tables = {key: value for key, value in values.items() if isinstance(value, dict)}
    tables = {} if has_values(model, path) else tables  # there, a table is a value
    for key, value in values.items():
        if value is not None and key not in tables:
            yield f"{quoted(key)} = {rendered(value)}\n"
    for key, table in tables.items():
        if (
            has_values(model, (*path, key))
            or not table
            or any(not isinstance(x, dict) for x in table.values())
        ):
            yield f"[{'.'.join(quoted(str(part)) for part in (*path, key))}]\n"
        yield from _written(table, model, (*path, key))


def _comments(text: str) -> Counter[str]:
    return Counter(comment.rstrip() for _, comment in comments(text))


def _ordered(document: Document | Diagnostic, model: Any) -> list[list[str]]:
    """Return what a catalog declares in its order."""
    data = document.data if isinstance(document, Document) and model is Settings else {}
    return [list(table) for name in _ORDERED if isinstance(table := data.get(name), dict)]


class _Pair(NamedTuple):
    """A key and its value: the key's name, the comments above, both as written, and the comment behind."""

    name: str
    above: list[str]
    text: str
    behind: str


@dataclass(slots=True)
class _Table:
    """The comments above a table, its header with the comment behind that, and its pairs."""

    above: list[str] = field(default_factory=list)
    header: str = ""
    pairs: list[_Pair] = field(default_factory=list)


class _Formatter:
    def __init__(self, document: Document, model: Any, declared: Declared) -> None:
        self.document = document
        self.model = model
        self.declared = declared
        self.tables: dict[KeyPath, _Table] = {(): _Table()}

    def text(self) -> str:
        top, end = self._read()
        parts = [top, *map(self._lines, sorted(self.tables, key=self._ranks()))]
        body = "\n\n".join("\n".join(part) for part in parts if part)
        return "\n".join([body, *end] if body else _without_blank(end)).rstrip("\n") + "\n"

    def _ranks(self) -> Callable[[KeyPath], list[int]]:
        """Return what tables are sorted by: at each level the order of keys, then that of the file."""
        levels = [path[:size] for path in self.tables for size in range(1, len(path) + 1)]
        seen = {path: number for number, path in enumerate(dict.fromkeys(levels))}
        orders = {path[:-1]: self._order(path[:-1]) for path in seen}

        def rank(path: KeyPath) -> int:
            order, key = orders[path[:-1]], str(path[-1])
            return order.index(key) if key in order else len(order) + seen[path]

        return lambda path: [rank(path[:size]) for size in range(1, len(path) + 1)]

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
            behind = text[statement.end : at].strip()
            if statement.header:
                table = statement.path
                header = header_of(self.model, table) or _as_written(text[statement.start : statement.end])
                self.tables[table] = _Table(above, f"{header} {behind}".rstrip())
            else:
                self._add(statement, table, above, behind)
        return top, _gap(f"{text[at:]}\n")

    def _add(self, statement: Statement, within: KeyPath, above: list[str], behind: str) -> None:
        """Add a pair to the table that it belongs to: its own one, if the format knows that."""
        path = statement.path
        home = path[:-1]
        if header_of(self.model, path) and _is_flat(self.document, path, self.model):
            self._spread(path, header_of(self.model, path), above, behind)
        elif are_tables(model_at(self.model, path)) and _are_flat(self.document, path):
            header = f"[[{'.'.join(quoted(str(key)) for key in path)}]]"
            for at in range(len(self.document.get(path))):
                self._spread((*path, at), header, [] if at else above, "" if at else behind)
        elif home == within or header_of(self.model, home):
            table = self.tables.setdefault(home, _Table(header=header_of(self.model, home)))
            table.pairs.append(self._pair(path, above, behind))
        else:
            key = self._key(statement.start, statement.value)
            value = laid_out(self.document, path, key, behind)
            pair = _Pair(str(path[len(within)]), above, f"{key} = {value}", behind)
            self.tables[within].pairs.append(pair)

    def _spread(self, path: KeyPath, header: str, above: list[str], behind: str) -> None:
        """Make a table with a header of an inline table."""
        members = [self._pair((*path, key), [], "") for key in self.document.get(path)]
        self.tables[path] = _Table(above, f"{header} {behind}".rstrip(), members)

    def _pair(self, path: KeyPath, above: list[str], behind: str) -> _Pair:
        """Return a pair with the last part of its key alone."""
        place = self.document.layout.places[path]
        key = self._key(place.key, place.value)
        value = laid_out(self.document, path, key, behind)
        return _Pair(str(path[-1]), above, f"{key} = {value}", behind)

    def _key(self, start: int, value: int) -> str:
        return dotted(self.document.text[start:value].rstrip().removesuffix("=").rstrip())

    def _lines(self, path: KeyPath) -> list[str]:
        table = self.tables[path]
        ranks = {name: number for number, name in enumerate(self._order(path))}
        pairs = sorted(table.pairs, key=lambda pair: ranks.get(pair.name, len(ranks)))
        head = [*table.above, table.header] if path else []
        body, rows = list[str](), list[tuple[str, str]]()
        for pair in pairs:
            if pair.above:
                body += [*aligned(rows), *pair.above]
                rows.clear()
            rows.append((pair.text, pair.behind))
        return _without_blank(head) + _without_blank([*body, *aligned(rows)])

    def _order(self, path: KeyPath) -> list[str]:
        """Return the keys of a table in their order: the model's, or by name where any may have a value.

        Specs and rates are in the order in which the catalog declares them.
        """
        if self.model is Tool and has_values(Tool, path):
            return [*(self.declared.meters if path[-1] == "rates" else self.declared.specs)]
        if self.model is Tool and has_values(Tool, path[:-1]):
            return list(fields(RateTable if path[-2] == "rates" else SpecTable) or ())
        if (known := fields(self.model, path)) is not None:
            return list(known)
        kind = model_at(self.model, path)
        is_free = get_origin(kind) is dict and get_origin(get_args(kind)[1]) is Literal
        return (
            sorted(pair.name for pair in self.tables[path].pairs) if is_free and path in self.tables else []
        )


def _is_flat(document: Document, path: KeyPath, model: Any) -> bool:
    """Say whether a value is an inline table that a table with a header can stand for."""
    table, place = document.get(path), document.layout.places[path]
    if not isinstance(table, dict):
        return False
    if not has_values(model, path) and any(isinstance(value, dict) for value in table.values()):
        return False
    return not has_comment(document.text[place.value : place.end])


def _are_flat(document: Document, path: KeyPath) -> bool:
    """Say whether a value is a list of inline tables, without comments and without dotted keys."""
    items, place = document.get(path), document.layout.places[path]
    if not isinstance(items, list) or not items or has_comment(document.text[place.value : place.end]):
        return False
    members = [
        [document.layout.places[*path, at, key] for key in item] if isinstance(item, dict) else []
        for at, item in enumerate(items)
    ]
    return all(some and all(one.key != one.value for one in some) for some in members)


def _as_written(header: str) -> str:
    """Return the header of a table as it is written, without the space in it."""
    size = 2 if header.startswith("[[") else 1
    return f"{header[:size]}{dotted(header[size:-size].strip())}{header[-size:]}"


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

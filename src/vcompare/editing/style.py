"""The one style of a catalog's files: how values are written, and in which order keys come.

Comments stay with what they stand above or behind; where nothing but layout differs, `canonical` of two
files is the same.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, get_args, get_origin

import msgspec

from vcompare.catalog.decode import required
from vcompare.catalog.positions import KeyPath, Statement, comments
from vcompare.catalog.schema import TYPES
from vcompare.catalog.source import Document, parse
from vcompare.diagnostics import Diagnostic
from vcompare.errors import VcompareError
from vcompare.text.safe import is_safe

_WIDTH = 100
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_FOLDED = re.compile(r"(?<!\\)(?:\\\\)*\\[ \t]*\n")
"""A backslash that joins the next line: what is written so is laid out by hand."""
_REST = re.compile(r"[ \t]*(#[^\n]*)?\n?")


@dataclass(slots=True)
class _Pair:
    """A key with its value, the comments above it and the one behind it."""

    key: str
    name: str
    value: str
    above: list[str]
    behind: str = ""


@dataclass(slots=True)
class _Section:
    """A table: its header as it is written, and its pairs."""

    path: KeyPath
    header: str
    above: list[str] = field(default_factory=list)
    behind: str = ""
    pairs: list[_Pair] = field(default_factory=list)


def rendered(value: Any, indent: int = 0) -> str:
    """Return a value in TOML; `indent` is how much of the line is taken by what stands before it."""
    import tomli_w

    if isinstance(value, list | tuple):
        items = [
            rendered(item) if not isinstance(item, str) else _string(item, several=False) for item in value
        ]
        line = f"[{', '.join(items)}]"
        if indent + len(line) <= _WIDTH:
            return line
        return "".join(("[\n", *(f"    {item},\n" for item in items), "]"))
    if isinstance(value, str):
        return _string(value, several="\n" in value and "\r" not in value)
    return tomli_w.dumps({"k": value}).removeprefix("k = ").removesuffix("\n")


def quoted(key: str) -> str:
    """Return a key as TOML writes it: bare where that is allowed."""
    return key if _BARE.fullmatch(key) else _string(key, several=False)


def fields(model: Any, path: KeyPath = ()) -> Mapping[str, Any] | None:
    """Return the keys that a table of a file may have, in their order, with their types.

    None where any key may be there, and where the format knows no such table.
    """
    kind = model_at(model, path)
    return _fields(kind) if _is_struct(kind) else None


@cache
def _fields(kind: Any) -> Mapping[str, Any]:
    return {one.encode_name: required(one.type) for one in msgspec.structs.fields(kind)}


def _is_struct(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def model_at(model: Any, path: KeyPath) -> Any:
    """Return the type that the format has for a key path, None where it knows none."""
    for key in path:
        if get_origin(model) is dict:
            model = required(get_args(model)[1])
        else:
            model = (fields(model) or {}).get(str(key))
    return model


def new_file(values: Mapping[str, Any]) -> str:
    """Return the text of a new file: keys in the order of the model, long text on lines of its own.

    Raises VcompareError for a text that is no TOML.
    """
    import tomli_w

    kind = max(TYPES.values(), key=lambda model: len((fields(model) or {}).keys() & values.keys()))
    whole = {key: value for key, value in values.items() if value is not None}
    return canonical(_parsed(tomli_w.dumps(whole)), kind)


def _parsed(text: str) -> Document:
    document = parse("", text.encode())
    if isinstance(document, Diagnostic):
        raise VcompareError(document.message, document.hint)
    return document


def canonical(document: Document, model: Any) -> str:
    """Return a document in the one style and order, with the same data and the same comments.

    `model` is the type of the file. Raises VcompareError where a document is so unusual that this cannot be
    said of the outcome.
    """
    text = _Formatter(document, model).text()
    after = _parsed(text)
    kept = same(after.data, document.data) and _comments(text) == _comments(document.text)
    if not kept or _seats(after) != _seats(document):
        raise VcompareError("the file cannot be brought into form without a loss", "format it by hand")
    return text


def same(one: Any, other: Any) -> bool:
    """Say whether two TOML values are equal in kind as well: 1 is neither 1.0 nor true, and nan is nan."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other) or (one != one and other != other)  # noqa: PLR0124 - nan


def _seats(document: Document) -> list[str]:
    """Return the panel of a catalog in its order, the one table where that matters."""
    panel = document.data.get("panel")
    return list(panel) if isinstance(panel, dict) else []


def _commented(text: str) -> bool:
    return "#" in text and any(True for _ in comments(text))


def _comments(text: str) -> Counter[str]:
    return Counter(comment.rstrip() for _, comment in comments(text))


def _string(value: str, *, several: bool) -> str:
    import tomli_w

    return tomli_w.dumps({"k": value}, multiline_strings=several).removeprefix("k = ").removesuffix("\n")


class _Formatter:
    def __init__(self, document: Document, model: Any) -> None:
        self.document = document
        self.model = model
        self.sections: dict[KeyPath, _Section] = {(): _Section((), "")}

    def text(self) -> str:
        preamble, tail = self._read()
        lines = [*preamble]
        for section in sorted(self.sections.values(), key=self._section_rank):
            lines += self._section(section, first=not lines or not lines[-1])
        lines += tail if lines else _without_blank(tail)
        while lines and not lines[-1]:
            lines.pop()
        return "".join(f"{line}\n" for line in lines)

    def _read(self) -> tuple[list[str], list[str]]:
        """Take the document apart; return the comments at its top and at its end."""
        text = self.document.text
        preamble: list[str] = []
        table: KeyPath = ()
        at = 0
        for number, statement in enumerate(self.document.statements()):
            above = _gap(text[at : statement.start])
            if number == 0:
                preamble, above = _split(above)
            rest = _REST.match(text, statement.end)
            at = rest.end() if rest else statement.end
            behind = (rest[1] or "").rstrip() if rest else ""
            if statement.header:
                table = statement.path
                header = text[statement.start : statement.end]
                self.sections[table] = _Section(table, self._header(table) or header, above, behind)
            else:
                self._pair(statement, table, above, behind)
        return preamble, _gap(f"{text[at:]}\n")

    def _pair(self, statement: Statement, table: KeyPath, above: list[str], behind: str) -> None:
        *parents, name = statement.path
        raw = self.document.text[statement.value : statement.end]
        value = self._value_at(statement.path)
        home = tuple(parents)
        if isinstance(value, dict) and not _commented(raw) and self._expand(statement.path, value):
            section = self._made(statement.path)
            section.above, section.behind = above, behind
        elif home == table or self._header(home):
            key = quoted(str(name))
            shown = key if is_safe(key) else self._raw_key(statement)
            pair = _Pair(shown, str(name), _styled(value, raw, len(shown) + 3), above, behind)
            self._made(home).pairs.append(pair)
        else:
            key = self._raw_key(statement)
            self.sections[table].pairs.append(_Pair(key, str(statement.path[len(table)]), raw, above, behind))

    def _expand(self, path: KeyPath, value: Mapping[str, Any]) -> bool:
        """Turn an inline table of the format into one with a header. False where that cannot be done."""
        if not self._header(path) or any(
            isinstance(item, dict | list) and _nested(item) for item in value.values()
        ):
            return False
        section = self._made(path)
        for name, item in value.items():
            key = quoted(name)
            section.pairs.append(_Pair(key, name, rendered(item, len(key) + 3), []))
        return True

    def _header(self, path: KeyPath) -> str:
        """Return the header of a table that the format knows, nothing for others."""
        kind = model_at(self.model, path) if path else None
        is_table = get_origin(kind) is dict or _is_struct(kind)
        return f"[{'.'.join(quoted(str(key)) for key in path)}]" if is_table else ""

    def _made(self, path: KeyPath) -> _Section:
        return self.sections.setdefault(path, _Section(path, self._header(path)))

    def _value_at(self, path: KeyPath) -> Any:
        value: Any = self.document.data
        for key in path:
            value = value[key]
        return value

    def _raw_key(self, statement: Statement) -> str:
        return self.document.text[statement.start : statement.value].rstrip().removesuffix("=").rstrip()

    def _section_rank(self, section: _Section) -> int:
        if not section.path:
            return -1
        known = list(fields(self.model) or ())
        return known.index(section.path[0]) if section.path[0] in known else len(known)

    def _section(self, section: _Section, *, first: bool) -> Iterator[str]:
        if section.path:
            yield from () if first else ("",)
            yield from _without_blank(section.above)
            yield _with_comment(section.header, section.behind)
            first = True
        rank = {name: number for number, name in enumerate(self._order(section))}
        for pair in sorted(section.pairs, key=lambda pair: rank.get(pair.name, len(rank))):
            yield from _without_blank(pair.above) if first else pair.above
            yield _with_comment(f"{pair.key} = {pair.value}", pair.behind)
            first = False

    def _order(self, section: _Section) -> list[str]:
        """Return the keys of a table in their order: the model's, or by name where any value may have one."""
        known = fields(self.model, section.path)
        if known is not None:
            return list(known)
        kind = model_at(self.model, section.path)
        is_free = get_origin(kind) is dict and get_origin(get_args(kind)[1]) is Literal
        return sorted(pair.name for pair in section.pairs) if is_free else []


def _styled(value: Any, raw: str, indent: int) -> str:
    """Return a value in the one style, or as it is written where that says more than its value."""
    if _commented(raw) or not isinstance(value, str | list) or (isinstance(value, list) and _nested(value)):
        return raw
    if isinstance(value, str) and raw.startswith('"""') and _FOLDED.search(raw):
        return raw
    text = rendered(value, indent)
    return text if is_safe(text) else raw


def _nested(value: Any) -> bool:
    items = value.values() if isinstance(value, dict) else value
    return isinstance(value, dict) or any(not isinstance(item, str) for item in items)


def _gap(text: str) -> list[str]:
    """Return the comments in front of a statement; an empty line stands for any number of them."""
    kept: list[str] = []
    for line in (line.strip() for line in text.split("\n")[:-1]):
        if line or not kept or kept[-1]:
            kept.append(line)
    return kept if any(kept) else []


def _split(above: list[str]) -> tuple[list[str], list[str]]:
    """Part what is said at the top of a file from what is said of its first statement."""
    lines = list(_without_blank(above))
    if "" not in lines:
        return [], lines
    last = len(lines) - lines[::-1].index("")
    return lines[:last], lines[last:]


def _without_blank(lines: list[str]) -> list[str]:
    return lines[1:] if lines and not lines[0] else lines


def _with_comment(line: str, comment: str) -> str:
    return f"{line}  {comment}" if comment else line

"""Single values of a TOML text, changed in place: every line that a change does not need stays as it is.

The text is cut and joined where `positions` finds the statements. tomlkit changes what is inside of one: an
inline table, or a list with its comments.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vcompare.catalog.positions import Statement, comments
from vcompare.catalog.source import Document, parse
from vcompare.diagnostics import Diagnostic
from vcompare.editing.line_ends import with_each_line_end_of
from vcompare.editing.style import quoted, rendered, same
from vcompare.errors import VcompareError

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

_LAST_PART = re.compile(r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s."']+)$""")
_BY_HAND = "change it in an editor"


def with_values(
    text: str,
    values: Mapping[str, Any] | Mapping[tuple[str, ...], Any],
    order: Sequence[str] = (),
    where: str | Path = "the file",
) -> str:
    """Return a TOML text with some values set, or removed where they are None.

    A key is a tuple, or a text with dots where no part has one in itself. A new key comes after the last of
    its table that precedes it in `order`, or at the table's end. Line ends, a byte-order mark and a missing
    end of the last line stay. Raises VcompareError, naming `where`, if the text is not TOML, or is written in
    such a way that only a person can change it.
    """
    document = _parsed(text, f"{where}:")
    for key, value in values.items():
        path = tuple(key.split(".")) if isinstance(key, str) else key
        try:
            document = _with_value(document, path, value, order)
        except VcompareError as error:
            raise VcompareError(f"{where}: {error.message}", error.hint) from error.__cause__
    result = document.text
    if text and not text.endswith("\n"):
        result = result.removesuffix("\n")
    return ("\ufeff" if text.startswith("\ufeff") else "") + with_each_line_end_of(text, result)


def _parsed(text: str, where: str = "") -> Document:
    document = parse("", text.encode())
    if isinstance(document, Diagnostic):
        raise VcompareError(f"{where}{document.line}:{document.column}: {document.message}", document.hint)
    return document


def _with_value(document: Document, path: tuple[str, ...], value: Any, order: Sequence[str]) -> Document:
    """Set or remove one value. Raises VcompareError where the data or a comment would not be as asked."""
    expected = _expected(document.data, path, value)
    if same(expected, document.data):
        return document
    ended = document if document.text.endswith("\n") or not document.text else _parsed(document.text + "\n")
    after = parse("", _edited(ended, path, value, order).encode())
    # A table that dotted keys made goes with the last of them.
    wanted = [expected] + ([{k: v for k, v in expected.items() if v != {}}] if value is None else [])
    is_right = isinstance(after, Document) and any(same(after.data, data) for data in wanted)
    if isinstance(after, Document) and is_right and _keeps_comments(ended, after, path, value):
        return after
    raise VcompareError(
        f"`{'.'.join(path)}` cannot be changed without touching the lines around it", _BY_HAND
    )


def _expected(table: Mapping[str, Any], path: tuple[str, ...], value: Any) -> dict[str, Any]:
    """Return the data with a value set or removed; what does not change is shared, not copied."""
    key, *rest = path
    inner = table.get(key)
    if value is None and (not rest or inner is None):
        return {one: other for one, other in table.items() if rest or one != key}
    if not rest:
        return {**table, key: list(value) if isinstance(value, tuple) else value}
    if not isinstance(inner, dict | None):
        raise VcompareError(f"`{key}` is not a table", _BY_HAND)
    return {**table, key: _expected(inner or {}, tuple(rest), value)}


def _edited(document: Document, path: tuple[str, ...], value: Any, order: Sequence[str]) -> str:
    text, statements = document.text, document.statements()
    own = [one for one in statements if one.path[: len(path)] == path]
    if own and value is None:
        return _without(text, own)
    holder = next((one for one in statements if not one.header and path[: len(one.path)] == one.path), None)
    if holder is not None:
        headers = [one.path for one in statements if one.header and one.start < holder.start]
        return _with_statement(text, holder, len(headers[-1]) if headers else 0, path, value)
    if own:
        raise VcompareError(f"`{'.'.join(path)}` is a table", _BY_HAND)
    return _with_line(text, statements, path, value, order)


def _without(text: str, statements: Sequence[Statement]) -> str:
    """Remove the lines of some statements; comments on lines of their own stay."""
    for statement in reversed(statements):
        text = text[: _line(text, statement.start)] + text[_after(text, statement) :]
    return text


def _with_statement(text: str, holder: Statement, depth: int, path: tuple[str, ...], value: Any) -> str:
    """Change a value in the one statement that holds it.

    `depth` is how many parts of the key are written in the header above it.
    """
    is_list = isinstance(value, list | tuple) and text[holder.value] == "["
    if holder.path == path and not is_list:
        return text[: holder.value] + rendered(value, len(path[-1]) + 3) + text[holder.end :]
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    start, end = _line(text, holder.start), _after(text, holder)
    try:
        tree = tomlkit.parse(text[start:end])
        _set(tree, path[depth:], value)
        return text[:start] + tree.as_string() + text[end:]
    except (TOMLKitError, KeyError, TypeError, ValueError) as problem:
        reason = str(problem)[:80]
        raise VcompareError(f"`{'.'.join(path)}` cannot be changed here: {reason}", _BY_HAND) from problem


def _set(tree: "TOMLDocument", path: tuple[str, ...], value: Any) -> None:
    import tomlkit
    from tomlkit.items import Array

    table: Any = tree
    for key in path[:-1]:
        table = table[key]
    if value is None:
        del table[path[-1]]
    elif isinstance(value, list | tuple) and isinstance(table.get(path[-1]), Array):
        _set_items(table[path[-1]], value)
    else:
        table[path[-1]] = tomlkit.value(rendered(value, len(path[-1]) + 3))


def _set_items(array: Any, items: Sequence[Any]) -> None:
    """Make a list hold these items and keep how it is laid out, with the comments in it."""
    for index in reversed(range(len(array))):
        if array[index] not in items:
            del array[index]
    kept = list(array)
    if list(items[: len(kept)]) == kept:
        for item in items[len(kept) :]:
            array.append(item)
    else:
        array.clear()
        array.extend(items)


def _with_line(
    text: str, statements: Sequence[Statement], path: tuple[str, ...], value: Any, order: Sequence[str]
) -> str:
    """Add a key that is not there, on a line of its own after a neighbor and written like it."""
    *parents, name = path
    home = tuple(parents)
    line = f"{quoted(name)} = {rendered(value, len(name) + 3)}\n"
    siblings = [one for one in statements if not one.header and one.path[:-1] == home]
    if siblings:
        before = _neighbor(siblings, name, order)
        model = before or siblings[0]
        at = _after(text, before) if before else _above(text, siblings[0])
        return text[:at] + _prefix(text, model) + line + text[at:]
    header = next((one for one in statements if one.header and one.path == home), None)
    if header:
        at = _after(text, header)
        return text[:at] + line + text[at:]
    if not home:
        at = _above(text, statements[0]) if statements else len(text)
        return text[:at] + line + ("\n" if statements and statements[0].header else "") + text[at:]
    gap = "\n" if text and not text.endswith("\n\n") else ""
    return f"{text}{gap}[{'.'.join(map(quoted, home))}]\n{line}"


def _neighbor(siblings: Sequence[Statement], name: str, order: Sequence[str]) -> Statement | None:
    """Return the last statement that a new key comes after, None where it comes first."""
    if name not in order:
        return siblings[-1]
    rank = {key: number for number, key in enumerate(order)}
    earlier = [one for one in siblings if rank.get(str(one.path[-1]), len(rank)) < rank[name]]
    return earlier[-1] if earlier else None


def _prefix(text: str, statement: Statement) -> str:
    """Return what precedes the last part of a key on its line: space, and a dotted table."""
    start = _line(text, statement.start)
    key = text[start : statement.value].rstrip().removesuffix("=").rstrip()
    last = _LAST_PART.search(key)
    return key[: last.start()] if last else ""


def _line(text: str, at: int) -> int:
    """Return where the line of a character begins."""
    return text.rfind("\n", 0, at) + 1


def _after(text: str, statement: Statement) -> int:
    end = text.find("\n", statement.end)
    return len(text) if end < 0 else end + 1


def _above(text: str, statement: Statement) -> int:
    """Return where a statement's lines begin, the comments right above it included."""
    at = _line(text, statement.start)
    while at:
        start = _line(text, at - 1)
        if not text[start:at].lstrip(" \t").startswith("#"):
            return at
        at = start
    return at


def _keeps_comments(before: Document, after: Document, path: tuple[str, ...], value: Any) -> bool:
    """Say whether every comment is still there, but those on the lines of what is removed."""
    lost = Counter(_comments(before.text)) - Counter(_comments(after.text))
    if lost and value is None:
        own = (one for one in before.statements() if one.path[: len(path)] == path)
        lines = (before.text[_line(before.text, one.start) : _after(before.text, one)] for one in own)
        lost -= Counter(_comments("".join(lines)))
    elif lost and isinstance(value, list | tuple):
        lost -= Counter(_behind_removed(before, path, value))
    return not lost


def _behind_removed(document: Document, path: tuple[str, ...], items: Sequence[Any]) -> Iterable[str]:
    """Return the comments behind those items of a list that are not among `items`."""
    present: Any = document.data
    for key in path:
        present = present.get(key) if isinstance(present, dict) else None
    known = enumerate(present if isinstance(present, list) else ())
    removed = {document.value(*path, index).line for index, item in known if item not in items}
    found = comments(document.text)
    return (comment.rstrip() for at, comment in found if document.at(at).line in removed)


def _comments(text: str) -> list[str]:
    return [comment.rstrip() for _, comment in comments(text)]

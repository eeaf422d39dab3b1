"""Single values of a TOML text, changed in place: every line that a change does not need stays as it is.

The text is cut and joined where `positions` finds keys and values, and what comes out is read again: where
the data would not be as asked for, or a comment would be lost, the change is refused.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from vcompare.catalog.positions import KeyPath, Place, comments
from vcompare.catalog.source import Document, parse
from vcompare.diagnostics import Diagnostic
from vcompare.editing.items import line_of, with_items
from vcompare.editing.line_ends import with_each_line_end_of
from vcompare.editing.placing import dotted, line_above, line_after, with_table
from vcompare.editing.style import parsed, quoted, rendered, same
from vcompare.errors import VcompareError

_BY_HAND = "change it in an editor"

Key = TypeVar("Key", bound=str | KeyPath)


def with_values(
    text: str,
    values: Mapping[Key, Any],
    order: Sequence[str] = (),
    where: str | Path = "the file",
) -> str:
    """Return a TOML text with some values set, or removed where they are None.

    A key is a tuple, in which numbers are those of items, or a text with dots where no part has one in
    itself. A new key comes before the first of its table that follows it in `order`, or at the table's end.
    Line ends, a byte-order mark and a missing end of the last line stay. Raises VcompareError, naming
    `where`, if the text is not TOML, or is written in such a way that only a person can change it.
    """
    document = parsed(text, where)
    paths = ((tuple(key.split(".")) if isinstance(key, str) else key, one) for key, one in values.items())
    try:
        for _, run in groupby(paths, lambda item: item[0][:-2]):
            document = _with_run(document, dict[KeyPath, Any](run), order)
    except VcompareError as error:
        raise VcompareError(f"{where}: {error.message}", error.hint) from error.__cause__
    result = document.text
    if text and not text.endswith("\n"):
        result = result.removesuffix("\n")
    return ("\ufeff" if text.startswith("\ufeff") else "") + with_each_line_end_of(text, result)


def _with_run(document: Document, values: Mapping[KeyPath, Any], order: Sequence[str]) -> Document:
    """Set values of tables that are beside each other: all at once where the tables are new."""
    if not order and len(values) > 1 and (added := _with_new_tables(_ended(document), values)):
        return added
    for path, value in values.items():
        document = _with_value(document, path, value, order)
    return document


def _with_new_tables(document: Document, values: Mapping[KeyPath, Any]) -> Document | None:
    """Add tables with their values, each with a header; None where one is there, or cannot be added so."""
    if not all(_starts_table(document, path, value) for path, value in values.items()):
        return None
    expected, tables = document.data, dict[KeyPath, list[str]]()
    for path, value in values.items():
        expected = _expected(expected, path, value)
        tables.setdefault(path[:-1], []).append(_line(path[-1], value))
    text = "\n".join(f"[{dotted(home)}]\n{''.join(lines)}" for home, lines in tables.items())
    home = next(iter(tables))
    after = parse("", with_table(document.text, document.layout.statements, home, text).encode())
    return after if isinstance(after, Document) and same(after.data, expected) else None


def _starts_table(document: Document, path: KeyPath, value: Any) -> bool:
    """Say whether the table of a new value is new as well, and may have a header."""
    home, (places, statements) = path[:-1], document.layout
    if not home or home in places or value is None or _are_tables(value):
        return False
    return not any(not one.header and home[: len(one.path)] == one.path for one in statements)


def _with_value(document: Document, path: KeyPath, value: Any, order: Sequence[str]) -> Document:
    """Set or remove one value. Raises VcompareError where the data would not be as asked."""
    expected = _expected(document.data, path, value)
    if same(expected, document.data):
        return document
    ended = _ended(document)
    if _are_tables(value) and _has_headers(ended, path):
        after: Document | Diagnostic = _with_tables(ended, path, value, order)
    else:
        after = parse("", _edited(ended, path, value, order).encode())
    # A table that dotted keys made goes with the last of them.
    wanted = [expected] + ([{k: v for k, v in expected.items() if v != {}}] if value is None else [])
    if isinstance(after, Document) and any(same(after.data, data) for data in wanted):
        return after
    raise _refusal(path)


def _are_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, Mapping) for one in value)


def _has_headers(document: Document, path: KeyPath) -> bool:
    """Say whether items of a list may have headers, as in `[[pricing.plans]]`: they have, or it is new."""
    if path not in document.layout.places:
        return not any(
            not one.header and path[: len(one.path)] == one.path for one in document.layout.statements
        )
    return any(one.header and one.path[:-1] == path for one in document.layout.statements)


def _with_tables(document: Document, path: KeyPath, items: Sequence[Any], order: Sequence[str]) -> Document:
    """Change a list of tables with headers, item by item. Raises VcompareError as `_with_value` does."""
    old = list(document.get(path)) if path in document.layout.places else []
    while len(old) > len(items):
        at = next((at for at, item in enumerate(old) if item not in items), len(old) - 1)
        document = _parsed(_edited(document, (*path, at), None, order), path)
        del old[at]
    for at, (before, after) in enumerate(zip(old, items, strict=False)):
        for key in {**after, **before}:
            if not same(before.get(key), after.get(key)):
                document = _with_value(document, (*path, at, key), after.get(key), order)
    for item in items[len(old) :]:
        table = f"[[{dotted(path)}]]\n{''.join(map(_line, item, item.values()))}"
        document = _parsed(with_table(document.text, document.layout.statements, path, table), path)
    return document


def _ended(document: Document) -> Document:
    """Return a document whose last line has an end."""
    return document if document.text.endswith("\n") or not document.text else parsed(document.text + "\n")


def _line(key: str | int, value: Any) -> str:
    return f"{quoted(str(key))} = {rendered(value, len(str(key)) + 3)}\n"


def _parsed(text: str, path: KeyPath) -> Document:
    document = parse("", text.encode())
    if isinstance(document, Document):
        return document
    raise _refusal(path)


def _refusal(path: KeyPath) -> VcompareError:
    name = ".".join(map(str, path))
    return VcompareError(f"`{name}` cannot be changed without touching the lines around it", _BY_HAND)


def _expected(table: Any, path: KeyPath, value: Any) -> Any:
    """Return the data with a value set or removed; what does not change is shared, not copied."""
    if not path:
        return value
    key, *rest = path
    if isinstance(key, int):  # an item of a list stays, and something in it changes
        return [_expected(item, tuple(rest), value) if at == key else item for at, item in enumerate(table)]
    inner = table.get(key)
    if value is None and (not rest or inner is None):
        return {one: other for one, other in table.items() if rest or one != key}
    if not rest:
        return {**table, key: list(value) if isinstance(value, tuple) else value}
    if not isinstance(inner, dict | list | None) or (isinstance(inner, list) and isinstance(rest[0], str)):
        raise VcompareError(f"`{key}` is not a table", _BY_HAND)
    return {**table, key: _expected(inner or {}, tuple(rest), value)}


def _edited(document: Document, path: KeyPath, value: Any, order: Sequence[str]) -> str:
    text, (places, statements) = document.text, document.layout
    own = [one for one in statements if one.path[: len(path)] == path]
    if value is None:
        if not own:
            return _without_member(document, path)
        for one in reversed(own):  # comments on lines of their own stay
            start, end = line_of(text, one.start), line_after(text, one)
            if one.header and text[:start].endswith("\n\n") and text[end : end + 1] in {"", "\n"}:
                start -= 1
            text = text[:start] + text[end:]
        return text
    if own and (own[0].header or own[0].path != path):
        raise VcompareError(f"`{'.'.join(map(str, path))}` is a table", _BY_HAND)
    if path in places:
        return _with_other(document, path, value)
    if any(not one.header and path[: len(one.path)] == one.path for one in statements):
        return _with_member(document, path, value, order)
    return _with_line(document, path, value, order)


def _with_other(document: Document, path: KeyPath, value: Any) -> str:
    """Put a value in the place of another. Raises VcompareError where a comment would be lost."""
    _, start, end = document.layout.places[path]
    written = dict[str, str]()
    if isinstance(value, list | tuple) and isinstance(document.get(path), list):
        text = with_items(document, path, value)
        if text is not None:
            return text
        places = ((item, document.layout.places[*path, at]) for at, item in enumerate(document.get(path)))
        written = {item: document.text[at.value : at.end] for item, at in places if isinstance(item, str)}
    return _cut(document.text, path, start, end, rendered(value, len(str(path[-1])) + 3, written))


def _cut(text: str, path: KeyPath, start: int, end: int, by: str = "") -> str:
    """Replace a part of a text. Raises VcompareError where a comment would be lost."""
    if any(True for _ in comments(text[start:end])):
        raise _refusal(path)
    return text[:start] + by + text[end:]


def _table(document: Document, path: KeyPath) -> tuple[int, Sequence[Place]]:
    """Return how many keys of a path lead to the innermost inline table, and the places of all in that."""
    text, places = document.text, document.layout.places
    tables = (n for n in range(len(path) - 1, 0, -1) if path[:n] in places)
    depth = next(n for n in tables if text[places[path[:n]].value] == "{")
    inside = [place for key, place in places.items() if len(key) > depth and key[:depth] == path[:depth]]
    return depth, inside


def _with_member(document: Document, path: KeyPath, value: Any, order: Sequence[str]) -> str:
    """Add a key to an inline table, before those that follow it in `order`."""
    text, places = document.text, document.layout.places
    depth, inside = _table(document, path)
    home, rest = path[:depth], path[depth:]
    member = f"{dotted(rest)} = {rendered(value, len(str(path[-1])) + 3)}"
    if not inside:
        at = places[home].value + 1
        return f"{text[:at]} {member} {text[at:]}"
    before = _neighbor([(*home, key) for key in document.get(home)], (*home, rest[0]), order)
    if before is None:
        at = min(place.key for place in inside)
        return f"{text[:at]}{member}, {text[at:]}"
    at = max(place.end for key, place in places.items() if key[: len(before)] == before)
    return f"{text[:at]}, {member}{text[at:]}"


def _without_member(document: Document, path: KeyPath) -> str:
    """Remove a key from an inline table, with the comma before or after it."""
    place = document.layout.places[path]
    _, others = _table(document, path)
    after = min((other.key for other in others if other.key > place.end), default=0)
    before = max((other.end for other in others if other.end < place.key), default=0)
    start, end = (place.key, after) if after else (before or place.key, place.end)
    return _cut(document.text, path, start, end)


def _with_line(document: Document, path: KeyPath, value: Any, order: Sequence[str]) -> str:
    """Add a key that is not there, on a line of its own after a neighbor and written like it."""
    text, (places, statements) = document.text, document.layout
    *parents, name = path
    home = tuple(parents)
    line = _line(name, value)
    siblings = [one for one in statements if not one.header and one.path[:-1] == home]
    if siblings:
        earlier = _neighbor([one.path for one in siblings], path, order)
        before = next((one for one in siblings if one.path == earlier), None)
        model = before or siblings[0]
        at = line_after(text, before) if before else line_above(text, model)
        # Space, and a table in a dotted key.
        prefix = text[line_of(text, model.start) : places[model.path].key]
        return text[:at] + prefix + line + text[at:]
    header = next((one for one in statements if one.header and one.path == home), None)
    if header:
        at = line_after(text, header)
        return text[:at] + line + text[at:]
    if not home:
        at = line_above(text, statements[0]) if statements else len(text)
        return text[:at] + line + ("\n" if statements and statements[0].header else "") + text[at:]
    return with_table(text, statements, home, f"[{dotted(home)}]\n{line}")


def _neighbor(siblings: Sequence[KeyPath], path: KeyPath, order: Sequence[str]) -> KeyPath | None:
    """Return the last key before the first one that follows a new one in `order`; None where there is none.

    A key is in the order by its whole path, or else by its last part.
    """
    ranks = {name: number for number, name in reversed(list(enumerate(order)))}

    def rank(key: KeyPath) -> int | None:
        return ranks.get(".".join(map(str, key)), ranks.get(str(key[-1])))

    own = rank(path)
    later = (at for at, key in enumerate(siblings) if own is not None and (rank(key) or -1) > own)
    first = next(later, len(siblings))
    return siblings[first - 1] if first else None

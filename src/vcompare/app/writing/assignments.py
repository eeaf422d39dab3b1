"""Assignments on a command line, such as `entry=paid` or `tags+=gpu`."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from vcompare.app.arguments import refuse
from vcompare.app.writing.forms import TOOL, Key, Values, parsed
from vcompare.errors import VcompareError
from vcompare.text.suggestions import did_you_mean

_ASSIGNMENT = re.compile(r"([^=]*?)\s*([+-]?=)(.*)", re.DOTALL)
_KEYS = {key.name: key for key in TOOL.keys}
_TABLES = TOOL.tables


class Assignment(NamedTuple):
    """What a word on the command line asks for; `sign` is `=`, `+=` or `-=`, and no value removes the key."""

    key: str
    sign: str
    value: Any


def assignments(words: Sequence[str]) -> list[Assignment]:
    """Read the words of a command line.

    Raises VcompareError, or a group of them, for everything that is wrong with them.
    """
    read, wrong = list[Assignment](), list[VcompareError]()
    for word in words:
        try:
            read.append(_assignment(word))
        except VcompareError as error:
            wrong.append(error)
    plain = Counter(one.key for one in read if one.sign == "=")
    wrong += [
        VcompareError(f"`{key}` is set twice", "set it once") for key, times in plain.items() if times > 1
    ]
    if wrong:
        refuse(wrong)
    return read


def _assignment(word: str) -> Assignment:
    found = _ASSIGNMENT.fullmatch(word)
    if found is None:
        raise VcompareError(f'"{word}" is missing `=value`', "write it as key=value")
    name, sign, value = found[1].strip(), found[2], found[3].strip()
    if not name:
        raise VcompareError(f'"{word}" names no key', "write it as key=value")
    if name in _TABLES:
        if value or sign != "=":
            raise VcompareError(f"`{name}` is a table", f"name a key in it, such as {_TABLES[name]}")
        return Assignment(name, sign, None)
    if name not in _KEYS:
        hint = did_you_mean(name, [*_KEYS, *_TABLES]) or "`vcompare schema tool` has every key"
        raise VcompareError(f"`{name}` is not a key of a tool's file", hint)
    key = _KEYS[name]
    if key.is_list:
        items = _items(key, value)
        if sign != "-=" and (wrong := key.fault(items, value, f"`{name}`")):
            raise wrong
        return Assignment(name, sign, items)
    if sign != "=":
        raise VcompareError(f"`{name}` is not a list", f"write it as {name}=value")
    return Assignment(name, sign, key.read(value, f"`{name}`") if value else None)


def _items(key: Key, text: str) -> Any:
    """Return the items of a list: those between commas, or those of a list as TOML writes it."""
    items = key.parse(text)
    if not text.startswith("["):
        return items
    data = parsed(f"items = {text}\n") or {}
    items = data.get("items")
    if data.keys() != {"items"} or not isinstance(items, list) or not all(isinstance(x, str) for x in items):
        raise VcompareError(
            f"`{key.name}`: this is not a list of texts in TOML", 'write it as ["one", "two"]'
        )
    return items


def assigned(assignments: Sequence[Assignment], data: Values) -> dict[str, Any]:
    """Return the values that the file is to have. Raises VcompareError for an item that is not there."""
    wanted: dict[str, Any] = {}
    for name, sign, given in assignments:
        value = given
        if sign != "=":
            present = wanted.get(name, _KEYS[name].of(data)) or []
            value = _changed(name, present, given, adds=sign == "+=")
        wanted[name] = None if value == [] else value
    return wanted


def _changed(name: str, present: Any, items: Sequence[str], *, adds: bool) -> list[Any]:
    """Return a list with items added at its end, or removed."""
    if not isinstance(present, list):
        raise VcompareError(f"`{name}` is not a list in this file", f"write it as {name}=one,two")
    if adds:
        return [*present, *(item for item in dict.fromkeys(items) if item not in present)]
    for item in items:
        if item not in present:
            hint = did_you_mean(item, map(str, present)) or "`vcompare show` shows what is in it"
            raise VcompareError(f'"{item}" is not in `{name}`', hint)
    return [item for item in present if item not in items]

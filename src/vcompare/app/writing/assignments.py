"""Assignments on a command line, such as `entry=paid`, `tags+=gpu` or `context=1M`."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, NoReturn

from vcompare.app.arguments import refuse
from vcompare.app.writing.declaring import undeclared
from vcompare.app.writing.facts import CONTENT, changed, content_of, differences
from vcompare.app.writing.forms import TOOL, Form
from vcompare.app.writing.keys import Key, SpecKey, Values, inline_table, refuse_other_than_utf8
from vcompare.catalog.source import parse
from vcompare.diagnostics import Diagnostic
from vcompare.errors import UndeclaredError, VcompareError
from vcompare.fields import Field
from vcompare.model import NONE
from vcompare.text.suggestions import closest, did_you_mean

_ASSIGNMENT = re.compile(r"([^=]*?)\s*([+-]?=)(.*)", re.DOTALL)
_ALIKE = 80
"""A name that is so much like that of a key is taken for a slip, and not for a new spec."""


class Assignment(NamedTuple):
    """What a word on the command line asks for; `sign` is `=`, `+=` or `-=`, and no value removes the key.

    `called` is what was typed for the key. For a spec, the value is a patch.
    """

    key: str
    sign: str
    value: Any
    called: str = ""


def assignments(words: Sequence[str], form: Form = TOOL, above: str = "") -> list[Assignment]:
    """Read the words of a command line; with `above`, such as `specs.`, only keys that begin so.

    Raises VcompareError, or a group of them, for everything that is wrong with them; UndeclaredError where
    that is only that specs are set which the catalog does not declare.
    """
    read, wrong = list[Assignment](), list[VcompareError]()
    for word in words:
        try:
            read.append(_assignment(word, form, above))
        except VcompareError as error:
            wrong.append(error)
    plain = Counter(one.key for one in read if one.sign == "=")
    wrong += [
        VcompareError(f"`{key}` is set twice", "set it once") for key, times in plain.items() if times > 1
    ]
    missing = [error for error in wrong if isinstance(error, UndeclaredError)]
    if len(missing) > 1:
        both = undeclared({key: text for error in missing for key, text in error.values.items()})
        wrong = [both, *(error for error in wrong if error not in missing)]
    if wrong:
        refuse(wrong)
    return read


def _assignment(word: str, form: Form, above: str) -> Assignment:
    found = _ASSIGNMENT.fullmatch(word)
    if found is None:
        raise VcompareError(f'"{word}" is missing `=value`', "write it as key=value")
    name, sign, value = found[1].strip(), found[2], found[3].strip()
    if name.endswith((">", "<")):  # `context>=200k`, as filters have it
        name, value = name[:-1].strip(), f"{name[-1]}={value}"
    if not name:
        raise VcompareError(f'"{word}" names no key', "write it as key=value")
    whole = name if name.startswith(above) else above + name
    if table := _table(whole, form):
        if value or sign != "=":
            raise VcompareError(f"`{name}` is a table", f"name a key in it, such as {table}")
        return Assignment(name, sign, None, name)
    key = form.find(whole)
    if key is None:
        return (
            _removal(name, whole, form) if not value and sign == "=" else _raise_unknown(whole, value, form)
        )
    is_whole = value.casefold() == NONE.value or bool(inline_table(value))
    if key.is_list and not (isinstance(key, SpecKey) and sign == "=" and is_whole):
        items = _items(key, value)
        if sign != "-=" and (wrong := key.fault(items, value, f"`{name}`")):
            raise wrong
        return Assignment(key.name, sign, items, name)
    if sign != "=":
        raise VcompareError(f"`{name}` is not a list", f"write it as {name}=value")
    return Assignment(key.name, sign, key.read(value, f"`{name}`") if value else None, name)


def _table(name: str, form: Form) -> str | None:
    """Return a key of the table that is called so, None where there is no such table."""
    if name == "sources" or (name.startswith("sources.") and name.count(".") == 1):
        return f"{name if '.' in name else 'sources.docs'}.url"
    return form.tables.get(name)


def _removal(name: str, whole: str, form: Form) -> Assignment:
    """Return the removal of a spec that is declared no more, and that a file may still have."""
    if not whole.startswith("specs."):
        _raise_unknown(whole, "", form)
    return Assignment(whole, "=", None, name)


def _raise_unknown(name: str, value: str, form: Form) -> NoReturn:
    """Raise the error for a name that no key has: it may be a slip, or a spec that is not declared yet."""
    key = name.removeprefix("specs.")
    own = form.find(key) if name != key else None
    if own is not None and own.path[0] != "specs":
        remedy = f"`vcompare edit TOOL {key}=VALUE` sets it, and {own.option} of `vcompare add`"
        raise VcompareError(f"`{key}` is a key of every tool, and no spec", remedy)
    known = form.names_of_keys if name == key else list(form.specs)
    hint = did_you_mean(key, known)
    if value and "." not in key and not closest(key, known, at_least=_ALIKE):
        raise undeclared({key: [value]}, hint)
    raise VcompareError(
        f"`{name}` is not a key of a tool's file", hint or "`vcompare schema tool` has every key"
    )


def _items(key: Key, text: str) -> Any:
    """Return the items of a list: those between commas, or those of a list as TOML writes it."""
    refuse_other_than_utf8(key.name, text)
    if not text.startswith("["):
        return key.items(text)
    document = parse("", f"items = {text}\n".encode(errors="surrogatepass"))
    data = {} if isinstance(document, Diagnostic) else document.data
    items = data.get("items")
    if data.keys() != {"items"} or not isinstance(items, list) or not all(isinstance(x, str) for x in items):
        raise VcompareError(
            f"`{key.name}`: this is not a list of texts in TOML", 'write it as ["one", "two"]'
        )
    return items


def assigned(assignments: Sequence[Assignment], data: Values, form: Form = TOOL) -> dict[str, Any]:
    """Return the values that the file is to have. Raises VcompareError for an item that is not there."""
    wanted: dict[str, Any] = {}
    specs: dict[str, Any] = {}
    for one in assignments:
        key = form.find(one.key)
        if key is not None and key.path[0] == "specs":
            before = specs.get(key.path[1], _in(data, "specs", key.path[1]))
            specs[key.path[1]] = _spec(form.specs[key.path[1]], key, one, before)
            continue
        if key is None and one.key.startswith("specs.") and _in(data, *one.key.split(".")) is None:
            raise VcompareError(f"`{one.key}` is not in this file", did_you_mean(one.key[6:], form.specs))
        value = one.value
        if one.sign != "=" and key is not None:
            present = wanted.get(one.key, key.of(data)) or []
            value = _changed(one.key, present, value, adds=one.sign == "+=")
        wanted[one.key] = None if value == [] else value
    for spec, after in specs.items():
        if isinstance(after, Mapping) and not any(part in after for part in CONTENT):
            raise VcompareError(f"`specs.{spec}` has no value that this is about", f"add {spec}=VALUE")
        wanted |= differences(f"specs.{spec}", _in(data, "specs", spec), after)
    return wanted


def _in(data: Any, *path: str) -> Any:
    for key in path:
        data = data.get(key) if isinstance(data, Mapping) else None
    return data


def _spec(field: Field, key: Key, one: Assignment, before: Any) -> Any:
    """Return what a file is to have for a spec, after one assignment to it or to a part of it."""
    value, part = one.value, key.path[2] if len(key.path) > 2 else None  # noqa: PLR2004
    if one.sign != "=":
        present = content_of(field, before)
        items = list(present) if isinstance(present, tuple) else []
        value = _changed(one.key, items, value, adds=one.sign == "+=")
    if isinstance(value, list):
        value = {"value": value} if value else None
    if part in CONTENT:
        value = _content(field, part, value, before)
    elif part is not None:
        value = {part: value}
    return None if value is None else changed(field, before, value)


def _content(field: Field, part: str, value: Any, before: Any) -> Any:
    """Return the patch for a limit, which leaves the other one, or for another part of what is known."""
    other = {"at_least": "at_most", "at_most": "at_least"}.get(part)
    kept = {other: before[other]} if other and isinstance(before, Mapping) and other in before else {}
    if value is None or part == "none":
        return {part: value or None}
    if part == "value":
        return value
    if value.keys() != {"value"}:
        raise VcompareError(f"`specs.{field.spec}.{part}` must be a single value")
    return {part: value["value"], **kept}


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

"""`vcompare edit`: single keys of a tool."""

import datetime
import re
from collections.abc import Callable, Sequence
from typing import Annotated, Any, NamedTuple, get_args, get_origin

import typer

from vcompare.catalog.paths import tool_path
from vcompare.catalog.source import Document, parse
from vcompare.cli import catalogs, writing
from vcompare.cli.options import CatalogOption, ColorOption
from vcompare.cli.writing import DryRunOption
from vcompare.editing import edits
from vcompare.editing.values import with_values
from vcompare.errors import RefusedError, VcompareError
from vcompare.text.words import plural

_ASSIGNMENT = re.compile(r"([^=]*?)\s*([+-]?=)(.*)", re.DOTALL)


class _Assignment(NamedTuple):
    """What a word on the command line asks for; `sign` is `=`, `+=` or `-=`."""

    key: str
    sign: str
    value: str


def edit_command(
    tool: Annotated[str, typer.Argument(metavar="TOOL", help="A slug, a name or an alias.")],
    values: Annotated[
        list[str],
        typer.Argument(
            metavar="KEY=VALUE...",
            help="A key and its new value; key= removes it, key+=ITEM and key-=ITEM change a list.",
        ),
    ],
    dry_run: DryRunOption = False,
    catalog: CatalogOption = None,
    color: ColorOption = "auto",
) -> None:
    """Set single keys of a tool; comments and layout stay as they are.

    Examples: `vcompare edit modal pricing.checked=2026-11-20`, `vcompare edit modal entry=freemium tags+=gpu`
    """
    opened = catalogs.open_catalog(catalog, or_sample=False)
    assignments = _assignments(values)
    slug = writing.named(opened, tool)
    path = tool_path(slug)
    with edits.locked(opened.root, dry_run=dry_run):
        before = edits.current(opened.root, path)
        if before is None:
            raise VcompareError(f"{slug} is not there any more", "`vcompare list` shows every tool")
        wanted = _wanted(assignments, before)
        after = with_values(before, wanted, list(_kinds()), opened.root / path)
        writing.put(opened.root, [edits.FileChange(path, before, after)], dry_run=dry_run, color=color)


def _kinds() -> dict[str, Any]:
    """Return the keys of a tool's file with their types, those of tables with a dot, in their order."""
    from vcompare.editing.style import fields
    from vcompare.model import Tool

    kinds: dict[str, Any] = {}
    for key, kind in (fields(Tool) or {}).items():
        kinds[key] = kind
        kinds |= {f"{key}.{inner}": type_ for inner, type_ in (fields(kind) or {}).items()}
    return kinds


def _assignments(words: Sequence[str]) -> list[_Assignment]:
    """Read the words of a command line. Raises RefusedError with everything that is wrong with them."""
    kinds = _kinds()
    read, wrong = [], []
    for word in words:
        try:
            read.append(_assignment(word, kinds))
        except VcompareError as error:
            wrong.append(f"{error.message} ({error.hint})" if error.hint else error.message)
    plain = [one.key for one in read if one.sign == "="]
    wrong += [f"`{key}` is set twice" for key in dict.fromkeys(plain) if plain.count(key) > 1]
    if wrong:
        raise _refused(wrong)
    return read


def _refused(wrong: Sequence[str]) -> VcompareError:
    hint = "`vcompare schema tool` has every key of a tool's file"
    if len(wrong) == 1:
        return VcompareError(wrong[0], hint)
    return RefusedError(
        f"nothing was written: {plural(len(wrong), 'value')} cannot be set", tuple(wrong), hint
    )


def _assignment(word: str, kinds: dict[str, Any]) -> _Assignment:
    from vcompare.text.suggestions import did_you_mean

    found = _ASSIGNMENT.fullmatch(word)
    if found is None:
        raise VcompareError(f'"{word}" says no value', "write it as key=value")
    one = _Assignment(found[1].strip(), found[2], found[3].strip())
    if not word.encode(errors="replace").decode() == word:
        raise VcompareError(f"`{one.key}` is not UTF-8", "write it in UTF-8")
    if one.key not in kinds:
        raise VcompareError(f"`{one.key}` is not a key of a tool's file", did_you_mean(one.key, kinds))
    is_list = get_origin(kinds[one.key]) is tuple
    if one.sign != "=" and not is_list:
        raise VcompareError(f"`{one.key}` is no list", f"write it as {one.key}=value")
    if one.value and any(key.startswith(f"{one.key}.") for key in kinds):
        inner = next(key for key in kinds if key.startswith(f"{one.key}."))
        raise VcompareError(f"`{one.key}` is a table", f"name a key in it, such as {inner}")
    _parsed(one, kinds[one.key])
    return one


def _parsed(one: _Assignment, kind: Any) -> Any:
    """Return a value as the model has it; None for none. Raises VcompareError for what is not one."""
    from vcompare.catalog.decode import describe

    if get_origin(kind) is tuple:
        return _items(one)
    if not one.value:
        return None
    read = _READERS.get(get_args(kind)[0] if get_args(kind) else kind)
    try:
        return read(one.value) if read else one.value
    except ValueError:
        raise VcompareError(f'`{one.key}` must be {describe(kind)}; it is "{one.value}"') from None


_READERS: dict[Any, Callable[[str], Any]] = {datetime.date: datetime.date.fromisoformat, int: int}


def _items(one: _Assignment) -> list[str]:
    """Return the items of a list: those between commas, or those of a list as TOML writes it."""
    if one.value.startswith("["):
        document = parse("", f"items = {one.value}\n".encode())
        alone = isinstance(document, Document) and document.data.keys() == {"items"}
        items = document.data["items"] if isinstance(document, Document) and alone else None
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            raise VcompareError(
                f"`{one.key}`: this is no list of texts in TOML", 'write it as ["one", "two"]'
            )
        return items
    return [item for item in map(str.strip, one.value.split(",")) if item]


def _wanted(assignments: Sequence[_Assignment], text: str) -> dict[str, Any]:
    """Return the values that the file is to have. Raises VcompareError for an item that is not there."""
    kinds = _kinds()
    document = parse("", text.encode())
    data = document.data if isinstance(document, Document) else {}
    wanted: dict[str, Any] = {}
    for one in assignments:
        value = _parsed(one, kinds[one.key])
        if one.sign != "=":
            value = _changed(one, wanted.get(one.key, data.get(one.key)) or [], value)
        wanted[one.key] = value if value != [] else None
    return wanted


def _changed(one: _Assignment, present: Any, items: Sequence[str]) -> list[Any]:
    """Return a list with items added at its end, or taken out."""
    from vcompare.text.suggestions import did_you_mean

    if not isinstance(present, list):
        raise VcompareError(f"`{one.key}` is no list in this file", f"write it as {one.key}=one,two")
    if one.sign == "+=":
        return [*present, *(item for item in dict.fromkeys(items) if item not in present)]
    for item in items:
        if item not in present:
            hint = (
                did_you_mean(item, [str(other) for other in present]) or "`vcompare show` tells what is in it"
            )
            raise VcompareError(f'"{item}" is not in `{one.key}`', hint)
    return [item for item in present if item not in items]

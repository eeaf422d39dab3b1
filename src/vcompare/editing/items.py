"""Lists that have a line for each item, changed line by line."""

import re
from collections.abc import Sequence
from typing import Any

from vcompare.catalog.positions import KeyPath, Place
from vcompare.catalog.source import Document
from vcompare.editing.style import rendered

_BEHIND_ITEM = re.compile(r"[ \t]*(,?)[ \t]*(?:#[^\n]*)?\n")


def line_of(text: str, at: int) -> int:
    """Return where the line of a character begins."""
    return text.rfind("\n", 0, at) + 1


def with_items(document: Document, path: KeyPath, items: Sequence[Any]) -> str | None:
    """Change a list that has a line for each item: remove lines and append others, the rest stays as it is.

    Returns None for any other list, and where the items that stay are to be in another order.
    """
    text, old = document.text, document.get(path)
    lines = _item_lines(text, [document.layout.places[*path, index] for index in range(len(old))])
    staying = [item for item in old if item in items]
    if not lines or staying != list(items[: len(staying)]):
        return None
    first = lines[0][0]
    indent = text[first : document.layout.places[*path, 0].value]
    added = "".join(f"{indent}{rendered(item)},\n" for item in items[len(staying) :])
    for item, (start, end, behind) in zip(reversed(old), reversed(lines), strict=True):
        if item not in items:
            text = text[:start] + text[behind.end() :]
        elif added:
            comma = "" if behind[1] else ","
            text = f"{text[:end]}{comma}{behind[0]}{added}{text[behind.end() :]}"
            added = ""
    return text[:first] + added + text[first:]


def _item_lines(text: str, places: Sequence[Place]) -> list[tuple[int, int, re.Match[str]]]:
    """Return where the line of each item begins, where the item ends, and what is behind it on the line.

    The list is empty where an item shares its lines with another one or with a bracket.
    """
    lines = []
    for _, value, end in places:
        start, behind = line_of(text, value), _BEHIND_ITEM.match(text, end)
        if behind is None or text[start:value].strip():
            return []
        lines.append((start, end, behind))
    return lines

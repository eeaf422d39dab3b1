"""Results for programs: JSON and CSV. The bytes depend on nothing but the data."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from vcompare.comparison import Card, Comparison, Row
from vcompare.fields import BUILTIN
from vcompare.model import Tool
from vcompare.text.safe import visible

_ASCII = bytes(range(128))
# A spreadsheet runs a cell that starts with one of these (OWASP, "CSV Injection").
_FORMULA = re.compile(r"^[=+\-@\t\r]")


def to_json(payload: Any) -> str:
    """Return a payload as `json_bytes` does, as text."""
    return json_bytes(payload).decode()


def json_bytes(payload: Any) -> bytes:
    r"""Return a payload as indented JSON. Invisible and dangerous characters are written as `\uXXXX`."""
    content = msgspec.json.format(msgspec.json.encode(payload), indent=2)
    for character in sorted(set(content.translate(None, _ASCII).decode())):
        if visible(character) != character:
            content = content.replace(character.encode(), _json_escape(character))
    # A CI runner reads ##[command] anywhere in a line of its log, and JSON is printed there too.
    return content.replace(b"\x7f", b"\\u007f").replace(b"##[", b"##\\u005b") + b"\n"


def _json_escape(character: str) -> bytes:
    units = character.encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4)).encode()


def comparison_payload(result: Comparison) -> dict[str, Any]:
    """Return the JSON object of `show`."""
    tools = [tool_payload(card) for card in result.tools]
    return {"schema": "vcompare.comparison/1", "tools": tools, "differences": result.differences}


def tool_payload(card: Card, *, reviews: bool = True) -> dict[str, Any]:
    """Return the JSON object of a tool, the same everywhere; a list leaves out the `reviews`."""
    facts = {key: getattr(card.tool, key) for key in _KEYS}
    computed = {"panel": card.panel, "community": card.community}
    return {"slug": card.slug, **facts, **computed, **({"reviews": card.reviews} if reviews else {})}


_FIRST_KEYS = ("name", "tagline", "category", "entry", "best_for", "description")
"""These have had this order since the first version of the schema; others come as in the model."""
_KEYS = [
    key
    for key in dict.fromkeys((*_FIRST_KEYS, *Tool.__struct_fields__))
    if any(field.keys[0] == key and field.group != "file" for field in BUILTIN.stored)
]


def comparison_csv(result: Comparison, sections: Sequence[str] = (), *, differences: bool = False) -> str:
    """Return a comparison as CSV: a row a field, named as in the JSON's differences, and a column a tool.

    `sections` come in the order asked for; `split` is the reviewers' scores. An unknown value is an empty
    cell.
    """
    rows = [
        [row.field.path, *row.values]
        for section in dict.fromkeys(sections or ("glance", "about", "scorecard"))
        for row in result.rows
        if _in_section(row, section) and (row.differs or not differences)
    ]
    names = ["name", *(tool.name for tool in result.tools)]
    return _csv([["field", *(tool.slug for tool in result.tools)], names, *rows])


def _in_section(row: Row, section: str) -> bool:
    if section == "split":
        return bool(row.field.reviewer) and not row.field.part_of
    return row.field.group == section


def tools_payload(cards: Iterable[Card]) -> dict[str, Any]:
    """Return the JSON object of `list`: the tools without their reviews."""
    return {"schema": "vcompare.tools/1", "tools": [tool_payload(card, reviews=False) for card in cards]}


_FIRST_COLUMNS = (
    "slug",
    "name",
    "category",
    "entry",
    "vendor",
    "panel.verdict",
    "panel.ship",
    "panel.skip",
    "panel.ship_percent",
    "panel.score",
    "panel.score.low",
    "panel.score.high",
    "panel.score.count",
    "community.ship",
    "community.skip",
    "community.ship_percent",
    "pricing.summary",
    "pricing.source",
    "pricing.checked",
    "best_for",
    "homepage",
    "tags",
    "added",
    "retired",
)
"""These have had this order since the first version; other fields follow."""


def tools_csv(tools: Iterable[Card]) -> str:
    """Return tools as CSV, a row a tool; an unknown value is an empty cell."""
    others = (field.path for field in BUILTIN.group("name", "glance", "about"))
    columns = [BUILTIN[path] for path in dict.fromkeys((*_FIRST_COLUMNS, *others))]
    paths = [field.path for field in columns]
    return _csv([paths, *([field.of(card) for field in columns] for card in tools)])


def _csv(rows: Iterable[Iterable[Any]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        writer.writerow(map(_csv_cell, row))
    return out.getvalue()


def _csv_cell(value: Any) -> str:
    if value is None:
        return ""
    text = visible("; ".join(value) if isinstance(value, tuple) else str(value), lines=True)
    return f"'{text}" if _FORMULA.match(text) else text

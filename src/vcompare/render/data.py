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

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
# A spreadsheet runs a cell that starts with one of these (OWASP, "CSV Injection").
_FORMULA = re.compile(r"^[=+\-@\t\r]")


def to_json(payload: Any) -> str:
    r"""Return a payload as indented JSON. Invisible and dangerous characters are written as `\uXXXX`."""
    text = msgspec.json.format(msgspec.json.encode(payload), indent=2).decode()
    # A CI runner reads ##[command] anywhere in a line of its log, and JSON is printed there too.
    text = text.replace("\x7f", "\\u007f").replace("##[", "##\\u005b")
    return _NOT_ASCII.sub(_json_escape, text) + "\n"


def _json_escape(match: re.Match[str]) -> str:
    if visible(match[0]) == match[0]:
        return match[0]
    units = match[0].encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


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


def tool_json(card: Card) -> bytes:
    """Return the text of a tool in the JSON of `list`: without its reviews, indented for its place there."""
    return to_json(tool_payload(card, reviews=False)).strip().replace("\n", "\n    ").encode()


def tools_json(texts: Sequence[bytes]) -> bytes:
    """Return the JSON of `list`, from the texts of its tools."""
    head, tail = b'{\n  "schema": "vcompare.tools/1",\n  "tools": [', b"]\n}\n"
    if not texts:
        return head + tail
    parts = list(texts)  # joined once, for to add to so long a text is to copy it
    parts[0] = head + b"\n    " + parts[0]
    parts[-1] += b"\n  " + tail
    return b",\n    ".join(parts)


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

"""Results for programs: JSON and CSV. The bytes depend on nothing but the data."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from vcompare.comparison.cards import Comparison, Overview, Row
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
    return {"schema": "vcompare.comparison/1", "tools": result.tools, "differences": result.differences}


def comparison_csv(result: Comparison, sections: Sequence[str] = (), *, differences: bool = False) -> str:
    """Return a comparison as CSV: a row a field, named as in the JSON's differences, and a column a tool.

    `sections` come in the order asked for; `split` is the reviewers' scores. An unknown value is an empty
    cell.
    """
    rows = [
        [row.field, *row.values]
        for section in dict.fromkeys(sections or ("glance", "about", "scorecard"))
        for row in result.rows
        if _in_section(row, section) and (row.differs or not differences)
    ]
    names = ["name", *(tool.name for tool in result.tools)]
    return _csv([["field", *(tool.slug for tool in result.tools)], names, *rows])


def _in_section(row: Row, section: str) -> bool:
    if section == "split":
        return row.section == "scorecard" and row.field.endswith(".score")
    return row.section == section


def tool_json(tool: Overview) -> bytes:
    """Return the text of a tool in the JSON of `list`: without its reviews, indented for its place there."""
    return to_json(tool).strip().replace("\n", "\n    ").encode()


def tools_json(texts: Sequence[bytes]) -> bytes:
    """Return the JSON of `list`, from the texts of its tools."""
    head, tail = b'{\n  "schema": "vcompare.tools/1",\n  "tools": [', b"]\n}\n"
    if not texts:
        return head + tail
    parts = list(texts)  # joined once, for to add to so long a text is to copy it
    parts[0] = head + b"\n    " + parts[0]
    parts[-1] += b"\n  " + tail
    return b",\n    ".join(parts)


_COLUMNS = (
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


def tools_csv(tools: Iterable[Overview]) -> str:
    """Return tools as CSV, a row a tool; an unknown value is an empty cell."""
    return _csv([_COLUMNS, *([_pick(tool, column) for column in _COLUMNS] for tool in tools)])


def _pick(value: Any, path: str) -> Any:
    for part in ["panel", "score", "mean"] if path == "panel.score" else path.split("."):
        value = None if value is None else getattr(value, part)
    return value


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

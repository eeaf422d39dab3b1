"""What a comparison says of each tool by itself, for the script that puts any tools side by side."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import Any

import msgspec

from vcompare.render.payloads import ndjson_pieces
from vcompare.site import addresses
from vcompare.site.contents import Contents
from vcompare.text.prose import plain
from vcompare.text.safe import one_line
from vcompare.views.blocks import Cell, unknown
from vcompare.views.columns import Ranked, cells, sections

NAME = "cells.json"
FIELDS = "fields.json"
_SHORT = 28
"""How long a value is at most that stands beside those of other tools in a narrow window."""


def of_tool(contents: Contents, slug: str) -> str:
    """Return the cells of a tool by field, and the pages that it has with others, as JSON.

    A field that is not in it is unknown.
    """
    card = contents.card(slug)
    found = {field.path: _object(ranked) for field, ranked in cells(card, contents.fields)}
    pairs = {other: addresses.pair(slug, other) for other in contents.paired[slug]}
    return _json({
        "schema": "vcompare.site-cells/1",
        "slug": slug,
        "name": one_line(card.name),
        "pairs": pairs,
        "cells": {path: cell for path, cell in found.items() if cell},
    })  # fmt: skip


def of_fields(contents: Contents) -> str:
    """Return the sections and rows of a comparison of any tools, as JSON."""
    found = [
        {"title": one_line(title), "rows": [[field.path, one_line(label)] for field, label in rows]}
        for title, rows in sections(contents.fields)
    ]
    return _json({"schema": "vcompare.site-fields/1", "sections": found})


def _json(payload: Any) -> str:
    return b"".join(ndjson_pieces([msgspec.json.encode(payload)])).decode()


def _object(ranked: Ranked) -> dict[str, Any]:
    """Return a cell; what is empty is left out, and all of it where it is unknown."""
    cell = ranked.cell
    if cell == unknown():
        return {}
    found: dict[str, Any] = {"parts": [*_parts(cell, is_ranked=ranked.low is not None)]}
    found |= {"unknown": True} if cell.unknown else {}
    found |= {"long": True} if cell.prose or len(cell.text) > _SHORT else {}
    if ranked.low is not None:
        found["rank"] = [_end(ranked.low), _end(ranked.high), _giver(ranked.giver)]
    return found


def _parts(cell: Cell, *, is_ranked: bool) -> Iterator[tuple[str, ...]]:
    """Yield a cell as elements with their styles and texts; one without a style is where ▲ can stand."""
    is_verdict = cell.role == "verdict"
    styles = {"verdict": f"verdict {cell.verdict}", "number": "number"}
    style = "unknown" if cell.unknown else styles.get(cell.role, "value")
    detail = " ".join(filter(None, [cell.detail, cell.scale.span if cell.scale else ""]))
    mark = ("mark",) if is_ranked else ()
    value = ("strong" if cell.role in styles else "span", style, cell.text)
    told = ("strong", "number", detail) if is_verdict else ("span", "detail", detail)
    parts = (value, told, mark) if is_verdict else (value, mark, told)
    for part in (*parts, ("span", "note", cell.note), ("div", "prose", plain(cell.prose))):
        if part == ("mark",):
            yield ("mark", "")
        elif part and part[2]:
            yield (*part[:2], one_line(part[2]))


def _end(of: Any) -> Any:
    """Return what is compared as a script compares it: numbers and lists of them; None is without limit."""
    if isinstance(of, tuple):
        return [_end(one) for one in of]
    exact = float(of) if isinstance(of, Fraction | Decimal) else of
    return exact if isfinite(exact) else None


def _giver(of: Any) -> str:
    return "" if of is None else of if isinstance(of, str) else "\n".join(sorted(map(str, of)))

"""What a comparison says of each tool by itself, for the script that puts any tools side by side."""

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
    found = {
        "text": one_line(cell.text),
        "role": "" if cell.role == "plain" else cell.role,
        "verdict": cell.verdict,
        "unknown": cell.unknown,
        "detail": _detail(cell),
        "note": one_line(cell.note),
        "prose": one_line(plain(cell.prose)),
    }
    kept: dict[str, Any] = {key: value for key, value in found.items() if value}
    if ranked.low is not None:
        kept["rank"] = [_end(ranked.low), _end(ranked.high), _giver(ranked.giver)]
    return kept


def _detail(cell: Cell) -> str:
    return one_line(" ".join(filter(None, [cell.detail, cell.scale.span if cell.scale else ""])))


def _end(of: Any) -> Any:
    """Return what is compared as a script compares it: numbers and lists of them; None is without limit."""
    if isinstance(of, tuple):
        return [_end(one) for one in of]
    exact = float(of) if isinstance(of, Fraction | Decimal) else of
    return exact if isfinite(exact) else None


def _giver(of: Any) -> str:
    return "" if of is None else of if isinstance(of, str) else "\n".join(sorted(map(str, of)))

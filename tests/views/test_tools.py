"""A list of tools with any field as a column."""

import datetime

import pytest

from vcompare.comparison import overview
from vcompare.fields import BUILTIN, Field
from vcompare.model import Panelist, Pricing, Record, Review, Tool
from vcompare.render import markdown, terminal
from vcompare.views.tools import table

DAY = datetime.date(2026, 11, 20)
URL = "https://example.com/a/rather/long/path/to/the/page/of/the/tool"
TOOL = Tool(
    name="Anvil",
    tagline="A build server in one binary",
    category="Self-hosted",
    entry="freemium",
    description="It *builds* what you push.\n\nFast.\n",
    best_for="Small teams with many repositories",
    vendor="Forge and Sons",
    homepage=URL,
    aliases=("anvil ci", "the anvil"),
    tags=("ci", "builds"),
    added=DAY,
    retired=DAY,
    pricing=Pricing(summary="Free for one repository, then $4 a month", source=URL, checked=DAY),
)
CARD = overview(
    Record("anvil", TOOL, {"builder": Review(verdict="ship", text="Good.", score=80)}),
    {"builder": Panelist(name="Builder")},
)
USUAL = [BUILTIN[path] for path in ("slug", "name", "panel.verdict", "panel.score", "category")]


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("field", BUILTIN.shown, ids=lambda field: field.path)
def test_any_field_can_be_a_column_of_lines_that_fit(field: Field, width: int) -> None:
    drawn = terminal.render([table([CARD], [BUILTIN["slug"], field])], width, color=False)
    head, row = drawn.splitlines()
    assert len(head) <= width
    assert len(row) <= width
    assert head.split("  ")[0] == "Slug"
    value = field.of(CARD)
    if value is not None and field.kind.style in {"plain", "link"}:
        assert field.kind.short(value).split(" ", maxsplit=1)[0][:12].rstrip(",") in row


def test_a_retired_tool_is_marked_beside_its_name() -> None:
    assert "Anvil (retired 2026-11-20)" in markdown.render([table([CARD], USUAL)])

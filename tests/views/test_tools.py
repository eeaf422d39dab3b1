"""A list of tools with any field as a column."""

import datetime

import pytest

from vcompare.comparison import overview
from vcompare.fields import BUILTIN, Field
from vcompare.model import Panelist, Pricing, Record, Review, Tool
from vcompare.render import terminal
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
USUAL = [BUILTIN["panel.verdict"], BUILTIN["panel.score"], BUILTIN["category"]]


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("field", BUILTIN.shown, ids=lambda field: field.path)
def test_no_column_drives_out_another(field: Field, width: int) -> None:
    drawn = terminal.render([table([CARD], [*USUAL, field])], width, color=False)
    assert all(len(line) <= width for line in drawn.split("\n"))
    text = "".join(drawn.split())
    for part in ("Anvil", "anvil", "Ship", "80.0", "Self-hosted"):
        assert part in text
    value = field.of(CARD)
    if value is not None and field.kind.style in {"plain", "link"}:
        assert field.kind.short(value).split(" ", maxsplit=1)[0][:12] in text

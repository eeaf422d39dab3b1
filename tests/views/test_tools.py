"""A list of tools with any field as a column."""

import datetime
from operator import attrgetter

import pytest
from msgspec.structs import replace

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


def test_tools_with_the_same_value_share_a_cell_that_looks_as_if_it_were_their_own() -> None:
    others = [
        overview(Record(str(number), replace(TOOL, vendor=vendor)), {})
        for number, vendor in enumerate(("Forge and Sons", "Other", None))
    ]
    fields = [BUILTIN["vendor"], BUILTIN["category"], BUILTIN["panel.verdict"]]
    rows = table([CARD, *others], fields).rows
    assert rows[0][0] is rows[1][0]
    assert rows[0][1] is rows[3][1]
    assert [row for card in (CARD, *others) for row in table([card], fields).rows] == list(rows)


def test_numbers_of_different_types_are_shown_as_what_they_are() -> None:
    spec = Field("x", "X", "", compute=attrgetter("slug"))
    cards = [replace(CARD, slug=value) for value in (1, 1.0, True, 0, 0.0, -0.0)]
    assert [row[0].text for row in table(cards, [spec]).rows] == ["1", "1.0", "True", "0", "0.0", "-0.0"]

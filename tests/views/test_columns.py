"""A tool's column by itself: the same cells and the same better values as side by side."""

from itertools import combinations

from tests.conftest import record_of
from vcompare.catalog.store import Catalog
from vcompare.comparison import Comparison, compare
from vcompare.fields import BUILTIN
from vcompare.views.blocks import Grid
from vcompare.views.columns import cells, sections
from vcompare.views.comparison import sheet

SLUGS = ("azure-ai-foundry", "claude-4-api", "hf-hub-deploy", "modal")


def compared(sample: Catalog, *slugs: str) -> Comparison:
    return compare([record_of(sample, slug) for slug in slugs], sample.settings.panel)


def test_cells_are_those_of_a_sheet(sample: Catalog) -> None:
    for pair in combinations(SLUGS, 2):
        result = compared(sample, *pair)
        rows = {
            row.label: row
            for part in sheet(result, full=True).parts
            if isinstance(part, Grid)
            for row in part.rows
        }
        alone = [{field.row: one.cell for field, one in cells(card, result.fields)} for card in result.tools]
        for label in ("Panel", "Score", "Entry", "Best for", "Category"):
            texts = [column[label].text for column in alone]
            assert label not in rows or [one.text for one in rows[label].cells] == texts


def test_every_row_of_a_sheet_is_in_a_section(sample: Catalog) -> None:
    result = compared(sample, *SLUGS)
    known = {label for section in sections(result.fields) for _, label in section.rows}
    grids = [part for part in sheet(result, full=True).parts if isinstance(part, Grid)]
    assert {row.label for grid in grids for row in grid.rows} - known <= {"Read on", "Imported"}
    assert "About" in {section.title for section in sections(BUILTIN)}

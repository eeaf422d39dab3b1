"""`duplicate-name`: two tools with one name."""

from vcompare.catalog.paths import tool_path
from vcompare.checks.rule import CatalogSummary, Context, Findings, Locate, at_both, clashes
from vcompare.text.folding import fold


def check(summary: CatalogSummary, _context: Context, locate: Locate) -> Findings:
    """Compare names the way they are looked up: case, accents and punctuation do not count."""
    for first, other in clashes((fold(names[0][0]), slug) for slug, names in summary.names.items()):
        here, there = locate(tool_path(first), "name"), locate(tool_path(other), "name")
        message = f'two tools are called "{summary.names[other][0][0]}"'
        yield from at_both("duplicate-name", here, there, message)

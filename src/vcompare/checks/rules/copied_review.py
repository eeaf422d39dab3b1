"""`copied-review`: two reviews with one text."""

from vcompare.checks.rule import CatalogSummary, Context, Findings, Locate, at_both, clashes


def check(summary: CatalogSummary, _context: Context, locate: Locate) -> Findings:
    """Report every review whose text another one has, with the first that has it."""
    for first, other in clashes(summary.texts):
        here, there = locate(first, "text"), locate(other, "text")
        yield from at_both("copied-review", here, there, "two reviews have the same text")

"""`slug-collision`: two paths that are one on another disk."""

from vcompare.catalog.paths import on_any_disk
from vcompare.checks.rule import CatalogSummary, Context, Findings, Locate, at_both, clashes
from vcompare.diagnostics import Location


def check(summary: CatalogSummary, _context: Context, _locate: Locate) -> Findings:
    """Compare the paths as a disk does that ignores case or normalizes Unicode."""
    for first, other in clashes((on_any_disk(path), path) for path in summary.paths):
        message = f"{first} and {other} are one file on some disks"
        yield from at_both("slug-collision", Location(first), Location(other), message)

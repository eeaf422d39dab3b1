"""`orphan-review`: a review of a tool that does not exist."""

from vcompare.catalog.paths import review_path
from vcompare.checks.rule import CatalogSummary, Context, Findings, Locate
from vcompare.diagnostics import Location, found
from vcompare.text.suggestions import did_you_mean

SUGGESTED = 20
"""So many orphans get a suggestion: each costs a look at every slug, and there may be thousands."""


def check(summary: CatalogSummary, _context: Context, _locate: Locate) -> Findings:
    """Look for the tool of every folder of reviews."""
    for number, slug in enumerate(sorted(summary.reviews.keys() - summary.tools)):
        near = did_you_mean(slug, summary.tools) if number < SUGGESTED else None
        for reviewer in summary.reviews[slug]:
            at = Location(review_path(slug, reviewer))
            yield found("orphan-review", at, f'there is no tool "{slug}"', near)

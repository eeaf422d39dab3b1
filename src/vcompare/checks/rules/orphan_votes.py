"""`orphan-votes`: votes on a tool that does not exist."""

from vcompare.catalog.paths import votes_path
from vcompare.checks.rule import CatalogSummary, Context, Findings, Locate
from vcompare.checks.rules.orphan_review import SUGGESTED
from vcompare.diagnostics import Location, found
from vcompare.text.suggestions import did_you_mean


def check(summary: CatalogSummary, _context: Context, _locate: Locate) -> Findings:
    """Look for the tool of every file of votes."""
    orphans = [slug for slug in summary.votes if slug not in summary.tools]
    for number, slug in enumerate(orphans):
        near = did_you_mean(slug, summary.tools) if number < SUGGESTED else None
        yield found("orphan-votes", Location(votes_path(slug)), f'there is no tool "{slug}"', near)

"""`missing-review`: a panelist who has not written about a tool."""

from vcompare.catalog.paths import tool_path
from vcompare.checks.rule import CatalogSummary, Context, Findings, Locate
from vcompare.diagnostics import Location, found


def check(summary: CatalogSummary, context: Context, _locate: Locate) -> Findings:
    """Compare the panel with those who have a file on each tool. Retired tools are skipped."""
    if context.settings is None:
        return
    panel = context.settings.panel.items()
    retired = {slug for slug, day in summary.retired.items() if day <= context.today}
    for slug in sorted(summary.slugs - retired):
        reviewers = summary.reviews.get(slug, ())
        silent = [panelist.name for key, panelist in panel if key not in reviewers]
        if silent:
            message = f'no review of "{slug}" by {", ".join(silent)}'
            yield found("missing-review", Location(tool_path(slug)), message)

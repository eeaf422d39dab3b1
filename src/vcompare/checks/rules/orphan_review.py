"""`orphan-review`: a review of a tool that does not exist."""

from vcompare.catalog.paths import review_path
from vcompare.checks.rule import CatalogSummary, Context, Findings, Locate, Rule
from vcompare.checks.rules.examples import REVIEW, TOOL
from vcompare.diagnostics import Location, found
from vcompare.text.suggestions import did_you_mean

SUGGESTED = 20
"""So many orphans get a suggestion: each costs a look at every slug, and there may be thousands."""


def check(summary: CatalogSummary, _context: Context, _locate: Locate) -> Findings:
    """Look for the tool of every folder of reviews."""
    for number, slug in enumerate(sorted(summary.reviews.keys() - summary.slugs)):
        near = did_you_mean(slug, summary.slugs) if number < SUGGESTED else None
        for reviewer in summary.reviews[slug]:
            at = Location(review_path(slug, reviewer))
            yield found("orphan-review", at, f'there is no tool "{slug}"', near)


RULE = Rule(
    name="orphan-review",
    severity="error",
    finds="a review of a tool that does not exist",
    why="Nobody will ever see it. Usually a tool was renamed and its review was forgotten.",
    fix="Move the file to the tool's slug, add the tool, or remove the file.",
    hint="add the tool, or remove this file",
    bad={"tools/quill.toml": TOOL, "reviews/quil/builder.toml": REVIEW},
    good={"tools/quill.toml": TOOL, "reviews/quill/builder.toml": REVIEW},
    check_catalog=check,
)

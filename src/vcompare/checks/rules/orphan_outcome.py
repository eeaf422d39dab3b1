"""`orphan-outcome`: how a prediction turned out that nobody made."""

from vcompare.catalog.paths import outcomes_path, review_path, slug_at
from vcompare.checks.rule import CatalogSummary, Context, Findings, Locate
from vcompare.checks.rules.orphan_review import SUGGESTED
from vcompare.diagnostics import Location, found
from vcompare.text.suggestions import did_you_mean

_NAME = "orphan-outcome"


def check(summary: CatalogSummary, _context: Context, locate: Locate) -> Findings:
    """Look for the tool, the review and the prediction of every outcome."""
    read = {path for _, path in summary.texts} | summary.predicted.keys()
    orphans = [slug for slug in summary.settled if slug not in summary.tools]
    for number, slug in enumerate(orphans):
        near = did_you_mean(slug, summary.tools) if number < SUGGESTED else None
        yield found(_NAME, Location(outcomes_path(slug)), f'there is no tool "{slug}"', near)
    for path in (path for path in summary.outcomes if slug_at(path) in summary.tools):
        yield from _in_file(summary, locate, path, read)


def _in_file(summary: CatalogSummary, locate: Locate, path: str, read: set[str]) -> Findings:
    slug = slug_at(path)
    reviewers = summary.reviews.get(slug, ())
    by_reviewer = dict[str, list[str]]()
    for reviewer, key in summary.outcomes[path]:
        by_reviewer.setdefault(str(reviewer), []).append(str(key))
    for reviewer, keys in by_reviewer.items():
        review = review_path(slug, reviewer)
        known = summary.predicted.get(review, {})
        if reviewer not in reviewers:
            message = f"{slug} has no review by {reviewer}"
            yield found(_NAME, locate(path, reviewer), message, did_you_mean(reviewer, reviewers))
        elif review in read:
            for key in (key for key in keys if key not in known):
                message = f"{review} has no prediction `{key}`"
                yield found(_NAME, locate(path, reviewer, key), message, did_you_mean(key, known))

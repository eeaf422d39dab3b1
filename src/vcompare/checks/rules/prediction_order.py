"""`prediction-order`: a prediction that is due, or was settled, before it was made."""

from vcompare.catalog.paths import review_path, slug_at
from vcompare.checks.rule import CatalogSummary, Context, Findings, Locate
from vcompare.diagnostics import found

_NAME = "prediction-order"


def check(summary: CatalogSummary, _context: Context, locate: Locate) -> Findings:
    """Compare the days of each prediction, and that of its outcome."""
    for path, predictions in summary.predicted.items():
        for key, (made, due) in predictions.items():
            if made is not None and due is not None and due < made:
                message = f"`{key}` is due on {due}, before it was made on {made}"
                yield found(_NAME, locate(path, "predictions", key, "due"), message)
    for path, outcomes in summary.outcomes.items():
        for (reviewer, name), (settled,) in outcomes.items():
            review = review_path(slug_at(path), str(reviewer))
            made, _ = summary.predicted.get(review, {}).get(str(name), (None, None))
            if settled is not None and made is not None and settled < made:
                message = f"settled on {settled}, before it was made on {made}"
                yield found(_NAME, locate(path, reviewer, name, "settled"), message)

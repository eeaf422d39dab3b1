"""`overdue-prediction`: a prediction whose day has passed, and that nobody has settled."""

from vcompare.catalog.paths import outcomes_path, slug_at
from vcompare.checks.rule import CatalogSummary, Context, Findings, Locate
from vcompare.diagnostics import found
from vcompare.text.words import plural


def check(summary: CatalogSummary, context: Context, locate: Locate) -> Findings:
    """Compare the days of predictions without an outcome with today."""
    for path, predictions in summary.predicted.items():
        slug, reviewer = slug_at(path), path.rpartition("/")[2].removesuffix(".toml")
        outcomes = outcomes_path(slug)
        settled = summary.outcomes.get(outcomes, {})
        if slug in summary.settled and outcomes not in summary.outcomes:
            continue  # they cannot be read
        for key, (_, due) in predictions.items():
            if due is not None and due < context.today and (reviewer, key) not in settled:
                late = plural((context.today - due).days, "day")
                message = f"`{key}` was due on {due}, {late} ago, and is not settled"
                hint = f"write how it turned out below [{reviewer}.{key}] in {outcomes}"
                yield found("overdue-prediction", locate(path, "predictions", key, "due"), message, hint)

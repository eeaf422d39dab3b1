"""`unpriced-meter`: a meter of a workload that no tool has a price for."""

from vcompare.checks.rule import CatalogSummary, Context, Findings, Locate
from vcompare.diagnostics import found


def check(summary: CatalogSummary, context: Context, locate: Locate) -> Findings:
    """Compare the meters of workloads with those of all tools, if there are any and all could be read."""
    if context.settings is None or not summary.slugs or summary.unread:
        return
    for path, asked in summary.asked.items():
        for keys, meter in asked:
            if meter in context.settings.meters and meter not in summary.meters:
                message = f"no tool has a price for `{meter}`, so no cost of this workload is known exactly"
                yield found("unpriced-meter", locate(path, *keys), message)

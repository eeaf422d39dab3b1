"""`unused-currency`: what a currency is worth, in which no price is."""

from vcompare.checks.rule import CatalogSummary, Context, Findings, Locate
from vcompare.diagnostics import found


def check(summary: CatalogSummary, context: Context, locate: Locate) -> Findings:
    """Compare the currencies of the catalog with those of prices, if all tools could be read."""
    if context.settings is None or not summary.slugs or summary.unread:
        return
    for code in context.settings.currencies:
        if code != context.settings.currency and code not in summary.currencies:
            hint = f"remove [currencies.{code}]"
            at = locate("catalog.toml", "currencies", code)
            yield found("unused-currency", at, f"no price is in {code}", hint)

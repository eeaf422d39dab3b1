"""`unused-spec`: a declaration that no tool uses."""

from vcompare.checks.rule import CatalogSummary, Context, Findings, Locate
from vcompare.diagnostics import found


def check(summary: CatalogSummary, context: Context, locate: Locate) -> Findings:
    """Compare the declared specs with those of all tools, if there are any and all could be read."""
    if context.settings is None or not summary.tools or summary.unread:
        return
    for key in context.settings.specs:
        if key not in summary.specs:
            hint = f"add it to the tools, or remove [specs.{key}]"
            yield found("unused-spec", locate("catalog.toml", "specs", key), f"no tool has `{key}`", hint)

"""`unused-meter`: a meter that nothing uses."""

from vcompare.checks.rule import CatalogSummary, Context, Findings, Locate
from vcompare.diagnostics import found


def check(summary: CatalogSummary, context: Context, locate: Locate) -> Findings:
    """Compare the declared meters with those of tools and workloads, if there are any and all could be read.

    A meter is used too if one that is a part of it is.
    """
    if context.settings is None or not context.settings.meters or not summary.tools or summary.unread:
        return
    from vcompare.costs import wholes

    meters = context.settings.meters
    used = {*summary.meters, *(meter for asked in summary.asked.values() for _, meter in asked)}
    used |= {whole for key in meters if key in used for whole in wholes(key, meters)}
    for key in meters:
        if key not in used:
            hint = f"add its rates to the tools, or remove [meters.{key}]"
            yield found("unused-meter", locate("catalog.toml", "meters", key), f"nothing uses `{key}`", hint)

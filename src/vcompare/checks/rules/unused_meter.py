"""`unused-meter`: a meter that nothing uses."""

from vcompare.checks.rule import CatalogSummary, Context, Findings, Locate
from vcompare.diagnostics import found


def check(summary: CatalogSummary, context: Context, locate: Locate) -> Findings:
    """Compare the declared meters with those that tools have, if there are any and all could be read.

    A meter is used too if one that is a part of it is.
    """
    if context.settings is None or not summary.slugs or summary.unread:
        return
    meters, used = context.settings.meters, set(summary.meters)
    pending = [*used]
    while pending:
        whole = meters[key].part_of if (key := pending.pop()) in meters else None
        if whole and whole not in used:
            used.add(whole)
            pending.append(whole)
    for key in meters:
        if key not in used:
            hint = f"add its rates to the tools, or remove [meters.{key}]"
            yield found("unused-meter", locate("catalog.toml", "meters", key), f"nothing uses `{key}`", hint)

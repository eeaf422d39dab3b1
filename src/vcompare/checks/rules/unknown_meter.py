"""`unknown-meter`: a meter in a workload that is not declared. Those of tools are found as they are read."""

from vcompare.catalog.remedies import near_meter
from vcompare.checks.rule import Context, Findings, TomlFile, asked_meters
from vcompare.diagnostics import found


def check(file: TomlFile, context: Context) -> Findings:
    """Look up every meter of a workload."""
    if context.settings is None:
        return
    known = context.settings.meters
    for table, key in asked_meters(file):
        if key not in known:
            message = f"`{key}` is not a meter of this catalog"
            yield found("unknown-meter", file.document.key(table, key), message, near_meter(key, known))

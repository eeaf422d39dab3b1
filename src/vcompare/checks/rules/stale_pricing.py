"""`stale-pricing`: a price that was read too long ago."""

import datetime

from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.diagnostics import found
from vcompare.text.words import plural


def check(file: TomlFile, context: Context) -> Findings:
    """Count the days since the pricing was read."""
    checked = file.get(datetime.date, "pricing", "checked")
    if checked is None or context.settings is None:
        return
    age = (context.today - checked).days
    if age > context.settings.freshness.pricing:
        message = f"the pricing was read {plural(age, 'day')} ago, on {checked}"
        yield found("stale-pricing", file.document.value("pricing", "checked"), message)

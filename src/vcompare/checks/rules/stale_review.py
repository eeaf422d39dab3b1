"""`stale-review`: a review that was written too long ago."""

import datetime

from vcompare.checks.freshness import stale_facts
from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.diagnostics import found
from vcompare.text.words import plural


def check(file: TomlFile, context: Context) -> Findings:
    """Count the days since a dated review."""
    if context.settings is None:
        return
    date, limit = file.get(datetime.date, "date"), context.settings.freshness.reviews
    for stale in stale_facts([("review", ("date",), date, limit)], context.today):
        message = f"the review is {plural(stale.days, 'day')} old, of {stale.date}"
        yield found("stale-review", file.document.value(*stale.keys), message)

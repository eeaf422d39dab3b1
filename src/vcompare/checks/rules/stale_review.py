"""`stale-review`: a review that was written too long ago."""

import datetime

from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.diagnostics import found
from vcompare.text.words import plural


def check(file: TomlFile, context: Context) -> Findings:
    """Count the days since a dated review."""
    date = file.get(datetime.date, "date")
    if date is None or context.settings is None:
        return
    age = (context.today - date).days
    if age > context.settings.freshness.reviews:
        message = f"the review is {plural(age, 'day')} old, of {date}"
        yield found("stale-review", file.document.value("date"), message)

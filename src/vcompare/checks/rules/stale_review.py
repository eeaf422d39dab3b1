"""`stale-review`: a review that was written too long ago."""

import datetime
from functools import partial

from vcompare.checks.freshness import stale_fact
from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.diagnostics import found
from vcompare.text.words import plural


def check(file: TomlFile, context: Context) -> Findings:
    """Count the days since a dated review."""
    if context.settings is None:
        return
    get = partial(file.get, datetime.date)
    if fact := stale_fact("stale-review", get, context.settings.freshness, context.today):
        message = f"the review is {plural(fact.days, 'day')} old, of {fact.date}"
        yield found("stale-review", file.document.value(*fact.keys), message)

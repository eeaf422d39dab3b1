"""`stale-pricing`: a price that was read too long ago."""

import datetime
from functools import partial

from vcompare.checks.freshness import stale_fact
from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.diagnostics import found
from vcompare.text.words import plural


def check(file: TomlFile, context: Context) -> Findings:
    """Count the days since the pricing was read."""
    if context.settings is None:
        return
    get = partial(file.get, datetime.date)
    if fact := stale_fact("stale-pricing", get, context.settings.freshness, context.today):
        message = f"the pricing was read {plural(fact.days, 'day')} ago, on {fact.date}"
        yield found("stale-pricing", file.document.value(*fact.keys), message)

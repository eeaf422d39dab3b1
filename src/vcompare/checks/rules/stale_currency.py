"""`stale-currency`: what a currency is worth, read too long ago."""

import datetime

from vcompare.checks.freshness import stale_facts
from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.diagnostics import found
from vcompare.text.words import plural


def check(file: TomlFile, context: Context) -> Findings:
    """Count the days since each rate was read; it stays fresh as long as a price."""
    if context.settings is None:
        return
    limit = context.settings.freshness.pricing
    for code in file.get(dict, "currencies") or ():
        keys = ("currencies", code, "checked")
        for stale in stale_facts([(code, keys, file.get(datetime.date, *keys), limit)], context.today):
            message = f"what {code} is worth was read {plural(stale.days, 'day')} ago, on {stale.date}"
            yield found("stale-currency", file.document.value(*keys), message)

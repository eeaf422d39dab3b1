"""`stale-pricing`: prices that were read too long ago."""

from vcompare.checks import evidence
from vcompare.checks.freshness import stale_facts
from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.diagnostics import found
from vcompare.text.words import plural


def check(file: TomlFile, context: Context) -> Findings:
    """Count the days since prices were read: one finding for each table and date."""
    if context.settings is None:
        return
    limit = context.settings.freshness.pricing
    for table in evidence.prices(file, context):
        dated = [
            (keys[-1], one.dated, one.checked, limit)
            for keys, one in table.facts.items()
            if one.dated is not None
        ]
        for stale in stale_facts(dated, context.today):
            facts = [keys for keys, one in table.facts.items() if one.dated == stale.keys]
            message = (
                f"{table.told(facts, 'was', 'were')} read {plural(stale.days, 'day')} ago, on {stale.date}"
            )
            yield found("stale-pricing", file.document.value(*stale.keys), message)

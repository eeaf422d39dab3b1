"""`stale-spec`: specs that were read too long ago."""

from vcompare.checks import evidence
from vcompare.checks.freshness import fresh_days, stale_facts
from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.diagnostics import found
from vcompare.text.words import plural


def check(file: TomlFile, context: Context) -> Findings:
    """Count the days since specs were read: one finding for each date, as re-reading changes that."""
    if context.settings is None:
        return
    for table in evidence.specs(file, context):
        dated = [
            (keys[-1], one.dated, one.checked, fresh_days(context.settings, keys[-1]))
            for keys, one in table.facts.items()
            if one.dated is not None
        ]
        for stale in stale_facts(dated, context.today):
            facts = [keys for keys in table.facts if keys[-1] in stale.facts]
            message = (
                f"{table.told(facts, 'was', 'were')} read {plural(stale.days, 'day')} ago, on {stale.date}"
            )
            yield found("stale-spec", file.document.value(*stale.keys), message)

"""`stale-spec`: specs that were read too long ago."""

from vcompare.checks.evidence import evidence, listed
from vcompare.checks.freshness import stale_specs
from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.diagnostics import found
from vcompare.text.words import plural


def check(file: TomlFile, context: Context) -> Findings:
    """Count the days since the specs were read: one finding for each date, as re-reading changes that."""
    if context.settings is None:
        return
    rests_on = evidence(file, context).items()
    dated = [(key, one.dated, one.checked) for key, one in rests_on if one.dated is not None]
    for fact in stale_specs(dated, context.settings, context.today):
        verb = "was" if len(fact.specs) == 1 else "were"
        message = f"{listed(fact.specs)} {verb} read {plural(fact.days, 'day')} ago, on {fact.date}"
        yield found("stale-spec", file.document.value(*fact.keys), message)

"""`unsourced-pricing`: prices without a source."""

from vcompare.checks import evidence
from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.diagnostics import found


def check(file: TomlFile, context: Context) -> Findings:
    """Return one finding for each table of prices of which some have no source."""
    for table in evidence.prices(file, context):
        if without := [keys for keys, one in table.facts.items() if not one.sourced]:
            at = file.document.key(*table.place(without))
            yield found("unsourced-pricing", at, f"{table.told(without, 'has', 'have')} no source")

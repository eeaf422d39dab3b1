"""`undated-pricing`: prices without a date."""

from vcompare.checks import evidence
from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.diagnostics import found


def check(file: TomlFile, context: Context) -> Findings:
    """Return one finding for each table of prices of which some have no date."""
    for table in evidence.prices(file, context):
        if without := [keys for keys, one in table.facts.items() if one.dated is None]:
            at = file.document.key(*table.place(without))
            yield found("undated-pricing", at, f"{table.told(without, 'has', 'have')} no date")

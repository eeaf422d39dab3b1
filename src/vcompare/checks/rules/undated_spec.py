"""`undated-spec`: specs without the date on which they were read."""

from vcompare.checks import evidence
from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.diagnostics import found


def check(file: TomlFile, context: Context) -> Findings:
    """Return one finding for all specs in a table that have no date, and whose source has none."""
    for table in evidence.specs(file, context):
        if without := [keys for keys, one in table.facts.items() if one.dated is None]:
            at = file.document.key(*table.keys)
            yield found("undated-spec", at, f"{table.told(without, 'has', 'have')} no date")

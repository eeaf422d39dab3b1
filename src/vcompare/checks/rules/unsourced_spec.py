"""`unsourced-spec`: specs without a source."""

from vcompare.checks import evidence
from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.diagnostics import found


def check(file: TomlFile, context: Context) -> Findings:
    """Return one finding for all specs in a table that have none."""
    for table in evidence.specs(file, context):
        if without := [keys for keys, one in table.facts.items() if not one.sourced]:
            at = file.document.key(*table.keys)
            yield found("unsourced-spec", at, f"{table.told(without, 'has', 'have')} no source")

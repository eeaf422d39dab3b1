"""`undated-spec`: specs without the date on which they were read."""

from vcompare.checks.evidence import evidence, listed
from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.diagnostics import found


def check(file: TomlFile, context: Context) -> Findings:
    """Return one finding for all specs of a tool that have no date, and whose source has none."""
    without = [key for key, one in evidence(file, context).items() if one.dated is None]
    if without:
        verb = "has" if len(without) == 1 else "have"
        yield found("undated-spec", file.document.key("specs"), f"{listed(without)} {verb} no date")

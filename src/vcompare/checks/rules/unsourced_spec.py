"""`unsourced-spec`: specs without a source."""

from vcompare.checks.evidence import evidence, listed
from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.diagnostics import found


def check(file: TomlFile, context: Context) -> Findings:
    """Return one finding for all specs of a tool that have none."""
    without = [key for key, one in evidence(file, context).items() if not one.sourced]
    if without:
        verb = "has" if len(without) == 1 else "have"
        yield found("unsourced-spec", file.document.key("specs"), f"{listed(without)} {verb} no source")

"""`undated-pricing`: a price without a date."""

from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.diagnostics import found


def check(file: TomlFile, _context: Context) -> Findings:
    """Look for the date of a pricing read."""
    pricing = file.get(dict, "pricing")
    named = file.get(dict, "sources", "pricing") or {}
    if pricing is not None and "checked" not in pricing and "checked" not in named:
        yield found("undated-pricing", file.document.key("pricing"), "the pricing has no date")

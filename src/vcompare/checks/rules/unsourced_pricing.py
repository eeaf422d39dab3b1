"""`unsourced-pricing`: a price without a source."""

from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.diagnostics import found


def check(file: TomlFile, _context: Context) -> Findings:
    """Look for the source of a pricing read."""
    pricing = file.get(dict, "pricing")
    if pricing is not None and "source" not in pricing and not file.get(dict, "sources", "pricing"):
        yield found("unsourced-pricing", file.document.key("pricing"), "the pricing has no source")

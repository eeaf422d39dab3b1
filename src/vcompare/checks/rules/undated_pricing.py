"""`undated-pricing`: a price without a date."""

from vcompare.checks.rule import Context, Findings, Rule, TomlFile
from vcompare.checks.rules.examples import TOOL
from vcompare.diagnostics import found

_PRICED = TOOL + '[pricing]\nsummary = "Nine euros a month"\nsource = "https://example.com/prices"\n'


def check(file: TomlFile, _context: Context) -> Findings:
    """Look for the date of a pricing read."""
    pricing = file.get(dict, "pricing")
    if pricing is not None and "checked" not in pricing:
        yield found("undated-pricing", file.document.key("pricing"), "the pricing has no date")


RULE = Rule(
    name="undated-pricing",
    severity="warning",
    finds="a `[pricing]` without `checked`",
    why="Prices change. Without a date a reader cannot tell a current one from an old one.",
    fix="Read the page again and add the day as `checked`.",
    hint="read the page and add the day as `checked`",
    bad={"tools/quill.toml": _PRICED},
    good={"tools/quill.toml": _PRICED + "checked = 2026-11-01\n"},
    kinds=("tool",),
    check_file=check,
)

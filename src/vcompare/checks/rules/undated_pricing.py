"""`undated-pricing`: a price as of no date."""

from collections.abc import Iterable

from vcompare.checks.rule import Context, File, Rule
from vcompare.checks.rules.examples import TOOL
from vcompare.diagnostics import Diagnostic, found

_PRICED = TOOL + '[pricing]\nsummary = "Nine euros a month"\nsource = "https://example.com/prices"\n'


def find(file: File, _context: Context) -> Iterable[Diagnostic]:
    """Look for the date of a pricing read."""
    pricing = file.get(dict, "pricing")
    if pricing is not None and "checked" not in pricing:
        yield found("undated-pricing", file.document.key("pricing"), "nobody knows when the pricing was read")


RULE = Rule(
    name="undated-pricing",
    severity="warning",
    finds="a `[pricing]` without `checked`",
    why="Prices change. Without a date a reader cannot tell a fresh one from one of years ago.",
    mend="Read the page again and add the day as `checked`.",
    hint="read the page and add the day, as `checked`",
    bad={"tools/quill.toml": _PRICED},
    good={"tools/quill.toml": _PRICED + "checked = 2026-11-01\n"},
    kinds=("tool",),
    in_file=find,
)

"""`unsourced-pricing`: a price without a source."""

from vcompare.checks.rule import Context, Findings, Rule, TomlFile
from vcompare.checks.rules.examples import TOOL
from vcompare.diagnostics import found

_PRICED = TOOL + '[pricing]\nsummary = "Nine euros a month"\nchecked = 2026-11-01\n'


def check(file: TomlFile, _context: Context) -> Findings:
    """Look for the source of a pricing read."""
    pricing = file.get(dict, "pricing")
    if pricing is not None and "source" not in pricing:
        yield found("unsourced-pricing", file.document.key("pricing"), "the pricing has no source")


RULE = Rule(
    name="unsourced-pricing",
    severity="warning",
    finds="a `[pricing]` without `source`",
    why="A price that nobody can look up cannot be kept up to date.",
    fix="Add `source`, the address of the page that states it.",
    hint="add the page that states it as `source`",
    bad={"tools/quill.toml": _PRICED},
    good={"tools/quill.toml": _PRICED + 'source = "https://example.com/prices"\n'},
    kinds=("tool",),
    check_file=check,
)

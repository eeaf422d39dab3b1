"""`stale-pricing`: a price that was read too long ago."""

import datetime

from vcompare.checks.rule import Context, Findings, Rule, TomlFile
from vcompare.checks.rules.examples import TOOL
from vcompare.diagnostics import found
from vcompare.text.words import plural

_PRICED = TOOL + '[pricing]\nsummary = "Nine euros a month"\nsource = "https://example.com/prices"\n'


def check(file: TomlFile, context: Context) -> Findings:
    """Count the days since the pricing was read."""
    checked = file.get(datetime.date, "pricing", "checked")
    if checked is None or context.settings is None:
        return
    age = (context.today - checked).days
    if age > context.settings.freshness.pricing:
        message = f"the pricing was read {plural(age, 'day')} ago, on {checked}"
        yield found("stale-pricing", file.document.value("pricing", "checked"), message)


RULE = Rule(
    name="stale-pricing",
    severity="warning",
    finds=("a pricing read more than `freshness.pricing` days ago, 90 unless `catalog.toml` says otherwise"),
    why="Published prices go out of date first, and wrong ones cost readers' trust.",
    fix="Read the source again, correct the summary, and set `checked` to today.",
    hint="read the source again, and set `checked` to today",
    bad={"tools/quill.toml": _PRICED + "checked = 2025-01-01\n"},
    good={"tools/quill.toml": _PRICED + "checked = 2026-11-01\n"},
    kinds=("tool",),
    check_file=check,
)

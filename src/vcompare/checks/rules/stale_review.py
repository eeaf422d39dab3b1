"""`stale-review`: a review that was written too long ago."""

import datetime

from vcompare.checks.rule import Context, Findings, Rule, TomlFile
from vcompare.checks.rules.examples import REVIEW, TOOL
from vcompare.diagnostics import found
from vcompare.text.words import plural


def check(file: TomlFile, context: Context) -> Findings:
    """Count the days since a dated review."""
    date = file.get(datetime.date, "date")
    if date is None or context.settings is None:
        return
    age = (context.today - date).days
    if age > context.settings.freshness.reviews:
        message = f"the review is {plural(age, 'day')} old, of {date}"
        yield found("stale-review", file.document.value("date"), message)


RULE = Rule(
    name="stale-review",
    severity="warning",
    finds=("a dated review older than `freshness.reviews` days, 365 unless `catalog.toml` says otherwise"),
    why="The tool that was reviewed may not be the tool that is sold today.",
    fix="Ask the reviewer to look again, and set `date` to that day.",
    hint="ask the reviewer to look again",
    bad={"tools/quill.toml": TOOL, "reviews/quill/builder.toml": REVIEW + "date = 2025-01-01\n"},
    good={"tools/quill.toml": TOOL, "reviews/quill/builder.toml": REVIEW + "date = 2026-11-01\n"},
    kinds=("review",),
    check_file=check,
)

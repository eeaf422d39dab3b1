"""`future-date`: a past event with a date after today."""

import datetime

from vcompare.checks.rule import Context, Findings, Rule, TomlFile
from vcompare.checks.rules.examples import REVIEW, TOOL
from vcompare.diagnostics import found

# When a tool will be retired may be known in advance, so that date is not among them.
_PAST = {
    "tool": (("added",), ("pricing", "checked")),
    "review": (("date",),),
    "votes": (("tally", "counted"),),
}


def check(file: TomlFile, context: Context) -> Findings:
    """Compare the dates of past events with today."""
    for keys in _PAST[file.kind]:
        date = file.get(datetime.date, *keys)
        if date is not None and date > context.today:
            message = f"{date} is after today, {context.today}"
            yield found("future-date", file.document.value(*keys), message)


RULE = Rule(
    name="future-date",
    severity="error",
    finds="an `added`, `checked`, `counted` or review `date` after today",
    why=("What has not happened cannot be a fact. A wrong year keeps a stale price fresh for twelve months."),
    fix="Correct the date. `--today` says which day counts as today.",
    hint="correct the date",
    bad={"tools/quill.toml": TOOL, "reviews/quill/builder.toml": REVIEW + "date = 2062-11-01\n"},
    good={"tools/quill.toml": TOOL + "retired = 2062-11-01\n"},
    kinds=("tool", "review", "votes"),
    check_file=check,
)

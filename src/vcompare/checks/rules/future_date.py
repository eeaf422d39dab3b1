"""`future-date`: a past event with a date after today."""

import datetime

from vcompare.checks.rule import Context, Findings, TomlFile
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

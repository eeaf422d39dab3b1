"""`date-order`: a tool retired before it was added."""

from collections.abc import Iterable

from vcompare.catalog.rule import Context, File, Rule
from vcompare.catalog.rules.examples import TOOL
from vcompare.diagnostics import Diagnostic, found


def find(file: File, _context: Context) -> Iterable[Diagnostic]:
    """Compare the two dates of a tool."""
    if not file.value or not file.value.added or not file.value.retired:
        return
    if file.value.retired < file.value.added:
        message = f"retired on {file.value.retired}, before it was added on {file.value.added}"
        yield found("date-order", file.document.value("retired"), message)


RULE = Rule(
    name="date-order",
    severity="error",
    finds="a tool that was retired before it was added",
    why="One of the two dates is wrong.",
    mend="Correct the one that is wrong.",
    hint="correct one of the two dates",
    bad={"tools/quill.toml": TOOL + "added = 2026-05-01\nretired = 2025-06-01\n"},
    good={"tools/quill.toml": TOOL + "added = 2025-05-01\nretired = 2026-06-01\n"},
    kinds=("tool",),
    in_file=find,
)

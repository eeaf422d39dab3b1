"""`wrong-type`: a value of another type than the format asks for."""

from vcompare.checks.rule import Rule
from vcompare.checks.rules.examples import REVIEW, TOOL

RULE = Rule(
    name="wrong-type",
    severity="error",
    finds="a value of another type than the format asks for, such as a date in quotes",
    why='Guessing what was meant is how 08 becomes 8 and "no" becomes false.',
    fix="Write it as the message says.",
    bad={"reviews/quill/builder.toml": REVIEW + 'date = "2026-01-02"\n', "tools/quill.toml": TOOL},
    good={"reviews/quill/builder.toml": REVIEW + "date = 2026-01-02\n", "tools/quill.toml": TOOL},
)

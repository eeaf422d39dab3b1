"""`unused-allow`: a rule that is allowed where it finds nothing."""

from vcompare.checks.rule import Rule
from vcompare.checks.rules.examples import REVIEW, TOOL

RULE = Rule(
    name="unused-allow",
    severity="warning",
    finds="a rule in `allow` that has nothing to report in this file",
    why="The reason for it is gone, and the next finding of that rule would be hidden.",
    fix="Remove it.",
    hint="remove it",
    bad={"tools/quill.toml": TOOL + 'allow = ["missing-review"]\n', "reviews/quill/builder.toml": REVIEW},
    good={"tools/quill.toml": TOOL + 'allow = ["missing-review"]\n'},
)

"""`missing-key`: a key that is needed and not there."""

from vcompare.checks.rule import Rule
from vcompare.checks.rules.examples import TOOL

RULE = Rule(
    name="missing-key",
    severity="error",
    finds="a key that is needed and not there; the place is the table that lacks it",
    why="Without it the file cannot stand for a tool, a review or votes.",
    fix="Add the key. The hint says what its value looks like.",
    bad={"tools/quill.toml": TOOL.replace("entry", "# entry")},
    good={"tools/quill.toml": TOOL},
)

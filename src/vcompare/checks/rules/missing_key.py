"""`missing-key`: a required key that is missing."""

from vcompare.checks.rule import Rule
from vcompare.checks.rules.examples import TOOL

RULE = Rule(
    name="missing-key",
    severity="error",
    finds="a required key that is missing, reported at its table",
    why="Without it the file cannot stand for a tool, a review or votes.",
    fix="Add the key. The hint says what its value looks like.",
    bad={"tools/quill.toml": TOOL.replace("entry", "# entry")},
    good={"tools/quill.toml": TOOL},
)

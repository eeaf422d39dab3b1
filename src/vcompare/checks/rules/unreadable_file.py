"""`unreadable-file`: a file or folder that the system refuses to open."""

from vcompare.checks.rule import Rule
from vcompare.checks.rules.examples import TOOL

RULE = Rule(
    name="unreadable-file",
    severity="error",
    finds="a file or folder that the system refuses to open",
    why="What cannot be read is missing from every answer.",
    fix="Look at the permissions of the file and of the folders above it.",
    bad={},
    good={"tools/quill.toml": TOOL},
)

"""`not-utf8`: a file in another encoding."""

from vcompare.checks.rule import Rule
from vcompare.checks.rules.examples import TOOL

RULE = Rule(
    name="not-utf8",
    severity="error",
    finds="a byte that is not UTF-8",
    why="Guessing an encoding means publishing wrong letters.",
    fix="Save the file as UTF-8. A byte-order mark is accepted.",
    bad={"tools/quill.toml": TOOL.replace("Quill", "Qu\xefll").encode("latin-1")},
    good={"tools/quill.toml": TOOL.replace("Quill", "Qu\xefll").encode()},
)

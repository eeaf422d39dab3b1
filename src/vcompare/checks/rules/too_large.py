"""`too-large`: a file of more than 256 KiB."""

from vcompare.checks.rule import Rule
from vcompare.checks.rules.examples import TOOL

RULE = Rule(
    name="too-large",
    severity="error",
    finds="a file of more than 256 KiB",
    why=("Facts and opinions are short. A file of that size is a mistake or an attack, and it is not read."),
    fix="Shorten it.",
    bad={"tools/quill.toml": TOOL + "#" * 262_144},
    good={"tools/quill.toml": TOOL + "#" * 1_000},
)

"""`toml-syntax`: a file that is not TOML."""

from vcompare.checks.rule import Rule
from vcompare.checks.rules.examples import TOOL

RULE = Rule(
    name="toml-syntax",
    severity="error",
    finds="a file that is not valid TOML, at the place where the reader stopped",
    why=("Nothing in such a file can be used, so a tool, a review or votes are missing from every answer."),
    fix="Correct the syntax. The dialect is TOML 1.1; tables and arrays nest about 80 deep.",
    bad={"tools/quill.toml": TOOL + 'description = "no end\n'},
    good={"tools/quill.toml": TOOL + 'description = "An end."\n'},
)

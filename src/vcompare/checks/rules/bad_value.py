"""`bad-value`: a value of the right type outside its limits."""

from vcompare.checks.rule import Rule
from vcompare.checks.rules.examples import TOOL

RULE = Rule(
    name="bad-value",
    severity="error",
    finds=(
        "a value of the right type outside its limits: a score of 101, a name of 200 characters, an "
        "entry tier that does not exist, an address that is not http(s)"
    ),
    why=("Every output relies on these limits: one line stays one line, and a score stays on its scale."),
    fix="Write it as the message says.",
    bad={"tools/quill.toml": TOOL.replace('"free"', '"gratis"')},
    good={"tools/quill.toml": TOOL},
)

"""`unknown-key`: a key that this kind of file does not have."""

from vcompare.checks.rule import Rule
from vcompare.checks.rules.examples import TOOL

RULE = Rule(
    name="unknown-key",
    severity="error",
    finds="a key that this kind of file does not have",
    why="A misspelled key is a fact that nobody sees: it looks as if it were unknown.",
    fix="Correct its spelling, or remove it.",
    bad={"tools/quill.toml": TOOL + 'best_fro = "Novels"\n'},
    good={"tools/quill.toml": TOOL + 'best_for = "Novels"\n'},
)

"""`unknown-rule`: the name of a rule that does not exist."""

from vcompare.checks.rule import Context, Findings, Rule, TomlFile
from vcompare.checks.rules.examples import TOOL
from vcompare.diagnostics import found


def check(file: TomlFile, _context: Context) -> Findings:
    """Look up every name."""
    for keys, name in file.rule_names():
        from vcompare.checks.rules import BY_NAME
        from vcompare.text.suggestions import did_you_mean

        if name not in BY_NAME:
            message = f'there is no rule "{name}"'
            yield found("unknown-rule", file.document.value(*keys), message, did_you_mean(name, BY_NAME))


RULE = Rule(
    name="unknown-rule",
    severity="error",
    finds="the name of a rule that does not exist, in `allow` or in `[check]`",
    why="A misspelled name silences nothing, and the reader believes it does.",
    fix="Correct it. `vcompare explain` lists the rules.",
    hint="`vcompare explain` lists the rules",
    bad={"tools/quill.toml": TOOL + 'allow = ["mising-review"]\n'},
    good={"tools/quill.toml": TOOL + 'allow = ["missing-review"]\n'},
    kinds=("catalog", "tool", "review"),
    check_file=check,
)

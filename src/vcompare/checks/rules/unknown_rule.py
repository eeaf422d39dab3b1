"""`unknown-rule`: the name of a rule that does not exist."""

from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.diagnostics import found


def check(file: TomlFile, _context: Context) -> Findings:
    """Look up every name."""
    for keys, name in file.rule_names():
        from vcompare.checks.rules import BY_NAME
        from vcompare.text.suggestions import did_you_mean

        if name not in BY_NAME:
            message = f'there is no rule "{name}"'
            yield found("unknown-rule", file.document.value(*keys), message, did_you_mean(name, BY_NAME))

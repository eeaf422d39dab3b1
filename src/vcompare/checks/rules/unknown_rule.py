"""`unknown-rule`: the name of a rule that does not exist."""

from collections.abc import Iterable

from vcompare.checks.rule import Context, File, Rule
from vcompare.checks.rules.examples import TOOL
from vcompare.diagnostics import Diagnostic, found

_LISTS = {
    "catalog": (("check", "ignore"), ("check", "warn"), ("check", "error")),
    "tool": (("allow",),),
    "review": (("allow",),),
}


def named(file: File) -> Iterable[tuple[tuple[str | int, ...], str]]:
    """Return every name of a rule in a file, with its key path."""
    for keys in _LISTS.get(file.kind, ()):
        for index, name in enumerate(file.get(list, *keys) or ()):
            if isinstance(name, str):
                yield (*keys, index), name


def find(file: File, _context: Context) -> Iterable[Diagnostic]:
    """Look up every name."""
    for keys, name in named(file):
        from vcompare.checks.rules import BY_NAME
        from vcompare.text.suggestions import did_you_mean

        if name not in BY_NAME:
            message = f'there is no rule "{name}"'
            yield found("unknown-rule", file.document.value(*keys), message, did_you_mean(name, BY_NAME))


RULE = Rule(
    name="unknown-rule",
    severity="error",
    finds="the name of a rule that does not exist, in `allow` or in `[check]`",
    why="A misspelt name silences nothing, and the reader believes it does.",
    mend="Correct it. `vcompare explain` lists the rules.",
    hint="`vcompare explain` lists the rules",
    bad={"tools/quill.toml": TOOL + 'allow = ["mising-review"]\n'},
    good={"tools/quill.toml": TOOL + 'allow = ["missing-review"]\n'},
    kinds=("catalog", "tool", "review"),
    in_file=find,
)

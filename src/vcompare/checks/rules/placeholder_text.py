"""`placeholder-text`: words that were meant to be replaced."""

import re

from vcompare.checks.rule import Context, Findings, Rule, TomlFile
from vcompare.checks.rules.examples import TOOL
from vcompare.checks.rules.strings import strings
from vcompare.diagnostics import found

_PLACEHOLDER = re.compile(r"\b(?:TODO|FIXME|TBD|XXX)\b|\b[Ll]orem [Ii]psum\b")


def check(file: TomlFile, _context: Context) -> Findings:
    """Look at every string of a file in whose text one of the words stands."""
    text = file.document.text
    # To look for a letter costs a twentieth of looking for a word, and most texts lack one of them.
    capitals = ("D" in text and ("TODO" in text or "TBD" in text)) or (
        "X" in text and ("FIXME" in text or "XXX" in text)
    )
    if not (capitals or "orem " in text):
        return
    for keys, value in strings(file.document.data):
        match = _PLACEHOLDER.search(value)
        if match:
            yield found(
                "placeholder-text", file.document.value(*keys), f'"{match[0]}" is still to be replaced'
            )


RULE = Rule(
    name="placeholder-text",
    severity="warning",
    finds="a text that holds TODO, FIXME, TBD, XXX or lorem ipsum",
    why="It was meant to be replaced before anyone saw it.",
    fix="Write the text, or leave the key out: what is unknown is shown as unknown.",
    hint="write it, or leave the key out",
    bad={"tools/quill.toml": TOOL + 'best_for = "TODO"\n'},
    good={"tools/quill.toml": TOOL + 'best_for = "Novels"\n'},
    check_file=check,
)

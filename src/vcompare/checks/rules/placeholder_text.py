"""`placeholder-text`: words that were meant to be replaced."""

import re

from vcompare.checks.rule import Context, Findings, TomlFile
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

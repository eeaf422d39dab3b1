"""`surrounding-space`: a line that begins or ends with white space."""

from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.checks.rules.strings import is_markdown, strings
from vcompare.diagnostics import found


def check(file: TomlFile, _context: Context) -> Findings:
    """Look at the first and last character of every line, and of the voters' names."""
    for keys, value in strings(file.document.data):
        if _spaced(value) and not is_markdown(file, keys):
            yield found("surrounding-space", file.document.value(*keys), "white space around the text")
    for voter in file.get(dict, "ballots") or ():
        if _spaced(voter):
            at = file.document.key("ballots", voter)
            yield found("surrounding-space", at, "white space around the voter's name")


def _spaced(text: str) -> bool:
    stripped = text.strip()
    return bool(stripped) and stripped != text

"""`surrounding-space`: a line that begins or ends with white space."""

from typing import Any

from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.checks.rules.strings import is_markdown, strings
from vcompare.diagnostics import found


def check(file: TomlFile, _context: Context) -> Findings:
    """Look at the first and last character of every line, and of the voters' names."""
    if any(_may_be_spaced(file, key, value) for key, value in file.document.data.items()):
        for keys, value in strings(file.document.data):
            if _spaced(value) and not is_markdown(file, keys):
                yield found("surrounding-space", file.document.value(*keys), "white space around the text")
    for voter in file.get(dict, "ballots") or ():
        if _spaced(voter):
            at = file.document.key("ballots", voter)
            yield found("surrounding-space", at, "white space around the voter's name")


def _may_be_spaced(file: TomlFile, key: str, value: Any) -> bool:
    """Say whether a text at the top of a file, or one in a table, may be spaced; nearly always none is."""
    if isinstance(value, str):
        return _has_spaced_end(value) and not is_markdown(file, (key,))
    return _has_spaced_end(value)


def _has_spaced_end(value: Any) -> bool:
    if isinstance(value, str):
        return value[:1].isspace() or value[-1:].isspace()
    if isinstance(value, dict):
        return any(map(_has_spaced_end, value.values()))
    return isinstance(value, list) and any(map(_has_spaced_end, value))


def _spaced(text: str) -> bool:
    stripped = text.strip()
    return bool(stripped) and stripped != text

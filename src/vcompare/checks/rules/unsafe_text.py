"""`unsafe-text`: characters that a reader cannot see or that a terminal would act on."""

import unicodedata

from vcompare.catalog.positions import comments
from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.checks.rules.strings import is_markdown, key_paths, strings
from vcompare.diagnostics import found
from vcompare.text.safe import hidden, is_safe


def check(file: TomlFile, _context: Context) -> Findings:
    r"""Look at every string.

    What is neither in the file nor written as an escape cannot be in a string, and of ASCII's controls TOML
    lets only the tab stand as it is.
    """
    text = file.document.text
    if "\\" not in text and "\t" not in text and (text.isascii() or is_safe(text)):
        return
    for keys, value in strings(file.document.data):
        several = is_markdown(file, keys)
        # A line end where there may be none is reported as a bad value.
        unsafe = [sign for sign in hidden(value, lines=several) if several or sign not in "\r\n"]
        if unsafe:
            what = ", ".join(map(_named, unsafe))
            yield found("unsafe-text", file.document.value(*keys), f"the text contains {what}")
    for keys in key_paths(file.document.data):
        if hidden(str(keys[-1])):
            yield found("unsafe-text", file.document.key(*keys), "the key has an invisible character")
    yield from _in_comments(file)


def _in_comments(file: TomlFile) -> Findings:
    """Look at the comments too: no output shows them, but a reviewer reads them."""
    for offset, comment in comments(file.document.text):
        unsafe = hidden(comment, lines=True)
        if unsafe:
            what = ", ".join(map(_named, unsafe))
            yield found("unsafe-text", file.document.at(offset), f"a comment contains {what}")


def _named(character: str) -> str:
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "")
    return f"{code} ({name.lower()})" if name else code

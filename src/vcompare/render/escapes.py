"""What turns text into text of a markup, so that none of its signs is read as markup: one function each."""

import re
from collections.abc import Callable

# What LaTeX's own fonts lack.
_LATEX = {
    "▲": r"$\triangle$", "–": "--", "·": r"$\cdot$", "…": r"\ldots{}",
    "≤": r"$\leq$", "≥": r"$\geq$", "−": "$-$", "×": r"$\times$",
}  # fmt: skip


def rst(text: str) -> str:
    """Escape for reStructuredText."""
    escaped = re.sub(r"([\\`*_|])", r"\\\1", text)
    # A bullet, an enumeration, a field or a literal block starts or ends a line.
    escaped = re.sub(r"^(?=[-+•‣⁃:>.=~#\"'(]|[0-9A-Za-z]{1,4}[.)](?:\s|$))", r"\\", escaped)
    return re.sub(r":$", r"\\:", escaped)


def latex(text: str) -> str:
    """Escape for LaTeX, and write what its fonts lack as commands."""
    from tabulate import LATEX_ESCAPE_RULES

    rules = LATEX_ESCAPE_RULES | _LATEX
    return "".join(rules.get(character, character) for character in text)


def entities(signs: str) -> Callable[[str], str]:
    """Return what escapes these signs as numeric character references, which a markup reads in any place.

    Other signs have a meaning only doubled, at the start of a cell, or where they open a word.
    """
    anywhere = f"[{re.escape(signs)}]"
    pattern = rf"{anywhere}|(?<!\w)[-+=!?~'\"](?=\S)|([-=:'~])(?=\1)|(?<=([-=:'~]))\2|^[-+=:;#!]|:(?=//)"
    return lambda text: re.sub(pattern, lambda match: f"&#{ord(match[0])};", text)

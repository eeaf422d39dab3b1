"""Counts, lists and cuts, as English writes them."""

from collections.abc import Sequence


def plural(count: int, noun: str) -> str:
    """Return a count with its noun: `1 error`, `2 errors`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def natural_list(items: Sequence[str], conjunction: str = "and") -> str:
    """Return items as a sentence lists them: `a`, `a and b`, `a, b and c`."""
    return f" {conjunction} ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))


def shorten(text: str, longest: int) -> str:
    """Return a text of at most `longest` characters: a longer one is cut after a word and ends in `…`."""
    if len(text) <= longest:
        return text
    head = text[:longest]
    return f"{head.rpartition(' ')[0] or head[:-1]}…"

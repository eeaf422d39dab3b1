"""Where lines and tables go in a TOML text, as a person would place them."""

from collections.abc import Sequence

from vcompare.catalog.positions import KeyPath, Statement
from vcompare.editing.items import line_of
from vcompare.editing.style import quoted


def dotted(path: KeyPath) -> str:
    """Return a path of keys as TOML writes it."""
    return ".".join(quoted(str(key)) for key in path)


def with_table(text: str, statements: Sequence[Statement], home: KeyPath, table: str) -> str:
    """Add a table: after the last one of its list, or that it is in or beside it, or else at the end."""
    own = [number for number, one in enumerate(statements) if one.path[: len(home)] == home]
    above = home[:-1]
    beside = (
        n for n, one in enumerate(statements) if above and one.header and one.path[: len(above)] == above
    )
    last = max(own or beside, default=len(statements))
    rest = (number for number, one in enumerate(statements) if one.header and number > last)
    following = next(rest, len(statements))
    if following == len(statements):
        gap = "\n" if text and not text.endswith("\n\n") else ""
        return f"{text}{gap}{table}"
    at = line_after(text, statements[following - 1])
    return f"{text[:at]}\n{table}{text[at:]}"


def line_after(text: str, statement: Statement) -> int:
    """Return where the line after a statement begins."""
    end = text.find("\n", statement.end)
    return len(text) if end < 0 else end + 1


def line_above(text: str, statement: Statement) -> int:
    """Return where a statement's lines begin, the comments right above it included."""
    at = line_of(text, statement.start)
    while at:
        start = line_of(text, at - 1)
        if not text[start:at].lstrip(" \t").startswith("#"):
            return at
        at = start
    return at

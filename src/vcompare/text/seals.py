"""Seals: the last line of a text says that vcompare wrote it, and whether anybody has edited it since."""

import hashlib
import re
from typing import NamedTuple


class Comment(NamedTuple):
    """How a language writes a comment on a line of its own."""

    start: str
    end: str


PAGE, TOML, CODE = Comment("<!-- ", " -->"), Comment("# ", ""), Comment("/* ", " */")


class Seal(NamedTuple):
    """The command that wrote a text, and whether the text is still as it was written."""

    command: str
    intact: bool


def with_lf(text: str) -> str:
    """Return a text whose lines end with LF. Two that differ in line ends only are the same then."""
    return re.sub("\r+\n", "\n", text) if "\r" in text else text


def checksum(text: str) -> str:
    r"""Return the first 12 hex digits of the SHA-256 of a text in UTF-8 whose line ends are `\n`.

    Git may convert line ends between the work tree and the repository, which is not an edit.
    """
    return hashlib.sha256(with_lf(text).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def sealed(text: str, command: str, comment: Comment = PAGE) -> str:
    """Return a text with the seal of `command`, which is made of slugs and options, as its last line."""
    whole = text if not text or text.endswith("\n") else f"{text}\n"
    return f"{whole}{comment.start}vcompare: {command} sha256:{checksum(whole)}{comment.end}\n"


def seal(text: str, comment: Comment = PAGE) -> Seal | None:
    """Read the seal of a text; None where its last line is not one. Empty lines may follow."""
    end = text.rstrip(" \t\r\n")
    start = end.rfind("\n") + 1
    if (found := _match(end[start:], comment)) is None:
        return None
    return Seal(found[1], checksum(text[:start]) == found[2])


def is_seal(line: str) -> bool:
    """Return whether a line of a page is a seal, intact or not."""
    return _match(line, PAGE) is not None


def edited(text: str, comment: Comment = PAGE) -> str | None:
    """Return how a text is no longer as vcompare wrote it; None where it still is."""
    found = seal(text, comment)
    if found is None:
        return "does not end with a seal: it was edited, or not written by vcompare"
    return None if found.intact else "was edited by hand"


def _match(line: str, comment: Comment) -> re.Match[str] | None:
    start, end = map(re.escape, comment)
    return re.fullmatch(f"{start}vcompare: (.*) sha256:([0-9a-f]{{12}}){end}", line)

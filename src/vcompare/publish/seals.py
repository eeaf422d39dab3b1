"""How a text says that vcompare wrote it, and whether it still is as it was written."""

import hashlib
import re
from typing import NamedTuple

_LENGTH = 12
_SEAL = re.compile(rf"<!-- vcompare: (.*) sha256:([0-9a-f]{{{_LENGTH}}}) -->")
_UNSAFE = re.compile(r"[^ -~]|[%<>]|(?<=-)-")
"""What could end the comment, break its line or not be seen. In XML two hyphens are not allowed in one."""
_ESCAPED = re.compile(r"(?:%[0-9A-F]{2})+")


class Seal(NamedTuple):
    """What the last line of a text says: the command that wrote it, and that nobody changed it since."""

    command: str
    intact: bool


def checksum(text: str) -> str:
    r"""Return the first 12 hex digits of the SHA-256 of a text in UTF-8 whose line ends are `\n`.

    Git may give a text other line ends in the work tree than in the repository, and back; that is no change.
    """
    same = re.sub("\r+\n", "\n", text) if "\r" in text else text
    return hashlib.sha256(same.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


def sealed(text: str, command: str) -> str:
    """Return a text with the seal of `command` as its last line, an HTML comment.

    What could end the comment or break the line is written as in an address, `>` as `%3E`, `--` as `-%2D`.
    """
    whole = text if not text or text.endswith("\n") else f"{text}\n"
    name = _UNSAFE.sub(_escaped, command)
    return f"{whole}<!-- vcompare: {name} sha256:{checksum(whole)} -->\n"


def seal(text: str) -> Seal | None:
    """Read the seal of a text; None where its last line is none. Empty lines may follow."""
    end = text.rstrip(" \t\r\n")
    start = end.rfind("\n") + 1
    if (found := _SEAL.fullmatch(end, start)) is None:
        return None
    return Seal(_ESCAPED.sub(_unescaped, found[1]), checksum(text[:start]) == found[2])


def by_hand(text: str) -> str | None:
    """Say why a text is not as vcompare wrote it; None where it is."""
    found = seal(text)
    if found is None:
        return "does not end with a seal: it was edited, or not written by vcompare"
    return None if found.intact else "was edited by hand"


def _escaped(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogatepass"))


def _unescaped(match: re.Match[str]) -> str:
    return bytes.fromhex(match[0].replace("%", "")).decode("utf-8", "replace")

"""JSON that is safe to print: what a terminal or a CI runner would act on is escaped."""

import re
from typing import Any

import msgspec

from vcompare.text.safe import visible

_ASCII = bytes(range(128))


def encoded(payload: Any) -> bytes:
    """Return a payload as JSON on one line, escaped."""
    return escaped(msgspec.json.encode(payload))


def escaped(content: bytes) -> bytes:
    r"""Return JSON whose invisible and dangerous characters are written as `\uXXXX`."""
    for character in sorted(set(content.translate(None, _ASCII).decode())):
        if visible(character) != character:
            content = content.replace(character.encode(), _escape(character))
    # A CI runner reads ##[command] anywhere in a line of its log, and JSON is printed there too.
    return re.sub(rb"##\[", rb"##\\u005b", content.replace(b"\x7f", b"\\u007f"))


def _escape(character: str) -> bytes:
    units = character.encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4)).encode()

"""Line ends of a file that is edited: CRLF stays CRLF, and is never a difference."""

import re
from difflib import SequenceMatcher


def with_lf(text: str) -> str:
    """Return a text whose lines end with LF. Two that differ in line ends only are the same then."""
    return re.sub("\r+\n", "\n", text) if "\r" in text else text


def with_each_line_end_of(text: str, other: str) -> str:
    """Return another text, which has LF, with CRLF in the lines that end so in this text.

    A new line ends as the one before it. So a file in which both stand keeps both where they are.
    """
    if "\r\n" not in text:
        return other
    old, new = text.removeprefix("\ufeff").split("\n"), other.removeprefix("\ufeff").split("\n")
    plain = [line.removesuffix("\r") for line in old]
    ends: dict[int, bool] = {}
    for _, here, end, there, last in SequenceMatcher(None, plain, new, autojunk=False).get_opcodes():
        ends |= {at: line.endswith("\r") for at, line in zip(range(there, last), old[here:end], strict=False)}
    with_return, lines = old[0].endswith("\r"), []
    for number, line in enumerate(other.split("\n")):
        with_return = ends.get(number, with_return)
        lines.append(f"{line}\r" if with_return and number < len(new) - 1 else line)
    return "\n".join(lines)

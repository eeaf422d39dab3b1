"""The lines that Git leaves in a file where it could not merge."""

import re

MESSAGE = "unresolved merge conflict"
HINT = "keep one side, and remove the lines that begin with <<<<<<<, =======, >>>>>>> or |||||||"

_SIGNS = ("<<<<<<<", ">>>>>>>", "|||||||")
_LINE = re.compile(r"^(?:<{7}|>{7}|\|{7})(?=[ \r\n]|$)", re.MULTILINE)
MIDDLE = "======="
"""The line between the sides. Alone it may as well underline a heading."""


def conflict(text: str) -> int | None:
    """Return where the first line of a conflict begins, None where there is none."""
    if not any(sign in text for sign in _SIGNS):  # which is faster than to look at every line
        return None
    found = _LINE.search(text)
    return found.start() if found else None

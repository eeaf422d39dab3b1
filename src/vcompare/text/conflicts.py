"""The lines that Git leaves in a file where it could not merge."""

import re

MESSAGE = "unresolved merge conflict"
HINT = "keep one side, and remove the lines that begin with <<<<<<<, =======, >>>>>>> or |||||||"

_LINE = re.compile(r"^(?:<{7}|>{7}|\|{7})(?=[ \r\n]|$)", re.MULTILINE)
MIDDLE = "======="
"""The line between the sides. Alone it may as well underline a heading."""


def conflict(text: str) -> int | None:
    """Return where the first line of a conflict begins, None where there is none."""
    # This is faster than to look at every line.
    if not ("<<<<<<<" in text or ">>>>>>>" in text or "|||||||" in text):
        return None
    found = _LINE.search(text)
    return found.start() if found else None

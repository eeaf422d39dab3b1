"""Markdown of one or more lines."""

from typing import Any

from vcompare.fields.kinds.kind import Kind

_LONG = 80
"""A longer text is written on lines of its own."""


class Prose(Kind, frozen=True):
    """Markdown: it is there to be read, not to be compared. With `one_line`, it cannot have several."""

    one_line: bool = False

    name = "prose"
    style = "prose"

    def parse(self, text: str) -> Any:
        """Return the text, with a line end where it needs lines of its own in the file."""
        text = text.replace("\r\n", "\n")
        if self.one_line:
            return text
        return text.strip("\n") + "\n" if "\n" in text or len(text) > _LONG else text

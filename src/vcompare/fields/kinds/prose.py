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
    wraps = True

    @property
    def has_lines(self) -> bool:
        """Whether the value may have several lines in a file."""
        return not self.one_line

    @property
    def blank(self) -> str:
        """The value that is still to be filled in, as TOML writes it."""
        return '""' if self.one_line else '"""\n"""'

    def order(self, value: Any) -> Any:
        """Return the text on one line and without regard to case."""
        return " ".join(value.casefold().split())

    def parse(self, text: str) -> Any:
        """Return the text, with a line end where it needs lines of its own in the file."""
        text = text.replace("\r\n", "\n")
        needs_lines = self.has_lines and ("\n" in text or len(text) > _LONG)
        return text.strip("\n") + "\n" if needs_lines else text

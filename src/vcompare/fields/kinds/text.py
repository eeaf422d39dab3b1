"""One line of text."""

from typing import Any

from vcompare.fields.kinds.kind import Kind


class Text(Kind, frozen=True):
    """One line of text, sorted without regard to case and punctuation."""

    wraps = True

    def order(self, value: Any) -> Any:
        """Return the text as names are compared."""
        from vcompare.text.folding import fold

        return fold(value)

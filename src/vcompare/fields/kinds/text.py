"""One line of text."""

from typing import Any

from vcompare.fields.kinds.kind import CONTAINS, EQUALITY, ORDER, Kind


class Text(Kind, frozen=True):
    """One line of text, compared without regard to case, width, accents and punctuation."""

    wraps = True
    operators = (*EQUALITY, *CONTAINS, *ORDER)

    def order(self, value: Any) -> Any:
        """Return the text as names are compared."""
        from vcompare.text.folding import fold

        return fold(value)


class Slug(Text, frozen=True):
    """A text that is never broken or cut, as people and programs copy it."""

    wraps = False

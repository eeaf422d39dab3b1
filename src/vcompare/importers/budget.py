"""How much work the expressions of a recipe may do, which may be a stranger's as well as the data."""

from typing import Any

from vcompare.catalog.expressions import ExpressionError

STEPS = 5_000_000
"""So much work all expressions may do for one data set; that of 10,000 models is a fifteenth of it."""
LARGE = {str, list, dict}
"""What takes long to be compared, if it is large."""
_TEXT = 64
"""So many characters are compared in a step."""


class BudgetError(ExpressionError):
    """Expressions that take too long."""


class Budget:
    """The work that is left to do for expressions that share it."""

    def __init__(self, steps: int = STEPS) -> None:
        self.left = steps

    def spend(self, steps: int) -> None:
        """Take steps away. Raises BudgetError if there are none left."""
        self.left -= steps
        if self.left < 0:
            raise BudgetError("takes too long")

    def spend_on(self, value: Any) -> None:
        """Take away the work of comparing a value: one step for each value that is in it, at any depth."""
        size, inner = 0, [value]
        while inner and size <= self.left:
            one = inner.pop()
            if type(one) is str:
                size += len(one) // _TEXT
            elif type(one) in LARGE:
                size += len(one)
                inner += one.values() if type(one) is dict else one
        self.spend(size)

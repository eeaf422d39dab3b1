"""What is left to the interpreter of JMESPath: its functions, and what looks into lists, within a budget."""

import re
from decimal import Decimal
from typing import Any

from jmespath import functions, visitor

from vcompare.importers.budget import LARGE, Budget, BudgetError

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,30})(?:\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,3})?")
_MOST = 200_000
"""So many values a list may have."""
SHORT = 8
"""To look into so many values or letters is a step."""


def compared(operator: str, first: Any, second: Any, budget: Budget) -> Any:
    """Compare two values as JMESPath does, numbers as they are written: 0.1 is a tenth."""
    if type(first) in LARGE and type(first) is type(second) and len(first) == len(second):
        budget.spend_on(first)
    one, other = _exact(first), _exact(second)
    if operator not in {"eq", "ne"} and not (_is_ordered(one) and _is_ordered(other)):
        return None
    return visitor.TreeInterpreter.COMPARATOR_FUNC[operator](one, other)


def _exact(value: Any) -> Any:
    return Decimal(repr(value)) if type(value) is float else value


def _is_ordered(value: Any) -> bool:
    return isinstance(value, int | Decimal | str) and not isinstance(value, bool)


class Functions(functions.Functions):  # type: ignore[misc]
    """The functions of JMESPath, of which a parsed expression uses only those that are allowed."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget

    @functions.signature({"types": []})  # type: ignore[untyped-decorator]
    def _func_to_number(self, value: Any) -> Any:
        """Return a number as it is, and one that is written in a text exactly."""
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            return value
        if not isinstance(value, str) or not _NUMBER.fullmatch(value):
            return None
        return int(value) if value.lstrip("-").isdigit() else Decimal(value)

    @functions.signature({"types": ["array", "string"]}, {"types": []})  # type: ignore[untyped-decorator]
    def _func_contains(self, subject: Any, search: Any) -> bool:
        return self.contains(subject, search)

    def contains(self, subject: Any, search: Any) -> bool:
        """Say whether a value is in a list, or a text in another."""
        if len(subject) >= SHORT:
            self._budget.spend(len(subject) // SHORT)
        if isinstance(subject, str):
            return isinstance(search, str) and search in subject
        if type(search) in LARGE:
            self._budget.spend_on(subject)
        return search in subject


class Interpreter(visitor.TreeInterpreter):  # type: ignore[misc]
    """Evaluates an expression; every step, and every value of a list, is taken from the budget."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(visitor.Options(custom_functions=Functions(budget)))
        self._budget = budget

    def visit(self, node: Any, *values: Any) -> Any:
        """Return the value of an expression. Raises BudgetError."""
        found = super().visit(node, *values)
        size = len(found) if type(found) is list else 0
        if size > _MOST:
            raise BudgetError(f"finds more than {_MOST:,} values")
        self._budget.spend(1 + size)
        return found

    def visit_comparator(self, node: Any, value: Any) -> Any:
        """Return how two values compare."""
        one, other = (self.visit(child, value) for child in node["children"])
        return compared(node["value"], one, other, self._budget)

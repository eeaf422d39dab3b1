"""Values that the expressions of a recipe find in data, within limits.

The data may be a stranger's as well as the recipe. So lists are bounded, and all evaluations share a budget
of steps. Numbers stay exact: those with a fraction are `Decimal` where the data has them so.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from jmespath import exceptions, functions, visitor

from vcompare.catalog.expressions import ExpressionError, parsed, reason
from vcompare.importers.budget import LARGE, Budget, BudgetError

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,30})(?:\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,3})?")
_NUMBERS = {int, float, Decimal}
_MOST = 200_000
"""So many values a list may have."""
_SHORT = 8
"""To look into so many values or letters is a step."""

Find = Callable[[Any], Any]


def compiled(text: str, budget: Budget) -> Find:
    """Return a function that finds the value of an expression in a piece of data, None where there is none.

    It raises ExpressionError where the expression does not apply to that, as for the length of a number.
    Raises ExpressionError for an expression that is not allowed.
    """
    return _guarded(parsed(text), budget)


def each(text: str, budget: Budget) -> Find:
    """Return a function that finds a list of values, of `values(...)` as the object with their keys.

    It returns None for everything else. Raises ExpressionError as `compiled` does.
    """
    tree = parsed(text)
    is_object = tree["type"] == "function_expression" and tree["value"] == "values"
    wanted = dict if is_object else list
    find = _guarded(tree["children"][0], budget) if is_object else compiled(text, budget)
    return lambda data: found if isinstance(found := find(data), wanted) else None


def holds(value: Any) -> bool:
    """Say whether JMESPath takes a value for true: neither false nor empty nor unknown."""
    return bool(value) or type(value) in _NUMBERS


def _guarded(tree: Mapping[str, Any], budget: Budget) -> Find:
    """Return what finds the value of a parsed expression, and raises nothing but ExpressionError."""
    find = _function(tree, budget)
    if _keys(tree):
        return find

    def guarded(data: Any) -> Any:
        try:
            return find(data)
        except exceptions.JMESPathTypeError as wrong:
            raise ExpressionError(f"{wrong.function_name}() takes no {wrong.actual_type}") from None
        except exceptions.JMESPathError as wrong:
            raise ExpressionError(reason(wrong)) from None
        except RecursionError:
            raise ExpressionError("what it compares is nested too deeply") from None
        except (TypeError, ArithmeticError):
            raise ExpressionError("what it compares cannot be compared") from None

    return guarded


def _function(tree: Mapping[str, Any], budget: Budget) -> Find:
    """Return a function for an expression: for most a chain of closures, which is ten times as fast.

    What looks into lists is left to the interpreter of JMESPath.
    """
    kind, value = tree["type"], tree.get("value")
    if keys := _keys(tree):
        find = _path(keys)
    elif kind == "current":
        find = lambda data: data  # noqa: E731
    elif kind == "literal":
        find = lambda _data: value  # noqa: E731
    elif kind == "index":
        find = _item(int(str(value)))
    elif kind == "multi_select_list" and all(child["type"] == "literal" for child in tree["children"]):
        listed = [child["value"] for child in tree["children"]]
        find = lambda data: None if data is None else listed  # noqa: E731
    elif kind in _JOINED:
        find = _JOINED[kind](str(value), *(_function(child, budget) for child in tree["children"]))
    elif kind == "comparator":
        one, other = (_function(child, budget) for child in tree["children"])
        find = _comparison(str(value), one, other, budget)
    elif kind == "function_expression":
        find = _call(str(value), [_function(child, budget) for child in tree["children"]], budget)
    else:
        visit = _Interpreter(budget).visit
        find = lambda data: visit(tree, data)  # noqa: E731
    return find


def _either(_value: str, first: Find, second: Find) -> Find:
    return lambda data: found if holds(found := first(data)) else second(data)


def _both(_value: str, first: Find, second: Find) -> Find:
    return lambda data: second(data) if holds(found := first(data)) else found


def _comparison(value: str, first: Find, second: Find, budget: Budget) -> Find:
    compare = visitor.TreeInterpreter.COMPARATOR_FUNC[value]

    def find(data: Any) -> Any:
        one, other = first(data), second(data)
        if type(one) is int and type(other) is int:
            return compare(one, other)
        return _compared(value, one, other, budget)

    return find


def _opposite(_value: str, find: Find) -> Find:
    return lambda data: not holds(find(data))


def _call(name: str, parts: Sequence[Find], budget: Budget) -> Find:
    """Return what calls a function; for the two that are used most, without the checks of all others."""
    called = _Functions(budget)
    if name == "contains":
        first, second = parts

        def contains(data: Any) -> Any:
            subject = first(data)
            if type(subject) is list or type(subject) is str:
                return called.contains(subject, second(data))
            return called.call_function(name, [subject, second(data)])

        return contains
    if name == "not_null":
        return lambda data: next((one for one in [part(data) for part in parts] if one is not None), None)

    def call(data: Any) -> Any:
        found = called.call_function(name, [part(data) for part in parts])
        if type(found) is list:
            budget.spend(len(found))
        return found

    return call


def _listed(_value: str, *parts: Find) -> Find:
    return lambda data: None if data is None else [part(data) for part in parts]


def _chain(_value: str, *steps: Find) -> Find:
    """Return what looks in each value for the next."""

    def find(data: Any) -> Any:
        for step in steps:
            data = step(data)
        return data

    return find


_JOINED: Mapping[str, Callable[..., Find]] = {
    "or_expression": _either,
    "and_expression": _both,
    "not_expression": _opposite,
    "multi_select_list": _listed,
    "subexpression": _chain,
    "index_expression": _chain,
    "pipe": _chain,
}


def _item(index: int) -> Find:
    """Return what finds an item of a list, from its end where the index is below 0."""

    def find(data: Any) -> Any:
        is_there = isinstance(data, list) and -len(data) <= index < len(data)
        return data[index] if is_there else None

    return find


def _path(keys: Sequence[str]) -> Find:
    """Return what follows keys, of which there is most often one or two."""
    first, *others = keys
    if not others:
        return lambda data: data.get(first) if isinstance(data, dict) else None
    if len(others) > 1:
        head, tail = _path(keys[:-1]), _path(keys[-1:])
        return lambda data: tail(head(data))
    (second,) = others

    def two(data: Any) -> Any:
        inner = data.get(first) if isinstance(data, dict) else None
        return inner.get(second) if isinstance(inner, dict) else None

    return two


def _keys(tree: Mapping[str, Any]) -> list[str]:
    """Return the keys of a path, none where an expression is more than that."""
    if tree["type"] == "field":
        return [tree["value"]]
    if tree["type"] != "subexpression":
        return []
    parts = [_keys(child) for child in tree["children"]]
    return [key for part in parts for key in part] if all(parts) else []


def _compared(operator: str, first: Any, second: Any, budget: Budget) -> Any:
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


class _Functions(functions.Functions):  # type: ignore[misc]
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
        if len(subject) >= _SHORT:
            self._budget.spend(len(subject) // _SHORT)
        if isinstance(subject, str):
            return isinstance(search, str) and search in subject
        if type(search) in LARGE:
            self._budget.spend_on(subject)
        return search in subject


class _Interpreter(visitor.TreeInterpreter):  # type: ignore[misc]
    """Evaluates an expression; every step, and every value of a list, is taken from the budget."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(visitor.Options(custom_functions=_Functions(budget)))
        self._budget = budget

    def visit(self, node: Any, *values: Any) -> Any:
        found = super().visit(node, *values)
        size = len(found) if type(found) is list else 0
        if size > _MOST:
            raise BudgetError(f"finds more than {_MOST:,} values")
        self._budget.spend(1 + size)
        return found

    def visit_comparator(self, node: Any, value: Any) -> Any:
        one, other = (self.visit(child, value) for child in node["children"])
        return _compared(node["value"], one, other, self._budget)

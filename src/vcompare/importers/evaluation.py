"""Values that the expressions of a recipe find in data, within limits.

The data may be a stranger's as well as the recipe. So lists are bounded, and all evaluations share a budget
of steps. Numbers stay exact: those with a fraction are `Decimal` where the data has them so.
"""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from jmespath import exceptions, visitor

from vcompare.catalog.expressions import ExpressionError, parsed, reason
from vcompare.importers.budget import Budget
from vcompare.importers.interpreter import SHORT, Functions, Interpreter, compared

_NUMBERS = {int, float, Decimal}

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
    elif quick := _quick(kind, tree, budget):
        find = quick
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
        visit = Interpreter(budget).visit
        find = lambda data: visit(tree, data)  # noqa: E731
    return find


def _quick(kind: str, tree: Mapping[str, Any], budget: Budget) -> Find | None:
    """Return a function for what is used most: a choice of alternatives, and comparisons with fixed texts."""
    if kind == "or_expression":
        return _first_of([_function(child, budget) for child in _alternatives(tree)])
    if kind not in {"comparator", "function_expression"} or tree["value"] not in {"eq", "contains"}:
        return None
    first, second = tree["children"]
    if kind == "comparator" and _is_text(second):
        return _is(_function(first, budget), second["value"])
    if kind == "function_expression" and _are_texts(first):
        parts = [_function(one, budget) for one in (first, second)]
        texts = {text["value"] for text in first["children"]}
        return _is_one_of(texts, parts[1], _call("contains", parts, budget))
    return None


def _alternatives(tree: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Return the parts of `a || b || c`, which is parsed as `(a || b) || c`."""
    for child in tree["children"]:
        yield from _alternatives(child) if child["type"] == "or_expression" else (child,)


def _first_of(parts: Sequence[Find]) -> Find:
    def find(data: Any) -> Any:
        found = None
        for part in parts:
            found = part(data)
            if found or type(found) in _NUMBERS:
                break
        return found

    return find


def _is_text(tree: Any) -> bool:
    return tree["type"] == "literal" and type(tree["value"]) is str


def _are_texts(tree: Any) -> bool:
    return tree["type"] == "multi_select_list" and all(map(_is_text, tree["children"]))


def _is(find: Find, text: str) -> Find:
    return lambda data: bool(find(data) == text)


def _is_one_of(texts: Container[str], find: Find, otherwise: Find) -> Find:
    """Return what says whether texts have a value in them; `otherwise` says that of all but texts."""

    def is_one(data: Any) -> Any:
        wanted = None if data is None else find(data)
        return wanted in texts if type(wanted) is str else otherwise(data)

    return is_one


def _both(_value: str, first: Find, second: Find) -> Find:
    return lambda data: second(data) if holds(found := first(data)) else found


def _comparison(value: str, first: Find, second: Find, budget: Budget) -> Find:
    compare = visitor.TreeInterpreter.COMPARATOR_FUNC[value]

    def find(data: Any) -> Any:
        one, other = first(data), second(data)
        if type(one) is int and type(other) is int:
            return compare(one, other)
        return compared(value, one, other, budget)

    return find


def _opposite(_value: str, find: Find) -> Find:
    return lambda data: not holds(find(data))


def _call(name: str, parts: Sequence[Find], budget: Budget) -> Find:
    """Return what calls a function; for the two that are used most, without the checks of all others."""
    called = Functions(budget)
    if name == "contains":
        first, second = parts

        def contains(data: Any) -> Any:
            subject, search = first(data), second(data)
            if type(subject) is list and len(subject) < SHORT and type(search) is str:
                return search in subject
            if type(subject) is list or type(subject) is str:
                return called.contains(subject, search)
            return called.call_function(name, [subject, search])

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

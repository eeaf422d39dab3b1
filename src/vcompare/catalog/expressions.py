"""Expressions of recipes: the part of JMESPath that finds values.

A recipe may be a stranger's. So only paths, filters, multiselects and a few functions are allowed.
"""

import warnings
from collections.abc import Iterator, Mapping
from typing import Any

from jmespath import exceptions, parser

from vcompare.model import LONGEST_EXPRESSION
from vcompare.text.safe import visible

FUNCTIONS = {"contains": 2, "values": 1, "keys": 1, "not_null": None, "length": 1, "to_number": 1}
"""The functions that may be used, with how many arguments they take; None is one or more."""
_PARTS = {
    *("field", "subexpression", "index", "index_expression", "slice", "current", "identity", "literal"),
    *("projection", "value_projection", "filter_projection", "flatten", "pipe", "comparator"),
    *("or_expression", "and_expression", "not_expression", "multi_select_list", "multi_select_dict"),
    *("key_val_pair", "function_expression"),
}
_UNUSUAL = {"expref": "`&`"}


class ExpressionError(ValueError):
    """An expression that is not allowed or, for some data, has no value; the message says why."""


def problem(text: str) -> str | None:
    """Return what is wrong with an expression, to follow "it"; None if it can be used."""
    try:
        parsed(text)
    except ExpressionError as wrong:
        return str(wrong)
    return None


def parsed(text: str) -> Mapping[str, Any]:
    """Return an expression as a tree. Raises ExpressionError for one that is not allowed."""
    if len(text) > LONGEST_EXPRESSION:
        raise ExpressionError(f"has {len(text)} characters, and may have {LONGEST_EXPRESSION}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", PendingDeprecationWarning)
            tree: Mapping[str, Any] = parser.Parser().parse(text).parsed
        refused = next(_refused(tree), None)
    except RecursionError:
        raise ExpressionError("is nested too deeply") from None
    except PendingDeprecationWarning:
        raise ExpressionError("has text between backticks, and texts are between single quotes") from None
    except exceptions.JMESPathError as wrong:
        raise ExpressionError(f"is not JMESPath: {reason(wrong)}") from None
    except ValueError as wrong:
        raise ExpressionError(f"is not JMESPath: {visible(str(wrong))}") from None
    if refused:
        raise ExpressionError(f"uses {refused}, which recipes cannot")
    return tree


def reason(wrong: Exception) -> str:
    """Return what JMESPath says is wrong, in one line."""
    if isinstance(wrong, exceptions.IncompleteExpressionError | exceptions.EmptyExpressionError):
        return "it ends too early"
    place = getattr(wrong, "lex_position", None)
    token = getattr(wrong, "token_value", None)
    if token:
        return f'unexpected "{visible(str(token))}" at character {(place or 0) + 1}'
    return visible(str(wrong).split("\n", 1)[0])


def _refused(tree: Any) -> Iterator[str]:
    """Name what an expression uses that is not allowed."""
    kind = tree["type"]
    if kind not in _PARTS:
        yield _UNUSUAL.get(kind, kind)
    if kind == "function_expression" and tree["value"] not in FUNCTIONS:
        yield f"{tree['value']}()"
    elif kind == "function_expression" and not _has_arguments(tree):
        yield f"{tree['value']}() with {len(tree['children'])} arguments"
    for child in tree["children"] if kind != "slice" else ():
        yield from _refused(child)


def _has_arguments(tree: Any) -> bool:
    wanted, given = FUNCTIONS[tree["value"]], len(tree["children"])
    return given > 0 if wanted is None else given == wanted

"""`bad-recipe`: an expression of a recipe that cannot be used."""

from collections.abc import Iterator
from typing import Any, get_args, get_origin

import msgspec

from vcompare.catalog.decode import dotted, required
from vcompare.catalog.source import Document
from vcompare.checks.rule import Context, Findings, Keys, TomlFile
from vcompare.diagnostics import found
from vcompare.model import LONGEST_EXPRESSION, Expression, Recipe, TierFields, Tiers


def check(file: TomlFile, _context: Context) -> Findings:
    """Look for expressions that do not parse, or that use what is not allowed."""
    return bad_expressions(file.document)


def bad_expressions(document: Document) -> Findings:
    """Yield findings for the expressions of a recipe that cannot be used."""
    from vcompare.catalog.expressions import problem

    for keys, text in _expressions(document.data, Recipe, ()):
        if len(text) <= LONGEST_EXPRESSION and text.strip() and (wrong := problem(text)):
            yield found("bad-recipe", document.value(*keys), f"{dotted(keys)} {wrong}")


def _expressions(value: Any, kind: Any, keys: Keys) -> Iterator[tuple[Keys, str]]:
    """Return the expressions in a value of a recipe with their key paths; other types are for `decode`."""
    kind = required(kind)
    if kind in {Expression, Tiers}:
        if isinstance(value, str):
            yield keys, value
        kind = tuple[TierFields, ...]
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and isinstance(value, dict):
        for field in msgspec.structs.fields(kind):
            if field.encode_name in value:
                yield from _expressions(value[field.encode_name], field.type, (*keys, field.encode_name))
    elif get_origin(kind) is dict and isinstance(value, dict):
        for key, item in value.items():
            yield from _expressions(item, get_args(kind)[1], (*keys, key))
    elif get_origin(kind) is tuple and isinstance(value, list):
        for index, item in enumerate(value):
            yield from _expressions(item, get_args(kind)[0], (*keys, index))

"""`ambiguous-spec`: a spec or a meter with the name of a field that every catalog has."""

from collections.abc import Iterator

from vcompare.catalog.remedies import shown
from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.diagnostics import Diagnostic, found
from vcompare.errors import VcompareError
from vcompare.fields import BUILTIN, Field, named
from vcompare.text.folding import fold


def check(file: TomlFile, context: Context) -> Findings:
    """Look up each spec and meter as people name it in filters, and its label among those that are there."""
    built_in = {fold(name): field for field in BUILTIN.shown for name in (field.label, field.row)}
    tables = {"specs": context.fields.specs, "meters": context.fields.meters}
    for table, fields in tables.items():
        for key, field in fields.items():
            yield from _by_key(file, context, (table, key), field)
            if same := built_in.get(fold(field.label)):
                message = f"{shown(field.label)} is the label of the field `{same.path}` too"
                at = file.document.value(table, key, "label")
                yield found("ambiguous-spec", at, message, "choose another label")


def _by_key(file: TomlFile, context: Context, keys: tuple[str, str], field: Field) -> Iterator[Diagnostic]:
    key = keys[1]
    try:
        meant = named(context.fields, key)
    except VcompareError:
        if key in context.fields.specs and key in context.fields.meters:
            return  # a limit and a price may well have one name
        message = f"`{key}` alone can be a field that every catalog has too"
    else:
        if meant is field:
            return
        message = f"`{key}` alone is the field `{meant.path}`"
    hint = f"choose another key, or write `{field.path}` in --where, --columns and --sort"
    yield found("ambiguous-spec", file.document.key(*keys), message, hint)

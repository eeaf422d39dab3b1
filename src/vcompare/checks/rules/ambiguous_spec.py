"""`ambiguous-spec`: a spec with the name of a field that every catalog has."""

from collections.abc import Iterator

from vcompare.catalog.remedies import shown
from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.diagnostics import Diagnostic, found
from vcompare.errors import VcompareError
from vcompare.fields import BUILTIN, Field, named
from vcompare.text.folding import fold


def check(file: TomlFile, context: Context) -> Findings:
    """Look up each spec as people name it in filters, and its label among those that are there."""
    built_in = {fold(name): field for field in BUILTIN.shown for name in (field.label, field.row)}
    for key, field in context.fields.specs.items():
        yield from _by_key(file, context, key, field)
        if same := built_in.get(fold(field.label)):
            message = f"{shown(field.label)} is the label of the field `{same.path}` too"
            at = file.document.value("specs", key, "label")
            yield found("ambiguous-spec", at, message, "choose another label")


def _by_key(file: TomlFile, context: Context, key: str, field: Field) -> Iterator[Diagnostic]:
    try:
        meant = named(context.fields, key)
    except VcompareError:
        message = f"`{key}` alone can be a field that every catalog has too"
    else:
        if meant is field:
            return
        message = f"`{key}` alone is the field `{meant.path}`"
    hint = f"choose another key, or write `{field.path}` in --where, --columns and --sort"
    yield found("ambiguous-spec", file.document.key("specs", key), message, hint)

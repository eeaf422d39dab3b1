"""`sources-disagree`: facts on which two files of a tool differ."""

from typing import Any

from vcompare.catalog.layers import Layer, between, merged
from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.diagnostics import Diagnostic, found
from vcompare.fields import Field, Registry
from vcompare.fields.kinds import PriceTable
from vcompare.model import NONE, Disagreement, Origin
from vcompare.text.safe import visible

_SHORT = 120
_ALLOW = 'correct the one that is wrong, or add `allow = ["sources-disagree"]` to the tool\'s own file'
_PRICES = "look them up, and write all prices into the tool's own file, as they come from one, with `checked`"


def check(file: TomlFile, context: Context) -> Findings:
    """Compare the layers of a tool: one finding for each value that another layer has otherwise."""
    layers = file.layers(context.fields)[0] if file.below else []
    if len(layers) > 1:
        at = {layer.origin: layer for layer in layers}
        for one in between(layers, merged(layers)[0], context.fields) or ():
            yield _finding(one, at[one.origin], at[one.by], context.fields)


def _finding(one: Disagreement, ours: Layer, theirs: Layer, fields: Registry) -> Diagnostic:
    field, keys = fields[one.field], _keys(one)
    here, there = (layer.document.value(*keys) for layer in (ours, theirs))
    of = f" of `{one.seller}`" if one.seller else ""
    values = f"{_shown(field, one.value)} {_in(one.origin)} and {_shown(field, one.other)} {_in(one.by)}"
    apart = f", {one.apart}" if one.apart else ""
    verb = "are" if isinstance(one.value, PriceTable) else "is"
    message = f"`{keys[-1]}`{of} {verb} {values}{apart}; also at {there.path}:{there.line}"
    return found("sources-disagree", here, message, _hint(one), also=(there,))


def _hint(one: Disagreement) -> str | None:
    """Return what to do about a value that nobody can date, or that does not come alone."""
    if one.field in {"vendor", "retired"}:
        return _ALLOW
    return _PRICES if one.origin and one.field.startswith("pricing.") else None


def _shown(field: Field, value: Any) -> str:
    text = visible(field.exact(value))
    text = text if len(text) <= _SHORT else f"{text[: _SHORT - 1].rstrip()}…"
    return f'"{text}"' if field.kind.name == "text" and value is not NONE else text


def _in(origin: Origin | None) -> str:
    return f"in {origin.source} (seen {origin.seen})" if origin else "here"


def _keys(one: Disagreement) -> tuple[str, ...]:
    """Return where the value is in each of the files."""
    keys = one.field.split(".")
    return ("offers", one.seller, *(keys[1:] if keys[0] == "pricing" else keys)) if one.seller else (*keys,)

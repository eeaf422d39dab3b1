"""The fields of the specs that a catalog declares."""

from collections.abc import Mapping
from typing import Literal

from vcompare.fields.field import Field
from vcompare.fields.kinds import Choice, Date, Flag, Kind, Link, List, Measure, Text
from vcompare.model import Spec

_KINDS: Mapping[str, Kind] = {
    "flag": Flag(),
    "text": Text(),
    "list": List(),
    "date": Date(planned=True, periods=True),
    "link": Link(),
}
BETTER: Mapping[str, Mapping[str | bool, Literal["higher", "lower"]]] = {
    "quantity": {"higher": "higher", "lower": "lower"},
    "flag": {True: "higher", False: "lower"},
    "date": {"later": "higher", "earlier": "lower"},
    "choice": {"last": "higher", "first": "lower"},
}
"""What `better` may be for each kind of spec, and which way that is in the order of the kind."""


def of_spec(key: str, spec: Spec) -> Field:
    """Return the field of a spec. A `better` that its kind does not have counts as none."""
    better = None if spec.better is None else BETTER.get(spec.kind, {}).get(spec.better)
    return Field(
        f"specs.{key}",
        spec.label,
        spec.group,
        kind_of(spec),
        short=spec.short or "",
        better=better,
        search=2,
        change="specs",
        asks=spec.asks or "",
        categories=spec.categories,
        may_be_none=True,
        value_at=f"specs.{key}.content",
    )


def better_of(field: Field) -> str | bool | None:
    """Return which way is better in the words of a declaration: `"later"` of a date, `True` of a flag."""
    ways = BETTER.get(field.kind.name)
    if ways is None:
        return field.better
    return next((way for way, trend in ways.items() if trend == field.better), None)


def kind_of(spec: Spec) -> Kind:
    """Return the kind of a spec's values."""
    if spec.kind == "quantity":
        return Measure(unit=spec.unit or "")
    return Choice(spec.choices) if spec.kind == "choice" else _KINDS[spec.kind]

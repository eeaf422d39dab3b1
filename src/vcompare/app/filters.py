"""What a tool must be to be in a list: short filters, and conditions on any field."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, get_args

from msgspec import Struct
from msgspec.structs import force_setattr, replace

from vcompare.app.arguments import as_list, refuse_unknown
from vcompare.errors import VcompareError
from vcompare.fields import BUILTIN, Field, Registry
from vcompare.fields.names import named, short_name
from vcompare.model import NONE, Entry, PanelVerdict
from vcompare.text.days import utc_today
from vcompare.text.words import natural_list, plural, split

if TYPE_CHECKING:
    from vcompare.comparison.listed import Listed
    from vcompare.fields.conditions import Condition

Several = str | Sequence[str] | None
"""A value, several of which one must hold, or None, which asks for nothing."""

_CHOICES: Mapping[str, tuple[str, ...]] = {"entry": get_args(Entry), "verdict": get_args(PanelVerdict)}
_FEW = 20
"""Up to this many values of a field are listed where none is like the one that was asked for."""
_SHORT = ("category", "entry", "verdict", "vendor")
"""The short filters whose values are alternatives; each is called as its field is."""


class Filter(Struct, frozen=True):
    """What a tool must be to be listed; None asks for nothing, and what is unknown never passes.

    Of several values of `category`, `entry`, `verdict` or `vendor` one must hold; a tool has all `tags`.
    `retired` asks for tools that are retired today or, where it is False, for all others. `where` are
    conditions on any field, as `list --where` takes them: all must hold.

    Raises VcompareError for an entry or a verdict that there is not, and for a score that is no number.
    """

    category: Several = None
    entry: Several = None
    verdict: Several = None
    min_score: float | None = None
    tags: Sequence[str] = ()
    vendor: Several = None
    retired: bool | None = None
    where: Sequence[str] = ()

    def __post_init__(self) -> None:
        for name in (*_SHORT, "tags", "where"):
            force_setattr(self, name, tuple(as_list(getattr(self, name) or ())))
        force_setattr(self, "tags", tuple(tag for text in self.tags for tag in split(text)))
        for name, choices in _CHOICES.items():
            values = tuple(value.casefold() for text in getattr(self, name) for value in split(text))
            for value in values:
                refuse_unknown(name, value, choices)
            force_setattr(self, name, values)
        if self.min_score is not None and math.isnan(self.min_score):
            raise VcompareError("min_score must be a number from 0 to 100, not nan")


def narrowed(wanted: Filter | None, where: str | Sequence[str]) -> Filter:
    """Return a filter with further conditions, which also must hold."""
    wanted = wanted or Filter()
    return replace(wanted, where=[*wanted.where, *as_list(where)]) if where else wanted


def conditions(fields: Registry, wanted: Filter) -> "list[Condition]":
    """Return what a filter asks for as conditions on fields.

    Raises VcompareError for a condition that cannot be read.
    """
    from vcompare.fields.conditions import Condition, any_of, condition

    short = [(name, getattr(wanted, name)) for name in _SHORT] + [("tags", [tag]) for tag in wanted.tags]
    found = [any_of(_own(fields, name), texts) for name, texts in short if texts]
    if wanted.min_score is not None:
        found.append(Condition(_own(fields, "score"), ">=", (wanted.min_score,), (f"{wanted.min_score:g}",)))
    if wanted.retired is not None:
        found.append(replace(condition(fields, f"retired<={utc_today()}"), refutes=not wanted.retired))
    return [*found, *(condition(fields, expression) for expression in wanted.where)]


def _own(fields: Registry, name: str) -> Field:
    """Return the field that a short filter is about, whatever the specs of a catalog are called.

    Raises VcompareError where it is about the panel and there is none.
    """
    field = named(BUILTIN, name)
    if field.path not in fields:
        label = field.label.lower()
        raise VcompareError(
            f"this catalog has no panel, so no tool has a {label}", "filter by facts, as with --where"
        )
    return field


def passing(conditions: "Iterable[Condition]") -> "Callable[[Listed], bool]":
    """Return the test whether a tool passes conditions."""
    checks = [(one.field.known, one.passes) for one in conditions]
    return lambda tool: all(check(known(tool.card)) for known, check in checks)


def unmatched(conditions: "Iterable[Condition]", tools: "Sequence[Listed]") -> Iterator[str]:
    """Yield a remark for each text that a filter asks for and no tool has, with one like it that some has."""
    for one in conditions:
        field, kind = one.field, one.field.kind
        if tools and not field.optional and all(field.known(tool.card) is None for tool in tools):
            yield f"{field.path} is unknown for every tool"
        elif one.operator == "=" and "~" in kind.operators:
            values = [value for tool in tools if (value := field.known(tool.card)) is not None]
            for text, operand in zip(one.texts, one.operands, strict=False):
                if not any(field.passes(value, "=", operand) for value in values):
                    yield _remark(field, text, [value for value in values if value is not NONE])


def clash(conditions: "Sequence[Condition]", fields: Registry, tools: "Sequence[Listed]") -> str | None:
    """Return a remark on why no tool passes several conditions: what passes each of them by itself."""
    if len(conditions) < 2:  # noqa: PLR2004
        return None
    counts = dict[str, int]()
    for one in conditions:
        value = ",".join(one.texts)
        typed = f"`{short_name(fields, one.field)}{one.operator}{value}`"
        counts[f"not {typed}" if one.refutes else typed] = sum(
            one.passes(one.field.known(tool.card)) for tool in tools
        )
    if alone := [text for text, count in counts.items() if not count]:
        return f"no tool passes {natural_list(alone, 'or')}"
    (first, of_first), *others = counts.items()
    listed = [f"{first} leaves {plural(of_first, 'tool')}", *(f"{text} {count}" for text, count in others)]
    return f"{natural_list(listed)}; together they leave none"


def _remark(field: Field, text: str, values: Iterable[Any]) -> str:
    from vcompare.text.suggestions import did_you_mean

    several, short = field.kind.several, field.kind.short
    items = {item for value in values for item in (value if several else (short(value),))}
    label = field.label.lower()
    found = f'"{text}" among its {label}' if several else f'the {label} "{text}"'
    near = did_you_mean(text, items)
    if near is None and 0 < len(items) <= _FEW:
        near = f"use one of {', '.join(sorted(items))}"
    return f"no tool has {found}; {near}" if near else f"no tool has {found}"

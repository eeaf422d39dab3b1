"""The criteria of a decision: from what its file has to fields, weights and anchors, or what is wrong."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from vcompare.decisions import CriterionValues, Span
from vcompare.errors import VcompareError
from vcompare.fields import Field, Registry, named
from vcompare.fields.kinds import Amount, Choice, Date, Flag, Quantity, Worth
from vcompare.model import NONE, CriterionTable, Decision
from vcompare.text.suggestions import did_you_mean

MOST = 100
"""As many criteria, and as many conditions, can a decision have; each takes time for every tool."""
_PERCENT = ("panel.score", "panel.ship_percent", "community.ship_percent")
"""What is from 0 to 100, and needs no anchors; the scores of single reviewers are, too."""
_NO_LIMIT = (float("inf"), float("-inf"))
_EDGES = {"best": Fraction(1), "worst": Fraction(0)}


class CriterionProblem(NamedTuple):
    """What is wrong with a criterion: where its file has it, what to do, and whether it lacks an anchor."""

    keys: tuple[str, ...]
    message: str
    hint: str
    lacks_anchor: bool = False


class Criterion(Struct, frozen=True):
    """A criterion: what a decision calls it, its field, its weight, and what scores 0 and 1."""

    key: str
    field: Field
    weight: Fraction
    worst: Fraction
    best: Fraction
    none: str | None = None

    def span(self, card: Any) -> Span:
        """Return the lowest and the highest number that a tool's value can be, None where it is unknown.

        It is the value itself that counts, also where tools are ordered by something else.
        """
        return self._span(self.field.known(card))

    def values(self, cards: Iterable[Any]) -> CriterionValues:
        """Return the values of tools by this criterion, as far as they are known."""
        known, spans = self.field.known, dict[Any, Span]()
        found = list(map(known, cards))
        for value in set(found):  # of ten thousand tools, many have the same
            spans[value] = self._span(value)
        return CriterionValues(self.key, self.weight, self.worst, self.best, [spans[one] for one in found])

    def _span(self, value: Any) -> Span:
        if value is NONE:
            edge = {"best": self.best, "worst": self.worst}.get(self.none or "")
            return None if edge is None else (edge, edge)
        if value is None or not _is_comparable(self.field, value):
            return None
        low, high = self.field.kind.span(value)
        first = _number(self.field, low)
        return first, first if high is low else _number(self.field, high)


def criteria(decision: Decision, fields: Registry) -> tuple[list[Criterion], list[CriterionProblem]]:
    """Return the criteria of a decision that can be used, and what is wrong with the others."""
    found, problems = list[Criterion](), list[CriterionProblem]()
    given = list(tables(decision.criteria, ()))
    if len(given) > MOST:
        message = f"there are {len(given):,} criteria, and at most {MOST} can be weighed"
        return [], [CriterionProblem((), message, "keep those that matter")]
    for keys, table in given:
        try:
            found.append(_criterion(keys, table, fields, found))
        except _WrongError as wrong:
            lacks_anchor = isinstance(wrong, _NoAnchorError)
            problems.append(
                CriterionProblem((*keys, *wrong.keys), wrong.message, wrong.hint or "", lacks_anchor)
            )
    if not problems and not any(one.weight for one in found):
        hint = "give one criterion a weight above 0"
        problems.append(CriterionProblem((), "no criterion weighs anything", hint))
    return found, problems


def keys(decision: Decision) -> list[str]:
    """Return what a decision calls its criteria, in its order."""
    return [".".join(keys) for keys, _ in tables(decision.criteria, ())]


def tables(table: Mapping[str, Any], above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield the tables of criteria with their keys; what has tables only is a part of a path."""
    for key, value in table.items():
        if isinstance(value, dict) and value and all(isinstance(one, dict) for one in value.values()):
            yield from tables(value, (*above, key))
        else:
            yield (*above, key), value


class _WrongError(VcompareError):
    """What is wrong with a criterion; `keys` lead to it from the criterion's table."""

    def __init__(self, message: str, hint: str, *keys: str) -> None:
        super().__init__(message, hint)
        self.keys = keys


class _NoAnchorError(_WrongError):
    """A criterion says nowhere what scores 0 or what scores 1, and its field needs that."""


def _criterion(keys: tuple[str, ...], raw: Any, fields: Registry, others: Iterable[Criterion]) -> Criterion:
    key = ".".join(keys)
    table = _table(key, raw)
    try:
        field = named(fields, key)
    except VcompareError as unknown:
        raise _WrongError(f"`{key}` is no field: {unknown.message}", unknown.hint or "") from None
    if not _can_be_ordered(field):
        raise _WrongError(f"`{key}` cannot be ordered", "choose a field with numbers, dates, or a `better`")
    if isinstance(field.kind, Worth):
        raise _WrongError(f"`{key}` is a decision, and no criterion", "name its criteria instead")
    if same := next((one.key for one in others if one.field == field), None):
        raise _WrongError(f"`{key}` and `{same}` are one field", "remove one of them")
    if table.weight < 0:
        raise _WrongError(f"`{key}` has a negative weight", "swap `worst` and `best` instead", "weight")
    if not isfinite(table.weight):
        raise _WrongError(f"`{key}` has a weight that is no number", "write a number from 0 on", "weight")
    worst, best = _anchors(key, field, table)
    return Criterion(key, field, exact(table.weight), worst, best, table.none)


def _table(key: str, raw: Any) -> CriterionTable:
    try:
        return msgspec.convert(raw, CriterionTable)
    except msgspec.ValidationError:
        known = CriterionTable.__struct_fields__
        if isinstance(raw, dict) and (others := [one for one in raw if one not in known]):
            hint = did_you_mean(others[0], known) or f"use one of {', '.join(known)}"
            raise _WrongError(f"`{key}` has the unknown key `{others[0]}`", hint, others[0]) from None
        if isinstance(raw, dict) and "weight" not in raw:
            raise _WrongError(f"`{key}` has no weight", "add `weight = 1`") from None
        message = f'`{key}` needs a number as `weight`, and only "best" or "worst" as `none`'
        raise _WrongError(message, "write [criteria.<field>] with `weight = 1`") from None


def _can_be_ordered(field: Field) -> bool:
    if isinstance(field.kind, Flag | Choice):
        return field.better is not None
    return isinstance(field.kind, Quantity | Amount | Date)


def _anchors(key: str, field: Field, table: CriterionTable) -> tuple[Fraction, Fraction]:
    usual = _usual(field)
    found = [
        _anchor(key, field, side, getattr(table, side), usual and usual[place])
        for place, side in enumerate(("worst", "best"))
    ]
    worst, best = found
    if worst == best:
        raise _WrongError(f"`{key}` has one value for worst and best", "make them differ", "best")
    if field.better and (best > worst) is not (field.better == "higher"):
        way = "more" if field.better == "higher" else "less"
        raise _WrongError(
            f"`{key}` has its anchors the wrong way round: {way} is better", "swap them", "best"
        )
    return worst, best


def _usual(field: Field) -> tuple[Fraction, Fraction] | None:
    """Return the anchors of a field that needs none."""
    if field.path in _PERCENT or (field.reviewer and field.path.endswith(".score")):
        return Fraction(0), Fraction(100)
    if isinstance(field.kind, Flag | Choice):
        most = 1 if isinstance(field.kind, Flag) else len(field.kind.choices) - 1
        ends = Fraction(0), Fraction(most)
        return ends if field.better == "higher" else ends[::-1]
    return None


def _anchor(key: str, field: Field, side: str, given: Any, usual: Fraction | None) -> Fraction:
    if given is None:
        if usual is None:
            raise _NoAnchorError(f"`{key}` has no `{side}`", f"add `{side} = ` what scores {_EDGES[side]}")
        return usual
    try:
        return exact(_number(field, _span(field, given)[side == "best"]))
    except (ValueError, TypeError, AttributeError, KeyError, IndexError):
        message = f"`{key}` has a `{side}` that is no value of the field: {given!r}"
        raise _WrongError(message, f"write {field.kind.example}", side) from None


def _span(field: Field, given: Any) -> tuple[Any, Any]:
    """Return the ends of an anchor, from what a file has or a person typed."""
    kind = field.kind
    if isinstance(kind, Date) and isinstance(given, str):
        found: tuple[Any, Any] = kind.operand(given)
        return found
    if field.meter or field.is_cost:
        return kind.span(kind.operand(str(given)))
    if isinstance(given, str) and not isinstance(kind, Flag | Choice):
        return kind.span(kind.operand(given))
    return kind.span(kind.read(given) if field.spec or not isinstance(given, int | float) else given)


def _number(field: Field, order: Any) -> Any:
    """Return the number for what values of a field are ordered by, None for no limit."""
    number = field.kind.worth(order)
    return None if number in _NO_LIMIT else number


def _is_comparable(field: Field, value: Any) -> bool:
    """Say whether a value can be compared: an amount in another currency cannot."""
    return not isinstance(field.kind, Amount) or field.kind.giver(value) <= {""}


def exact(number: Any) -> Fraction:
    """Return a number as it is written: 0.1 is a tenth."""
    return Fraction(Decimal(repr(number))) if isinstance(number, float) else Fraction(number)

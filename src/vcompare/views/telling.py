"""Sentences about the specs in which tools differ most, for a draft."""

from collections.abc import Iterator, Sequence
from typing import Any

from vcompare.comparison import Comparison, Row
from vcompare.fields import Field
from vcompare.fields.kinds import Date, Quantity
from vcompare.model import NONE, Bounds
from vcompare.text.words import possessive, series, uncapitalized

_MOST = 4
"""So many specs are told of."""
_LONGEST = 40
"""A longer value is for the table."""
_MUCH = 1.5
"""From so many times on, a number is told as a multiple of another."""
_PAIR = 2


def telling(result: Comparison, names: Sequence[str]) -> Iterator[str]:
    """Yield what sets the tools apart most among the specs, by the names that they are called by.

    What is known of all comes before what is known of some, and what is better before what is only different.
    """
    rows = [row for row in result.rows if _is_telling(row)]
    for row in sorted(rows, key=_weight)[:_MOST]:
        # What has none, such as a limit, may be better off than the one that leads.
        is_led = row.best is not None and NONE not in row.values
        is_ordered = isinstance(row.field.kind, Quantity | Date)
        yield _lead(row, names) if is_led and is_ordered else _each(row, names)


def _is_telling(row: Row) -> bool:
    """Say whether a row is one of a spec whose known values differ and go into a sentence."""
    known = [value for value in row.values if value is not None]
    if not row.field.spec or row.field.kind.style == "link" or row.field.kind.several:
        return False
    return len(set(known)) > 1 and all(len(_shown(row.field, value)) <= _LONGEST for value in known)


def _weight(row: Row) -> tuple[bool, bool, float]:
    """Return what rows are sorted by, the most telling first; equals stay in the order of declaration."""
    numbers = sorted(abs(value) for value in row.values if isinstance(value, int | float) and value)
    ratio = numbers[-1] / numbers[0] if numbers and row.best is not None else 1
    return None in row.values, row.best is None, -min(ratio, 10)


def _lead(row: Row, names: Sequence[str]) -> str:
    """Say which tool has the better value, and how the others compare."""
    label, best = uncapitalized(row.field.label), row.best or 0
    shown = {at: _shown(row.field, value) for at, value in enumerate(row.values) if value is not None}
    others = [at for at in shown if at != best]
    if len(others) == 1:
        other = others[0]
        beside = _beside(row.field, row.values[best], row.values[other], possessive(names[other]))
    else:
        beside = f"ahead of {series([f'{names[at]} ({shown[at]})' for at in others])}"
    return f"{names[best]} leads on {label} with {shown[best]}, {beside}{_rest(row, names)}."


def _beside(field: Field, better: Any, other: Any, whose: str) -> str:
    """Say how a better value compares with the only other one: by how many times or how much, if it can."""
    shown = field.shown(other)
    are_numbers = all(isinstance(one, int | float) for one in (better, other))
    if not (isinstance(field.kind, Quantity) and are_numbers):
        return f"against {whose} {_shown(field, other)}"
    if field.better == "higher" and other > 0 and better / other >= _MUCH:
        return f"{_times(better / other)} {whose} {shown}"
    by = "more" if better > other else "less"
    return f"{field.shown(_exact_difference(better, other))} {by} than {whose} {shown}"


def _times(ratio: float) -> str:
    rounded = round(ratio, 1)
    about = "" if abs(rounded - ratio) < 1e-9 else "about "  # noqa: PLR2004
    return f"{about}twice" if rounded == _PAIR else f"{about}{rounded:g} times"


def _exact_difference(one: float, other: float) -> float:
    from decimal import Decimal

    difference = abs(Decimal(str(one)) - Decimal(str(other)))
    return int(difference) if difference == difference.to_integral_value() else float(difference)


def _each(row: Row, names: Sequence[str]) -> str:
    """Say which value each tool has, the better one first."""
    groups = dict[str, list[str]]()
    pairs = list(zip(row.values, names, strict=True))
    best = () if row.best is None else (pairs[row.best],)
    for value, name in dict.fromkeys((*best, *pairs)):
        if value is not None:
            groups.setdefault(_shown(row.field, value), []).append(name)
    clauses = [f"{value} for {series(of)}" for value, of in groups.items()]
    between = "; " if any("," in clause for clause in clauses) else ", "
    return f"{row.field.label}: {between.join(clauses)}{_rest(row, names)}."


def _rest(row: Row, names: Sequence[str]) -> str:
    unknown = [name for value, name in zip(row.values, names, strict=True) if value is None]
    return f"; unknown for {series(unknown)}" if unknown else ""


def _shown(field: Field, value: Any) -> str:
    """Return a value with its unit, as a sentence has it."""
    unit = getattr(field.kind, "unit", "")
    if value is NONE or not unit:
        return field.shown(value)
    text = field.shown(value)
    if isinstance(value, Bounds) and value.at_least is None:
        text = field.kind.at_most.format(field.kind.short(value.at_most))
    return text if text.endswith(unit) else f"{text} {unit}"

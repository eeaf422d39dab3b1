"""What is known of a declared field, as people type it: `1.05M`, `60k..90k`, `>=80`, `none`."""

import re
from typing import Any

from vcompare.fields.field import Field
from vcompare.fields.kinds import Choice, Kind
from vcompare.model import NONE, Bounds

_FROM = re.compile(
    r"(?i)(?:>=|≥|at\s+least\s|from\s|since\s)\s*(.+)|(.+?)\s*(?:\.\.|\+|\sor\s(?:more|higher|later))"
)
_TO = re.compile(
    r"(?i)(?:<=|≤|at\s+most\s|up\s+to\s|until\s|\.\.)\s*(.+)|(.+?)\sor\s(?:less|fewer|lower|earlier)"
)
_FROM_TO = re.compile(r"(?i)(?:between|from)\s(.+)\s(?:and|to)\s(.+)")
_BETWEEN = (
    re.compile(r"(?i)(.+?)\s*(?:\.\.|–|—|\sto\s|\s-\s)\s*(.+)"),
    re.compile(r"([^-]+)-([^-]+)"),
)
"""Words and signs between two limits: a hyphen stands in a date too, so it is the last that is tried."""


def parsed(field: Field, text: str) -> Any:
    """Return what a person typed of a field: a value, `Bounds`, or `NONE`.

    Raises ValueError, with the words for what it must be.
    """
    text = text.strip()
    is_choice = isinstance(field.kind, Choice) and reads(field.kind, text)
    if field.may_be_none and text.casefold() == NONE.value and not is_choice:
        return NONE
    bounds = _bounds(field.kind, text) if field.kind.has_bounds and not reads(field.kind, text) else None
    return _value(field.kind, text) if bounds is None else bounds


def parsed_bounds(field: Field, text: str) -> Bounds | None:
    """Return the limits that a person typed of a field, None where the text has none."""
    try:
        content = parsed(field, text)
    except ValueError:
        return None
    return content if isinstance(content, Bounds) else None


def typed(field: Field, content: Any) -> str:
    """Return what is known of a field as a person could have typed it."""
    if content is NONE:
        return str(NONE.value)
    if not isinstance(content, Bounds):
        return str(field.kind.typed(content))
    ends = (content.at_least, content.at_most)
    low, high = ("" if end is None else str(field.kind.typed(end)) for end in ends)
    return f"{low}..{high}" if low and high else f">={low}" if low else f"<={high}"


def _bounds(kind: Kind, text: str) -> Bounds | None:
    """Return limits, None where the text has no sign of any. Raises ValueError as `parsed` does."""
    ends = _FROM_TO.fullmatch(text)
    if ends is None and (found := _FROM.fullmatch(text)):
        return Bounds(at_least=_value(kind, found[1] or found[2]))
    if ends is None and (found := _TO.fullmatch(text)):
        return Bounds(at_most=_value(kind, found[1] or found[2]))
    ends = ends or next((found for sign in _BETWEEN if (found := sign.fullmatch(text))), None)
    if ends is None:
        return None
    kind.refuse_unclear(ends[1], ends[2])
    low, high = (_value(kind, end) for end in ends.groups())
    if kind.span(low)[0] > kind.span(high)[1]:
        raise ValueError("a range from the lower to the higher value")
    return Bounds(low, high)


def reads(kind: Kind, text: str) -> bool:
    """Return whether a text that a person typed is a value of a kind."""
    try:
        kind.read(kind.parse(text))
    except ValueError:
        return False
    return True


def _value(kind: Kind, text: str) -> Any:
    try:
        return kind.read(kind.parse(text.strip()))
    except ValueError as problem:
        raise ValueError(kind.wanted or str(problem)) from None

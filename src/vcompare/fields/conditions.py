"""Conditions on tools, as people type them: `score>=80`, `vendor=OpenAI,Anthropic`, `name~opus`."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from msgspec import Struct

from vcompare.errors import VcompareError
from vcompare.fields.contents import parsed_bounds, reads
from vcompare.fields.field import Field
from vcompare.fields.kinds import Date, Flag, Measure, Operator, Quantity
from vcompare.fields.kinds.kind import ORDER
from vcompare.fields.names import named
from vcompare.fields.registry import Registry
from vcompare.model import NONE
from vcompare.text.words import natural_list, split

_SIGNS = "=!<>~≥≤≠＝＞＜"
_EXPRESSION = re.compile(rf"\A\s*(!?)\s*([^\s:{_SIGNS}]*)\s*(:|[{_SIGNS}]*)(.*)", re.DOTALL)
_MEANT: Mapping[str, Operator] = {
    **dict.fromkeys(("==", "===", ":", "＝"), "="),
    **dict.fromkeys(("!", "=!", "!==", "<>", "≠"), "!="),
    **dict.fromkeys(("=>", "≥"), ">="),
    **dict.fromkeys(("=<", "≤"), "<="),
    **dict.fromkeys(("=~", "~=", "~~"), "~"),
    "＞": ">",
    "＜": "<",
}
"""What people write who know the operators from elsewhere."""
_OPPOSITE: Mapping[str, Operator] = {
    "=": "!=", "!=": "=", ">": "<=", "<=": ">", "<": ">=", ">=": "<",
}  # fmt: skip
_ANOTHER = re.compile(rf"(?:\s(and|or|&&?|\|\|?)\s|[,;])\s*!?([^\s:,{_SIGNS}]+)\s*[{_SIGNS}]", re.IGNORECASE)
"""Where another condition may begin in the value of one."""
_WITH_THOUSANDS = re.compile(r"[\d.,'\s]+[^\d,]*")
_QUOTE = "quote it for the shell, which takes > and < for itself: --where 'score>=80'"
_IN_QUOTES = "in quotes for the shell, which takes > and < for itself"


class Condition(Struct, frozen=True):
    """What one field of a tool must be. `operands` are alternatives, as its kind compares them."""

    field: Field
    operator: Operator
    operands: tuple[Any, ...]
    texts: tuple[str, ...]
    """The alternatives, as they were typed."""
    refutes: bool = False
    """Whether it asks for all other tools, those among them of which nothing is known."""

    def passes(self, value: Any) -> bool:
        """Say whether a value of the field passes; what is unknown never does."""
        return self._passes(value) is not self.refutes

    def _passes(self, value: Any) -> bool:
        # A spec without items is shown as unknown; without tags or aliases, there are none.
        if value is None or (self.field.spec and value == ()):
            return False
        check, operator = self.field.passes, self.operator
        of_each = (check(value, operator, operand) for operand in self.operands)
        return all(of_each) if operator == "!=" else any(of_each)


def condition(fields: Registry, expression: str) -> Condition:
    """Read what a person typed.

    Raises VcompareError for an unknown field, an operator or a value that its kind does not have, and what a
    shell has left of an expression that was not quoted.
    """
    sign, name, typed, text = _parts(expression)
    if not typed and _is_number(name):
        raise VcompareError(f'"{expression}" names no field', _QUOTE)
    field = named(fields, name)
    if not typed:
        return _alone(field, expression, name, is_not=bool(sign))
    if not text:
        raise VcompareError(f'"{expression}" names no value after `{typed}`', _QUOTE)
    _refuse_several(fields, expression, text)
    operator: Any = "=" if typed == "==" else typed
    if sign:
        hint = _did_you_mean(field, name, _OPPOSITE.get(operator), text)
        raise VcompareError(f'"{expression}" cannot be read as a condition', hint)
    if operator not in field.kind.operators:
        message = f'{field.path} cannot be compared with `{typed}`, as in "{expression}"'
        raise VcompareError(message, _did_you_mean(field, name, _MEANT.get(operator), text))
    if operator in ORDER:
        return Condition(field, operator, (_operand(field, text),), (text,))
    return any_of(field, [text], operator)


def any_of(field: Field, texts: Sequence[str], operator: Operator = "=") -> Condition:
    """Return the condition that a field is one of several values, which may be in one text with commas.

    Texts of a catalog can have commas too, so each is also taken as a whole where the kind allows it. Raises
    VcompareError for a value that the kind does not have.
    """
    parts = [part for text in texts for part in _alternatives(field, text)]
    whole = [text for text in texts if text not in parts and "~" in field.kind.operators]
    if not parts:
        raise VcompareError(f"{field.path} is compared with {field.kind.example}, and no value was typed")
    operands = tuple(_operand(field, text) for text in dict.fromkeys([*parts, *whole]))
    return Condition(field, operator, operands, tuple(parts))


def _alternatives(field: Field, text: str) -> list[str]:
    """Return the values between commas; what is none of them alone may be one as a whole: `1,000,000`."""
    parts = split(text)
    if isinstance(field.kind, Measure):
        return parts if all(map(_is_number, parts)) or not _WITH_THOUSANDS.fullmatch(text) else [text]
    is_day = isinstance(field.kind, Date) and not all(reads(field.kind, part) for part in parts)
    return [text] if is_day else parts


def _parts(expression: str) -> tuple[str, str, str, str]:
    ((sign, name, typed, text),) = _EXPRESSION.findall(expression)
    if not name or (text.strip() and not typed):
        hint = "write FIELD OPERATOR VALUE, as in --where 'score>=80' or --where 'vendor=OpenAI,Anthropic'"
        raise VcompareError(f'"{expression}" cannot be read as a condition', hint)
    return sign, name, typed, text.strip()


def _refuse_several(fields: Registry, expression: str, text: str) -> None:
    """Raise VcompareError where a value goes on, outside of quotes, with a comparison of a field."""
    for conjunction, name in _ANOTHER.findall(re.sub('"[^"]*"', "", text)):
        if not _is_field(fields, name):
            continue
        hint = "give each condition a --where of its own; all of them must hold"
        if conjunction.casefold() in {"or", "|", "||"}:
            hint = "all must hold; only values are alternatives, as in --where 'vendor=OpenAI,Anthropic'"
        raise VcompareError(f'"{expression}" is more than one condition', hint)


def _is_field(fields: Registry, name: str) -> bool:
    with suppress(VcompareError):
        return named(fields, name) is not None
    return False


def _did_you_mean(field: Field, name: str, operator: Operator | None, text: str) -> str:
    """Return the hint to write another operator, which the field may not have."""
    if operator in field.kind.operators:
        return f"did you mean `{name}{operator}{text}`?"
    return f"use {natural_list([f'`{one}`' for one in field.kind.operators], 'or')}"


def _alone(field: Field, expression: str, name: str, *, is_not: bool) -> Condition:
    """Read a field without an operator, which is a question of yes or no."""
    if isinstance(field.kind, Flag):
        return any_of(field, ["no" if is_not else "yes"])
    operator, text = field.kind.comparison
    if is_not:
        operator = _OPPOSITE.get(operator, "!=")
    hint = f"add a comparison, such as '{name}{operator}{text}', {_IN_QUOTES}"
    raise VcompareError(f'"{expression}" does not say what to compare {field.path} with', hint)


def _operand(field: Field, text: str) -> Any:
    if field.may_be_none and text.casefold() == NONE.value:
        return NONE
    try:
        return field.kind.operand(text)
    except ValueError:
        message = f'{field.path} is compared with {field.kind.example}, not "{text}"'
        raise VcompareError(message, _near(field, text)) from None


def _near(field: Field, text: str) -> str | None:
    from vcompare.fields.meant import UNKNOWN, hint

    if text.casefold() in {*UNKNOWN, NONE.value}:
        return "what is unknown passes no filter"
    limits = _limits(field, text) if field.kind.has_bounds else None
    return f"write {limits}" if limits else hint(field, text)


def _limits(field: Field, text: str) -> str | None:
    """Return the conditions for limits that were typed as one value, as `context=80..120`."""
    bounds = parsed_bounds(field, text)
    if bounds is None:
        return None
    ends = ((">=", bounds.at_least), ("<=", bounds.at_most))
    typed = [f"{sign}{field.kind.typed(end)}" for sign, end in ends if end is not None]
    return natural_list([f"--where '{field.spec or field.path}{one}'" for one in typed])


def _is_number(text: str) -> bool:
    try:
        return bool(text) and Quantity().operand(text) is not None
    except ValueError:
        return False
